"""Models that learn again what only models said."""

import pytest

from schemactl.audit.findings import trained_on_own_proposals as finding
from schemactl.model.lineage import Content
from tests.audit.findings.records import a_dataset, a_model, a_record, messages


@pytest.mark.parametrize(
    ("origins", "is_found"),
    [
        ({"model": 3}, True),
        ({"model": 2}, False),
        ({"model": 2, "human": 1}, False),
        ({}, False),
    ],
)
def test_every_label_comes_from_a_model(origins: dict[str, int], is_found: bool) -> None:
    contents: dict[str, Content] = {
        "dataset:d@1": a_dataset(origins=origins),
        "model:m@1": a_model("dataset:d@1"),
        "model:m@2": a_model("dataset:d@1"),
    }
    message = (
        "an earlier version of it is recorded, and every label of dataset:d@1 comes from a model"
    )
    found = [("model:m@2", message)] if is_found else []
    assert messages(finding, a_record(contents)) == found


def test_labels_of_people_beside_them_are_enough() -> None:
    contents: dict[str, Content] = {
        "dataset:d@1": a_dataset(origins={"model": 3}),
        "dataset:d@2": a_dataset(origins={"human": 3}),
        "model:m@1": a_model("dataset:d@1"),
        "model:m@2": a_model("dataset:d@1", "dataset:d@2"),
    }
    assert messages(finding, a_record(contents)) == []
