"""tracker-digest-blind: another tool gives one digest to data whose labels differ.

MLflow digests at most 10,000 rows, and not all kinds of columns, into 32 bits.
"""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected

TITLE = "MLflow or another tool has one digest for data whose labels differ"


def find(record: Inspected) -> Iterator[Found]:
    """Compare the labels of all datasets that one tool gives one name and digest."""
    datasets = record.datasets
    seen: dict[tuple[str, str, str], str] = {}
    for ref, model in record.models.items():
        for known in model.known_as:
            dataset = datasets.get(known.of or "")
            if dataset is None or known.digest is None:
                continue
            first = seen.setdefault((known.system, known.id, known.digest), str(known.of))
            if first != known.of and datasets[first].digests.labels != dataset.digests.labels:
                yield Found(
                    ref,
                    f"{known.system} gives {known.id!r} the digest {known.digest!r} for {first} "
                    f"and {known.of}, whose labels differ",
                    "tell the runs apart by the digests of schemactl",
                )
