"""tracker-digest-blind: another tool gives one digest to data whose labels differ.

MLflow digests at most 10,000 rows, and not all kinds of columns, into 32 bits.
"""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected
from schemactl.model.foreign import ForeignId

TITLE = "MLflow or another tool has one digest for data whose labels differ"


def find(record: Inspected) -> Iterator[Found]:
    """Compare the labels of all datasets that one tool gives one name and digest."""
    datasets = record.datasets
    seen: dict[tuple[str, str, str], str] = {}
    for ref, known, of in _named(record):
        if of not in datasets or known.digest is None:
            continue
        first = seen.setdefault((known.system, known.id, known.digest), of)
        if first != of and datasets[first].digests.labels != datasets[of].digests.labels:
            yield Found(
                ref,
                f"{known.system} gives {known.id!r} the digest {known.digest!r} for {first} "
                f"and {of}, whose labels differ",
                "tell the runs apart by the digests of schemactl",
                (first, of),
            )


def _named(record: Inspected) -> Iterator[tuple[str, ForeignId, str]]:
    """Yield what calls which dataset how: the dataset itself, or a model that learned from it."""
    for ref, dataset in record.datasets.items():
        for known in dataset.known_as:
            yield ref, known, ref
    for ref, model in record.models.items():
        for known in model.known_as:
            yield ref, known, known.of or ""
