"""splits-overlap: a model has seen the test split that it is judged by.

By what is recorded: the split itself, a dataset that it is a split of, or one with equal rows.
"""

from collections.abc import Iterator, Mapping

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected
from schemactl.model.lineage import DatasetVersion

TITLE = "a test split overlaps what a model was trained on"


def find(record: Inspected) -> Iterator[Found]:
    """Compare what each model was trained on with the test splits of the same data."""
    datasets = record.datasets
    tests = {ref: one for ref, one in datasets.items() if one.split == "test"}
    hint = "train without it, and register the training split with --split train"
    for ref, model in record.models.items():
        used = {pin.ref: datasets[pin.ref] for pin in model.trained_on if pin.ref in datasets}
        for name, one in used.items():
            for test in _inside(name, one, tests):
                yield Found(ref, f"it was trained on {name}, {_how(name, test, one)}", hint)
    for test, split in tests.items():
        for name, one in datasets.items():
            if one.split == "train" and one.digests.rows == split.digests.rows:
                yield Found(test, f"it has the same rows as {name}, a split to train on", hint)


def _inside(name: str, one: DatasetVersion, tests: Mapping[str, DatasetVersion]) -> list[str]:
    """Return the test splits whose records a dataset holds."""
    return [
        ref
        for ref, test in tests.items()
        if ref == name or (one.split is None and name in {pin.ref for pin in test.split_of})
    ]


def _how(name: str, test: str, one: DatasetVersion) -> str:
    if test == name:
        return f"which is a split to test on ({one.records} records)"
    return f"of which {test} is a split to test on"
