"""Tests of what a release calls its labels."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.labels_after import LabelsAfter
from schemactl.model.release import ReleasedSchema

SCHEMA = ReleasedSchema.model_validate(
    {
        "schemactl": 1,
        "name": "test",
        "version": "2.0.0",
        "tasks": [
            {
                "id": "mood",
                "type": "classification",
                "labels": [
                    {
                        "id": "good",
                        "aliases": ["fine"],
                        "labels": [{"id": "great", "index": 4, "aliases": ["super"]}],
                    }
                ],
            },
            {"id": "thing", "type": "box", "labels": [{"id": "fine", "index": 0}]},
        ],
    }
)


def test_spellings_are_ids_and_aliases_of_each_task() -> None:
    after = LabelsAfter(SCHEMA)
    mood = {"good": "good", "fine": "good", "great": "great", "super": "great"}
    assert after.words == {"mood": mood, "thing": {"fine": "fine"}}
    assert after.spellings == {"good", "fine", "great", "super"}


def test_a_way_leads_from_the_root_by_ids() -> None:
    after = LabelsAfter(SCHEMA)
    assert after.way("mood", "great") == ["good", "great"]
    assert after.label("thing", "fine").index == 0
    with pytest.raises(SchemactlError, match=r"test@2\.0\.0 has no label mood/fine"):
        after.label("mood", "fine")


def test_labels_with_an_index_are_told_by_the_types_of_tasks() -> None:
    after = LabelsAfter(SCHEMA)
    found = [(task.id, place.label.id) for task, place in after.ranked(frozenset({"box"}))]
    assert found == [("thing", "fine")]
    found = [
        (task.id, place.label.id) for task, place in after.ranked(frozenset({"classification"}))
    ]
    assert found == [("mood", "great")]


@pytest.mark.parametrize(
    ("stamp", "new"),
    [
        ("test@1.0.0", "test@2.0.0"),
        ("schema:test@1.0.0", "schema:test@2.0.0"),
        ("test@2.0.0", None),
        ("version 1.0", None),
        (None, None),
        (1.0, None),
    ],
)
def test_a_stamp_becomes_that_of_the_release(stamp: object, new: str | None) -> None:
    assert LabelsAfter(SCHEMA).restamped(stamp) == new
