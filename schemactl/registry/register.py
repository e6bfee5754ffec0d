"""Registration: a dataset with what its labels meant, a model with what it was trained on."""

import hashlib
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from schemactl.data.kinds import severity
from schemactl.data.options import DataOptions
from schemactl.data.survey import Survey
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.address import DRAFT, LATEST, Ref
from schemactl.model.lineage import (
    DatasetDigests,
    DatasetVersion,
    Entry,
    Fact,
    ModelVersion,
    Pin,
    Split,
)
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.version import admits
from schemactl.registry.content import node_digest, read_content
from schemactl.registry.ledger import append
from schemactl.registry.lineage import find_ref
from schemactl.registry.location import location
from schemactl.registry.opening import reading, writing
from schemactl.registry.status import count_newer
from schemactl.registry.store import Store
from schemactl.releases.read import read_guideline, read_schema, resolve
from schemactl.workspace import Workspace

Surveyor = Callable[[list[Path], SchemaRelease, DataOptions], Survey]


class DatasetRequest(NamedTuple):
    """What a user says of a dataset."""

    ref: Ref
    files: tuple[Path, ...]
    schema: Ref
    guideline: Ref | None = None
    options: DataOptions = DataOptions()
    parents: tuple[Ref, ...] = ()
    split: Split | None = None
    as_draft: bool = False


class ModelRequest(NamedTuple):
    """What a user says of a model; the artifact is a file or a digest."""

    ref: Ref
    datasets: tuple[Ref, ...]
    artifact: Path | None = None
    digest: str | None = None
    metrics: tuple[tuple[str, str], ...] = ()
    predictions: Path | None = None


class Stamp(NamedTuple):
    """When something is recorded, by whom, and what they say about it."""

    at: str | None = None
    actor: str | None = None
    note: str | None = None


class _Rules(NamedTuple):
    schema: SchemaRelease
    guideline: GuidelineRelease | None


class Registered(NamedTuple):
    """The entry of what was registered, whether it is new, and how many no checkpoint covers."""

    entry: Entry
    hash: str
    is_new: bool
    newer: int


def register_dataset(
    workspace: Workspace, request: DatasetRequest, survey: Surveyor, stamp: Stamp
) -> Registered:
    """Survey a dataset under its schema and record it.

    Raises AnswerIsBad where the data does not fit the schema, unless it is a draft.
    """
    _refuse_moving(request.ref)
    _need_files(request.files)
    rules = _rules(workspace, request)
    if request.parents:
        # A missing parent is said before the data is read, which may take long.
        with reading(workspace) as store:
            _pins(workspace, store, request.parents)
    found = survey(list(request.files), rules.schema, request.options)
    if found.errors and not request.as_draft:
        raise _does_not_fit(request, rules.schema, found)
    with writing(workspace) as store:
        content = _dataset(request, rules, found, _pins(workspace, store, request.parents))
        where = tuple(location(workspace, path) for path in request.files)
        return _record(workspace, store, Fact(request.ref, content, *stamp, where))


def _dataset(
    request: DatasetRequest, rules: _Rules, found: Survey, parents: tuple[Pin, ...]
) -> DatasetVersion:
    schema, guideline = rules
    return DatasetVersion(
        digests=DatasetDigests(**found.digests._asdict()),
        records=found.records,
        items=found.items,
        annotations=found.annotations,
        labels=found.labels,
        nones=found.nones,
        labeled_under=Pin(ref=schema.ref, digest=schema.digest),
        guided_by=Pin(ref=guideline.ref, digest=guideline.digest) if guideline else None,
        derived_from=() if request.split else parents,
        split_of=parents if request.split else (),
        split=request.split,
        state="draft" if request.as_draft else "ready",
        reasons=_reasons(request, found),
    )


def _reasons(request: DatasetRequest, found: Survey) -> tuple[str, ...]:
    """Say why a dataset is a draft."""
    if not request.as_draft:
        return ()
    errors = [f"{kind}: {n}" for kind, n in found.summary.items() if severity(kind) == "error"]
    return (*errors,) or ("registered with --as-draft",)


