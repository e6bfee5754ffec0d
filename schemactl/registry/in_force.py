"""Rules in force: under which schema and guideline each annotation of one item was made.

An annotation says so itself; else its batch does; else the deployment of the schema that was
running at its time; else the dataset as a whole. Where a time fits several deployments, or none
exactly, the answer is marked as ambiguous, with all that it may be.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Literal, NamedTuple

from schemactl.data.options import DataOptions
from schemactl.data.reading import DataReader
from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.annotation import Annotation
from schemactl.model.lineage import Batch, DatasetVersion, Deployment, Pin
from schemactl.registry.content import read_content
from schemactl.registry.lineage import find_ref
from schemactl.registry.located import located_files
from schemactl.registry.store import Store
from schemactl.registry.whole import is_whole
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace

Source = Literal["stamp", "batch", "deployment", "dataset"]
_DAY = len("2026-01-01")


class Rules(NamedTuple):
    """A schema and a guideline, by their refs."""

    schema: str
    guideline: str | None


class InForce(NamedTuple):
    """The rules of one annotation and where that is known from; several are ambiguous."""

    annotation: Annotation
    source: Source
    rules: tuple[Rules, ...]

    @property
    def is_ambiguous(self) -> bool:
        """Whether more than one may hold."""
        return len(self.rules) > 1


class _Known(NamedTuple):
    """What the registry knows that may decide for an annotation of a dataset."""

    dataset: Rules
    batches: dict[str, Rules]
    deployments: list[tuple[Deployment, Rules]]


def in_force(
    workspace: Workspace, store: Store, ref: Ref, item: str, options: DataOptions
) -> list[InForce]:
    """Return what held for each annotation of an item of a dataset, in the order of its files.

    The files are read where they were registered. Raises SchemactlError where they are gone or
    changed, and where the item is not in them.
    """
    found = find_ref(workspace, store, ref)
    sealed = store.find(str(found))
    content = read_content(sealed.entry) if sealed else None
    if sealed is None or not isinstance(content, DatasetVersion):
        raise SchemactlError(f"{found} is no dataset", "name the dataset that holds the record")
    paths = located_files(workspace, sealed.entry, content)
    schema = parse_ref(content.labeled_under.ref)
    reader = DataReader(read_schema(workspace, schema.name, schema.version).schema, options)
    known = _known(store, content)
    decided = [
        _decide(placed.annotation, known)
        for path in paths
        for _, placeds in reader.read(path)
        for placed in placeds
        if placed.annotation.item == item
    ]
    if not decided:
        raise SchemactlError(f"{found} has no item {item!r}", "items are found by their id")
    return decided


def _known(store: Store, content: DatasetVersion) -> _Known:
    batches = {}
    for pin in content.part_of:
        sealed = store.find(pin.ref)
        batch = read_content(sealed.entry) if sealed else None
        if isinstance(batch, Batch) and not is_whole(pin.ref):
            batches[pin.ref] = _rules(batch.labeled_under, batch.guided_by)
    subject = content.labeled_under.ref.partition("@")[0]
    return _Known(
        _rules(content.labeled_under, content.guided_by),
        batches,
        list(_deployments(store, subject)),
    )


def _deployments(store: Store, subject: str) -> Iterator[tuple[Deployment, Rules]]:
    """Yield the uses of a schema for labeling; the next version of a deployment ends the last."""
    by_name: dict[str, list[Deployment]] = {}
    for ref in sorted(store.refs("deployment")):
        sealed = store.find(ref)
        content = read_content(sealed.entry) if sealed else None
        if isinstance(content, Deployment) and content.purpose == "labeling":
            by_name.setdefault(ref.partition("@")[0], []).append(content)
    for versions in by_name.values():
        versions.sort(key=lambda one: one.since)
        for one, later in zip_longest(versions, versions[1:]):
            end = later.since if later is not None and one.until is None else one.until
            if one.deployed_as.ref.partition("@")[0] == subject:
                rules = _rules(one.deployed_as, one.guided_by)
                yield one.model_copy(update={"until": end}), rules


def _decide(annotation: Annotation, known: _Known) -> InForce:
    if annotation.schema is not None:
        return InForce(annotation, "stamp", (_stamped(annotation),))
    if annotation.batch is not None:
        for ref, rules in known.batches.items():
            name = ref.removeprefix("batch:")
            if annotation.batch in (ref, name, name.partition("@")[0]):
                return InForce(annotation, "batch", (rules,))
    if annotation.at is not None:
        running = _running(annotation.at, known.deployments)
        if running:
            return InForce(annotation, "deployment", running)
    if annotation.batch is None and len(known.batches) == 1:
        # All annotations of the data are of its one batch.
        return InForce(annotation, "batch", tuple(known.batches.values()))
    return InForce(annotation, "dataset", (known.dataset,))


def _stamped(annotation: Annotation) -> Rules:
    guideline = annotation.guideline
    return Rules(
        str(parse_ref(str(annotation.schema), "schema")),
        str(parse_ref(guideline, "guideline")) if guideline else None,
    )


def _rules(schema: Pin, guideline: Pin | None) -> Rules:
    return Rules(schema.ref, guideline.ref if guideline else None)


def _running(at: str, deployments: list[tuple[Deployment, Rules]]) -> tuple[Rules, ...]:
    """Return the rules of the deployments whose interval may hold a time.

    A day stands for any time of it, so that on the day of a change both sides may have held.
    """
    found = [
        rules
        for deployment, rules in deployments
        if _may_precede(deployment.since, at)
        and (deployment.until is None or _may_precede(at, deployment.until))
    ]
    return tuple(dict.fromkeys(found))


def _may_precede(first: str, second: str) -> bool:
    """Tell whether one time may be before, or the same as, another; what is no time never is."""
    try:
        one, other = _moment(first), _moment(second)
    except ValueError:
        return False
    if _DAY in (len(first), len(second)):
        return one.date() <= other.date()
    return one <= other


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
