"""A schema: the short form, shared labels, how many may be chosen, and what a task refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemactl.model.schema import Choose, Constraint, Schema, Task, expand_short_form
from schemactl.releases.canonical import canonical_bytes
from tests.builders import a_schema, a_task

SHORT: dict[str, Any] = {
    "schemactl": "1",
    "name": "sentiment",
    "version": "1.0.0",
    "title": "Mood",
    "type": "classification",
    "labels": [{"id": "positive"}, {"id": "negative"}],
}


def read(data: dict[str, Any]) -> Schema:
    """Return the schema of plain data in either form."""
    return Schema.model_validate(expand_short_form(data))


def test_the_short_form_is_one_task_named_as_the_schema() -> None:
    rich = {
        "schemactl": "1",
        "name": "sentiment",
        "version": "1.0.0",
        "title": "Mood",
        "inputs": {"text": {"type": "text"}},
        "tasks": [
            {
                "id": "sentiment",
                "type": "classification",
                "inputs": ["text"],
                "choose": "one",
                "labels": SHORT["labels"],
            }
        ],
    }
    assert read(SHORT) == read(rich)


def test_the_short_form_may_name_its_inputs() -> None:
    schema = read({**SHORT, "inputs": {"photo": {"type": "image"}}})
    assert schema.tasks[0].inputs == ("photo",)


@pytest.mark.parametrize("inputs", [None, "text", ["text"], "", {"Bad": {"type": "text"}}])
def test_inputs_that_are_none_are_one_problem_in_their_own_place(inputs: object) -> None:
    with pytest.raises(ValidationError) as error:
        read({**SHORT, "inputs": inputs})
    assert {problem["loc"][0] for problem in error.value.errors()} == {"inputs"}


@pytest.mark.parametrize("name", [None, "", "Bad", ["a"]])
def test_a_name_that_is_none_is_one_problem_in_its_own_place(name: object) -> None:
    with pytest.raises(ValidationError) as error:
        read({**SHORT, "name": name})
    assert [problem["loc"] for problem in error.value.errors()] == [("name",)]


def test_the_rich_form_stays_as_it_is() -> None:
    data = {"schemactl": "1", "name": "s", "version": "1.0.0", "tasks": [], "labels": []}
    assert expand_short_form(data) is data


def test_an_unknown_key_stays_where_it_was_written() -> None:
    assert "lables" in expand_short_form({**SHORT, "lables": []})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("one", Choose(min=1, max=1)),
        ("any", Choose(min=0, max=None)),
        ({"min": "1", "max": "3"}, Choose(min=1, max=3)),
        ({"max": "2"}, Choose(min=0, max=2)),
    ],
)
def test_how_many_labels_may_be_chosen(written: object, expected: Choose) -> None:
    task = {"id": "t", "type": "classification", "choose": written}
    assert Task.model_validate(task).choose == expected


@pytest.mark.parametrize("written", ["two", "", None, "1", {"min": "x"}, {"mn": "1"}])
def test_what_is_no_number_of_labels_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Task.model_validate({"id": "t", "type": "classification", "choose": written})


def test_one_label_is_chosen_unless_said_otherwise() -> None:
    assert a_task().choose == Choose(min=1, max=1)


def test_labels_may_be_those_of_another_task() -> None:
    task = Task.model_validate(
        {"id": "t", "type": "classification", "labels": {"same_as": "other"}}
    )
    assert (task.same_as, task.labels) == ("other", ())


@pytest.mark.parametrize(
    "labels", [{}, {"same_as": "Bad"}, {"same_as": None}, {"same_as": "a", "use": "b"}, {"a": "b"}]
)
def test_no_other_mapping_stands_for_labels(labels: object) -> None:
    with pytest.raises(ValidationError, match="same_as: other-task") as error:
        Task.model_validate({"id": "t", "type": "classification", "labels": labels})
    assert error.value.errors()[0]["loc"] == ("labels",)


@pytest.mark.parametrize("version", ["2", "0", "x", None, "1.0"])
def test_only_file_format_1_is_read(version: object) -> None:
    with pytest.raises(ValidationError):
        read({**SHORT, "schemactl": version})


def test_a_task_is_found_by_its_id() -> None:
    schema = a_schema(a_task(id="one"), a_task(id="two"))
    assert schema.task("two") is schema.tasks[1]
    assert schema.task("three") is None


def test_a_single_owner_is_a_list_of_one() -> None:
    assert a_schema(owners="labels@example.com").owners == ("labels@example.com",)


def test_constraints_are_free_json() -> None:
    constraint = {"id": "c", "if": {"intent": "spam"}, "then": {"urgency": {"maximum": 1}}}
    schema = a_schema(constraints=[constraint])
    assert schema.constraints[0].consequence == {"urgency": {"maximum": 1}}


def test_fractions_of_a_constraint_come_back_from_a_release_as_numbers() -> None:
    said = {"weight": {"maximum": 1.5, "not": {"minimum": 0.25}}, "kind": ["a", {"const": "1"}]}
    rule = Constraint.model_validate({"id": "light", "if": {"kind": "a"}, "then": said})
    stored = canonical_bytes(rule)
    assert b'"maximum":"1.5"' in stored
    assert Constraint.model_validate_json(stored) == rule
    odd = {"id": "odd", "if": {"kind": "a"}, "then": {"weight": {"maximum": "heavy"}}}
    assert Constraint.model_validate(odd).consequence == odd["then"]