def _does_not_fit(request: DatasetRequest, schema: SchemaRelease, found: Survey) -> AnswerIsBad:
    first = next(one for one in found.problems if severity(one.kind) == "error")
    where = f"line {first.line}: " if first.line is not None else ""
    count = "1 error" if found.errors == 1 else f"{found.errors} errors"
    return AnswerIsBad(
        f"{request.ref} does not fit {schema.ref}: {count}; first: {where}{first.message}",
        "see all with `schemactl data check`, or record it as it is with --as-draft",
    )


def register_model(workspace: Workspace, request: ModelRequest, stamp: Stamp) -> Registered:
    """Record a model with the dataset versions it was trained on."""
    _refuse_moving(request.ref)
    files = tuple(path for path in (request.artifact, request.predictions) if path)
    _need_files(files)
    artifact = _digest_of_file(request.artifact) if request.artifact else request.digest
    predictions = _digest_of_file(request.predictions) if request.predictions else None
    metrics = {name: _decimal(name, value) for name, value in request.metrics}
    with writing(workspace) as store:
        content = ModelVersion(
            trained_on=_pins(workspace, store, request.datasets),
            artifact=artifact,
            metrics=metrics,
            predictions=predictions,
        )
        where = (location(workspace, request.artifact),) if request.artifact else ()
        return _record(workspace, store, Fact(request.ref, content, *stamp, where))


def _record(workspace: Workspace, store: Store, fact: Fact) -> Registered:
    appended = append(store, [fact])[0]
    newer = count_newer(workspace, store)
    return Registered(appended.sealed.entry, appended.sealed.hash, appended.is_new, newer)


def _refuse_moving(ref: Ref) -> None:
    if ref.version in (LATEST, DRAFT) or "#" in ref.version:
        raise SchemactlError(
            f"{ref} is no version to register", f"write {ref.kind}:{ref.name}@VERSION"
        )


def _released(workspace: Workspace, ref: Ref) -> Ref:
    if ref.version == DRAFT:
        raise SchemactlError(
            f"{ref} is a working copy, which may still change",
            "run `schemactl release`, and register with the release",
        )
    return resolve(workspace, ref)


def _rules(workspace: Workspace, request: DatasetRequest) -> _Rules:
    """Read what a dataset was labeled under. Raises SchemactlError where the two do not fit."""
    found = _released(workspace, request.schema)
    schema = read_schema(workspace, found.name, found.version)
    if request.guideline is None:
        return _Rules(schema, None)
    found = _released(workspace, request.guideline)
    guideline = read_guideline(workspace, found.name, found.version)
    covers = guideline.guideline.covers
    name, version = schema.schema.name, schema.schema.version
    if covers.name != name or not admits(covers.versions, version):
        raise SchemactlError(
            f"{guideline.ref} covers {covers.name} {covers.versions}, not {schema.ref}",
            "name the guideline that annotators used, or none where there was none",
        )
    return _Rules(schema, guideline)


def _pins(workspace: Workspace, store: Store, refs: Sequence[Ref]) -> tuple[Pin, ...]:
    """Pin refs that must be recorded. Raises SchemactlError for one that is not."""
    pins = []
    for ref in refs:
        found = str(find_ref(workspace, store, ref))
        sealed = store.find(found)
        pins.append(Pin(ref=found, digest=sealed and node_digest(read_content(sealed.entry))))
    return tuple({pin.ref: pin for pin in pins}.values())


def _need_files(files: Sequence[Path]) -> None:
    for path in files:
        if not path.exists():
            raise SchemactlError(f"{path}: no such file", "check the path")


def _digest_of_file(path: Path) -> str:
    if path.is_dir():
        raise SchemactlError(f"{path} is a folder", "give its digest with --digest sha256:…")
    with path.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"


def _decimal(name: str, text: str) -> str:
    """Write a metric in one way, so that 0.50 and 0.5 are the same. Raises SchemactlError."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 100:  # noqa: PLR2004 - a metric
        raise SchemactlError(f"metric {name}: {text!r} is no number", "write --metric NAME=0.93")
    return format(number.normalize(), "f")
