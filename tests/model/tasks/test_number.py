"""Tests of number."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import number
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="persons", type="number", unit="persons", minimum=0, maximum=50)
FREE = Task(id="balance", type="number")
KIND: TaskType = number


def answer(*values: Any) -> list[Annotation]:
    return [Annotation("i", value=value) for value in values]


def problems(value: Any, task: Task = TASK, **fields: Any) -> list[tuple[str, str]]:
    annotation = Annotation("i", value=value, **fields)
    return [(found.kind, found.message) for found in number.check(annotation, task, Taxonomy(task))]


ANSWERS = st.lists(st.one_of(st.none(), st.floats(-99, 99)), max_size=3)


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS, task=st.sampled_from([TASK, FREE]))
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any, task: Task) -> None:
    laws(KIND, task, answer(*first), answer(*second))


def test_distance_is_the_share_of_the_range() -> None:
    assert number.distance(answer(10), answer(20), TASK) == 0.2
    assert number.distance(answer(10, 20), answer(15), TASK) == 0
    assert number.distance(answer(10), [], TASK) == 1


def test_without_limits_it_is_relative() -> None:
    assert number.distance(answer(10), answer(30), FREE) == 0.5
    assert number.distance(answer(-1), answer(5), FREE) == 1
    assert number.distance(answer(0), answer(0), FREE) == 0


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (0, []),
        (49.5, []),
        (None, [("missing-value", "a number needs a value")]),
        ("3", [("malformed-value", "'3' is no number")]),
        (True, [("malformed-value", "True is no number")]),
        (float("nan"), [("malformed-value", "nan is no number")]),
        (-1, [("malformed-value", "-1 is less than 0")]),
        (51, [("malformed-value", "51 is more than 50")]),
    ],
)
def test_the_value_is_a_number_within_the_limits(value: Any, found: list[Any]) -> None:
    assert problems(value) == found


@settings(deadline=None)
@given(value=st.one_of(st.none(), st.booleans(), st.text(), st.integers(), st.floats(-99, 99)))
def test_check_and_schema_agree(value: Any) -> None:
    for task in (TASK, FREE):
        schema = Draft202012Validator(number.region_schema(task))
        assert schema.is_valid(value) == (problems(value, task) == [])


def test_a_number_has_neither_label_nor_region() -> None:
    odd = [kind for kind, _ in problems(1, label="a", region={})]
    assert odd == ["unexpected-region", "unexpected-label"]
    assert problems(None, status="skipped") == []
