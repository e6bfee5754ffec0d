"""splits-overlap: a model has seen the test split that it is judged by.

By what is recorded: the split itself, a dataset that it is a split of, one with equal rows, or
items and texts that were found in both when the later split was registered.
"""

from collections.abc import Iterator, Mapping

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected
from schemactl.model.lineage import DatasetVersion
from schemactl.model.shared import Overlap

TITLE = "a test split overlaps what a model was trained on"


_HINT = "train without it, and register the training split with --split train"


def find(record: Inspected) -> Iterator[Found]:
    """Compare what each model was trained on with the test splits of the same data."""
    datasets = record.datasets
    inside = _inside(datasets)
    for ref, model in record.models.items():
        for pin in model.trained_on:
            for test in inside.get(pin.ref, ()):
                how = f"of which {test} is a split to test on"
                if test == pin.ref:
                    how = f"which is a split to test on ({datasets[test].records} records)"
                yield Found(ref, f"it was trained on {pin.ref}, {how}", _HINT)
    yield from _twins(datasets)
    yield from _shared(datasets)


def _twins(datasets: Mapping[str, DatasetVersion]) -> Iterator[Found]:
    """Find test splits with the rows of a split to train on."""
    learned: dict[str, list[str]] = {}
    for name, one in datasets.items():
        if one.split == "train":
            learned.setdefault(one.digests.rows, []).append(name)
    for test, one in datasets.items():
        for name in learned.get(one.digests.rows, ()) if one.split == "test" else ():
            said = f"it has the same rows as {name}, a split to train on"
            yield Found(test, said, _HINT, (name,))


def _shared(datasets: Mapping[str, DatasetVersion]) -> Iterator[Found]:
    """Find what test splits were seen to have in common with splits to train on."""
    for ref, one in datasets.items():
        for shared in one.overlaps:
            other = datasets.get(shared.other)
            if other is None or {one.split, other.split} != {"train", "test"}:
                continue
            said = _amount(shared)
            test, train = (ref, shared.other) if one.split == "test" else (shared.other, ref)
            if said:
                told = f"it shares {said} with {train}, a split to train on"
                yield Found(test, told, _HINT, (train,))


def _amount(shared: Overlap) -> str:
    """Say how much two splits share, or nothing."""
    found = []
    if shared.items:
        found.append(f"{shared.items} item{'s' if shared.items > 1 else ''}")
    if shared.texts:
        found.append(f"{shared.texts} text{'s' if shared.texts > 1 else ''}, or nearly so,")
    return " and ".join(found)


def _inside(datasets: Mapping[str, DatasetVersion]) -> dict[str, list[str]]:
    """Return the test splits whose records a dataset holds: itself, and those split off it."""
    found: dict[str, list[str]] = {}
    for ref, one in datasets.items():
        if one.split == "test":
            for name in (ref, *(pin.ref for pin in one.split_of)):
                found.setdefault(name, []).append(ref)
    return found
