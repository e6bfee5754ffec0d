"""Quality reports: what was measured of datasets and batches, recorded and found again by label."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Batch, DatasetVersion, Entry, QualityReport
from schemactl.model.quality import Agreement, Confusion
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import taxonomies
from schemactl.registry.content import read_content
from schemactl.registry.facts import (
    Registered,
    pin_all,
    read_rules,
    record_fact,
    refuse_moving,
    stamped,
)
from schemactl.registry.opening import reading, writing
from schemactl.registry.quality_file import read_quality
from schemactl.registry.stamp import Stamp, digest_of_file
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

KIND = "quality-report"


class QualityRequest(NamedTuple):
    """What a user says of a report: its files, and what was measured.

    `measured` are datasets and batches; without a schema theirs is meant, with their guideline.
    `task` is the one of the labels in the files, where several tasks have them.
    """

    ref: Ref
    files: tuple[Path, ...]
    measured: tuple[Ref, ...] = ()
    schema: Ref | None = None
    guideline: Ref | None = None
    task: str | None = None


class LabelQuality(NamedTuple):
    """What the last reports say of one label; confusions come most frequent first.

    `agreement` and `measure` are None where no report has a value for the label. A confusion is
    the other label's address, how often the two were confused, and the share, decimal text.
    """

    report: str
    at: str | None
    measure: str | None
    agreement: str | None
    confusions: tuple[tuple[str, int, str | None], ...]


class Reported(NamedTuple):
    """A recorded report with its entry."""

    entry: Entry
    content: QualityReport


def register_quality(workspace: Workspace, request: QualityRequest, stamp: Stamp) -> Registered:
    """Record what files of measurements say. Raises SchemactlError where they make no sense."""
    refuse_moving(request.ref)
    with reading(workspace) as store:
        schema, guideline = _rules_of(workspace, store, request)
    rules = read_rules(workspace, schema, guideline)
    labels = LabelIndex(taxonomies(rules.schema.schema))
    measured = [read_quality(path, labels, request.task) for path in request.files]
    with writing(workspace) as store:
        content = QualityReport(
            derived_from=pin_all(workspace, store, request.measured),
            labeled_under=rules.labeled_under,
            guided_by=rules.guided_by,
            agreements=tuple(one for found in measured for one in found.agreements),
            confusions=tuple(one for found in measured for one in found.confusions),
            reports=tuple(digest_of_file(path) for path in request.files),
        )
        return record_fact(workspace, store, stamped(request.ref, content, stamp))


def _rules_of(
    workspace: Workspace, store: Store, request: QualityRequest
) -> tuple[Ref, Ref | None]:
    """Return the schema and the guideline: as given, else what the first measured has."""
    pins = pin_all(workspace, store, request.measured)
    labeled: list[DatasetVersion | Batch] = []
    for pin in pins:
        sealed = store.find(pin.ref)
        content = read_content(sealed.entry) if sealed else None
        if not isinstance(content, DatasetVersion | Batch):
            raise SchemactlError(
                f"{pin.ref} holds no annotations", "name the datasets or batches that were measured"
            )
        labeled.append(content)
    if request.schema is not None:
        return request.schema, request.guideline
    schemas = sorted({one.labeled_under.ref for one in labeled})
    if len(schemas) != 1:
        raise SchemactlError(
            f"the labels of {request.ref} are of {len(schemas)} schemas",
            "name what they mean with --schema NAME@VERSION",
        )
    guidelines = {one.guided_by.ref for one in labeled if one.guided_by is not None}
    guideline = parse_ref(guidelines.pop()) if len(guidelines) == 1 else None
    return parse_ref(schemas[0]), request.guideline or guideline


def quality_reports(store: Store, schema: str) -> list[Reported]:
    """Return the reports on what was labeled under a release, schema:NAME@VERSION, oldest first."""
    found = []
    for ref in store.refs(KIND):
        sealed = store.find(ref)
        content = read_content(sealed.entry) if sealed else None
        if sealed and isinstance(content, QualityReport) and content.labeled_under.ref == schema:
            found.append(Reported(sealed.entry, content))
    return sorted(found, key=lambda one: one.entry.seq)


def quality_by_label(store: Store, schema: str) -> dict[str, LabelQuality]:
    """Return what the last reports on a release say, by the address task/id of its labels.

    The last agreement and the last confusions of a label may stand in different reports.
    """
    found: dict[str, LabelQuality] = {}
    for entry, content in quality_reports(store, schema):
        said = dict(_agreements(content.agreements))
        confused = _confusions(content.confusions)
        for address in {**said, **confused}:
            before = found.get(address, LabelQuality(entry.ref, None, None, None, ()))
            measure, agreement = said.get(address, (before.measure, before.agreement))
            confusions = confused.get(address, before.confusions)
            found[address] = LabelQuality(entry.ref, entry.at, measure, agreement, confusions)
    return found


def _agreements(agreements: tuple[Agreement, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    for one in agreements:
        for address, value in one.per_label.items():
            if value is not None:
                yield address, (one.measure, value)


def _confusions(
    confusions: tuple[Confusion, ...],
) -> dict[str, tuple[tuple[str, int, str | None], ...]]:
    found: dict[str, list[tuple[str, int, str | None]]] = {}
    for one in sorted(confusions, key=lambda one: -one.count):
        first, second = one.labels
        found.setdefault(first, []).append((second, one.count, one.share))
        if first != second:
            found.setdefault(second, []).append((first, one.count, one.share))
    return {address: tuple(others) for address, others in found.items()}
