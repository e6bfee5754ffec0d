"""Tests of labelmap.json."""

import orjson

from schemactl.files.labelmap import labelmap, ranked_labels
from schemactl.model.release import ReleasedSchema


def schema(**label: str) -> ReleasedSchema:
    labels = [{"id": "b", "index": 7, **label}, {"id": "a", "index": 2}]
    tasks = [
        {"id": "t", "type": "classification", "labels": labels},
        {"id": "urgency", "type": "rating"},
    ]
    return ReleasedSchema.model_validate(
        {"schemactl": 1, "name": "s", "version": "1.0.0", "tasks": tasks}
    )


def test_positions_are_ranks_of_indexes() -> None:
    found = orjson.loads(labelmap(schema()))
    assert found["schema"] == "s@1.0.0"
    assert list(found["tasks"]) == ["t"]
    told = [(one["position"], one["index"], one["id"]) for one in found["tasks"]["t"]]
    assert told == [(0, 2, "a"), (1, 7, "b")]
    assert [label.id for label in ranked_labels(schema().tasks[0])] == ["a", "b"]


def test_a_changed_definition_shows() -> None:
    before = orjson.loads(labelmap(schema()))["tasks"]["t"]
    after = orjson.loads(labelmap(schema(definition="Another.")))["tasks"]["t"]
    assert before[0] == after[0]
    assert before[1]["digest"] != after[1]["digest"]
