"""labels-predate-definition: a batch ended before its schema was released, or was never reviewed.

Also a dataset that was carried over to a release whose migration redefines labels, with the very
same labels as before.
"""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected, is_before
from schemactl.model.lineage import DatasetVersion
from schemactl.model.migration import Redefine

TITLE = "labels are older than the definition that they are recorded under"


def find(record: Inspected) -> Iterator[Found]:
    """Compare batches with releases, and datasets with what they were derived from."""
    for ref, batch in record.batches.items():
        schema, ended = batch.labeled_under.ref, batch.until or batch.since
        released = record.when(schema)
        if is_before(ended, released):
            yield Found(
                ref,
                f"it was labeled by {ended}, and {schema} was released on {released}",
                "record the release that was in force, or relabel",
            )
    datasets = record.datasets
    for ref, dataset in datasets.items():
        for pin in dataset.derived_from:
            parent = datasets.get(pin.ref)
            if parent is not None and parent.digests.labels == dataset.digests.labels:
                yield from _carried_over(record, ref, dataset, pin.ref, parent)


def _carried_over(
    record: Inspected, ref: str, dataset: DatasetVersion, source: str, parent: DatasetVersion
) -> Iterator[Found]:
    known = [release.ref for release in record.later(parent.labeled_under.ref)]
    if dataset.labeled_under.ref not in known:
        return
    way = known[: known.index(dataset.labeled_under.ref) + 1]
    used = {label for counted in dataset.labels.values() for label in counted}
    for release in map(record.schemas.__getitem__, way):
        for step in release.migration.steps if release.migration else ():
            if isinstance(step, Redefine) and step.effect != "clarify" and step.label in used:
                yield Found(
                    ref,
                    f"{release.ref} redefines {step.label} ({step.effect}), and its labels are "
                    f"those of {source}, unchanged",
                    "run `schemactl migrate apply` and answer its queue",
                )
