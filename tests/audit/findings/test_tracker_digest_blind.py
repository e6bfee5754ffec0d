"""One digest of another tool for data whose labels differ."""

import pytest

from schemactl.audit.findings import tracker_digest_blind as finding
from schemactl.model.foreign import ForeignId
from schemactl.model.lineage import ModelVersion
from tests.audit.findings.records import a_dataset, a_model, a_record, messages


def a_run(dataset: str, digest: str | None = "a971efef") -> ModelVersion:
    """Return a model whose run logged a dataset."""
    known = ForeignId(system="mlflow", kind="input", id="cards", digest=digest, of=dataset)
    run = ForeignId(system="mlflow", kind="run", id="r")
    return a_model(dataset, known_as=(run, known))


@pytest.mark.parametrize(
    ("labels", "digest", "is_found"),
    [
        ("2", "a971efef", True),
        ("1", "a971efef", False),
        ("2", "bbbbbbbb", False),
        ("2", None, False),
    ],
)
def test_labels_that_differ_behind_one_digest(
    labels: str, digest: str | None, is_found: bool
) -> None:
    record = a_record(
        {
            "dataset:d@1": a_dataset(),
            "dataset:d@2": a_dataset(labels=labels),
            "model:m@1": a_run("dataset:d@1"),
            "model:m@2": a_run("dataset:d@2", digest),
            "model:m@3": a_run("dataset:d@1"),
        }
    )
    message = (
        "mlflow gives 'cards' the digest 'a971efef' for dataset:d@1 and dataset:d@2, whose "
        "labels differ"
    )
    assert messages(finding, record) == ([("model:m@2", message)] if is_found else [])


def test_datasets_that_say_themselves_what_they_are_called() -> None:
    known = ForeignId(system="mlflow", kind="data", id="cards", digest="a971efef")
    record = a_record(
        {
            "dataset:d@1": a_dataset(known_as=(known,)),
            "dataset:d@2": a_dataset(labels="2", known_as=(known,)),
            "model:m@1": a_run("dataset:d@1"),
        }
    )
    assert [ref for ref, _ in messages(finding, record)] == ["dataset:d@2"]
