"""Recurring labels: equal ones are one object, take little, and are what a reader makes of them."""

import json
import tracemalloc
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from schemactl.model.label import Label
from schemactl.model.release import ReleasedSchema
from schemactl.releases.canonical import canonical_bytes
from schemactl.releases.recurring import RecurringLabels

ANIMALS = {
    "schemactl": 1,
    "name": "animals",
    "version": "1.0.0",
    "tasks": [
        {
            "id": "kind",
            "type": "classification",
            "labels": [
                {"id": "cat", "index": 0, "definition": "It purrs.", "include": [{"text": "Fur."}]},
                {"id": "bird", "labels": [{"id": "owl", "index": 1}, {"id": "gull", "index": 2}]},
                {"id": "dog", "index": 3, "examples": [{"data": {"legs": 4}}]},
            ],
        }
    ],
}


def read(recurring: RecurringLabels, document: object) -> ReleasedSchema:
    """Read a schema whose labels may have been read before."""
    copy = json.loads(json.dumps(document))
    recurring.put_in(copy)
    return ReleasedSchema.model_validate(copy)


def labels_of(schema: ReleasedSchema) -> dict[str, Label]:
    """Return the labels of the only task by id, with those below others."""
    found = {}
    waiting = list(schema.tasks[0].labels)
    while waiting:
        label = waiting.pop()
        found[label.id] = label
        waiting += label.labels
    return found


def shared(change: Callable[[Any], object]) -> set[str]:
    """Return the labels that a release has in common with the one before, of which this differs."""
    document: Any = deepcopy(ANIMALS)
    change(document["tasks"][0]["labels"])
    recurring = RecurringLabels()
    before = labels_of(read(recurring, ANIMALS))
    after = labels_of(read(recurring, document))
    assert read(RecurringLabels(), document) == ReleasedSchema.model_validate(document)
    return {label_id for label_id, label in after.items() if label is before.get(label_id)}


def nested(depth: int) -> dict[str, Any]:
    """Return a label with others below it, one below the other."""
    label: dict[str, Any] = {"id": "a0"}
    for number in range(1, depth):
        label = {"id": f"a{number}", "labels": [label]}
    return label


def test_a_schema_is_what_it_is_without() -> None:
    plain = ReleasedSchema.model_validate(ANIMALS)
    found = read(RecurringLabels(), ANIMALS)
    assert found == plain
    assert canonical_bytes(found) == canonical_bytes(plain)
    assert repr(found) == repr(plain)
    before = labels_of(plain)
    for label_id, label in labels_of(found).items():
        assert label.model_fields_set == before[label_id].model_fields_set
        assert list(vars(label)) == list(vars(before[label_id]))


def test_labels_that_stand_unchanged_are_one_object() -> None:
    # Their order is no part of them.
    for change in (len, list.reverse):
        assert shared(change) == {"cat", "bird", "owl", "gull", "dog"}


def test_labels_of_which_anything_differs_are_two() -> None:
    assert shared(lambda labels: labels[0].update(definition="It meows.")) == {
        "bird",
        "owl",
        "gull",
        "dog",
    }
    # What stands below a label is part of it.
    assert shared(lambda labels: labels[1]["labels"][0].update(index=9)) == {"cat", "gull", "dog"}


@pytest.mark.parametrize("legs", [4.0, "4", [4]])
def test_values_of_another_type_differ(legs: Any) -> None:
    data = [{"data": {"legs": legs}}]
    assert "dog" not in shared(lambda labels: labels[2].update(examples=data))


def test_labels_recur_over_many_releases() -> None:
    recurring = RecurringLabels()
    found = [labels_of(read(recurring, ANIMALS)) for _ in range(3)]
    assert found[0]["owl"] is found[1]["owl"] is found[2]["owl"]
    without: Any = deepcopy(ANIMALS)
    without["tasks"][0]["labels"].pop()
    read(recurring, without)
    # Only those of the release before are known.
    again = labels_of(read(recurring, ANIMALS))
    assert again["dog"] is not found[0]["dog"]
    assert again["cat"] is found[0]["cat"]


def test_another_value_for_a_copy_is_not_said_by_others() -> None:
    found = labels_of(read(RecurringLabels(), ANIMALS))
    copy = found["owl"].model_copy(update={"hotkey": "o"})
    assert copy.hotkey == "o"
    assert "hotkey" not in found["owl"].model_fields_set | found["gull"].model_fields_set


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"tasks": {}},
        {"tasks": [[]]},
        {"tasks": [{"labels": {}}]},
        {"tasks": [{"labels": [7]}]},
        {**ANIMALS, "tasks": [{"id": "a", "type": "classification", "labels": [{"id": 1.5}]}]},
        {**ANIMALS, "tasks": [{"id": "a", "type": "classification", "labels": [nested(300)]}]},
    ],
)
def test_what_is_wrong_is_told_as_without(document: Any) -> None:
    with pytest.raises(ValidationError) as without:
        ReleasedSchema.model_validate(document)
    recurring = RecurringLabels()
    read(recurring, ANIMALS)
    with pytest.raises(ValidationError) as found:
        read(recurring, document)
    assert str(found.value).splitlines()[:2] == str(without.value).splitlines()[:2]


def test_labels_take_half_of_what_they_take_else_and_those_that_recur_next_to_nothing() -> None:
    labels = [{"id": f"l{n}", "index": n, "definition": f"Number {n}."} for n in range(1000)]
    task = {"id": "kind", "type": "classification", "labels": labels}
    text = json.dumps({**ANIMALS, "tasks": [task]})
    # What is made once for all labels is made here.
    read(RecurringLabels(), ANIMALS)
    recurring = RecurringLabels()
    sizes, kept = [], []
    tracemalloc.start()
    for put_in in (_leave, recurring.put_in, recurring.put_in):
        before = tracemalloc.get_traced_memory()[0]
        document = json.loads(text)
        put_in(document)
        kept.append(ReleasedSchema.model_validate(document))
        del document
        sizes.append((tracemalloc.get_traced_memory()[0] - before) / len(labels))
    tracemalloc.stop()
    # With what tells one label from another.
    assert sizes[1] < sizes[0] * 0.6
    assert sizes[2] < sizes[0] * 0.2


def _leave(document: object) -> None:
    """Have a schema read all of its labels itself."""
    del document
