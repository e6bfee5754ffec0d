"""Tests of what all task types share."""

import pytest

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, SHARED_FIELDS, number, problem


def test_groups_of_fields_are_fields_of_a_task_and_do_not_overlap() -> None:
    groups = (SHARED_FIELDS, LABEL_FIELDS, REGION_FIELDS)
    assert frozenset().union(*groups) <= set(Task.model_fields)
    assert len(frozenset().union(*groups)) == sum(map(len, groups))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3.0),
        (0.5, 0.5),
        (True, None),
        ("3", None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
    ],
)
def test_number_takes_finite_numbers_only(value: object, expected: float | None) -> None:
    assert number(value) == expected


def test_a_problem_names_item_and_label() -> None:
    found = problem("odd", Annotation("i", label="a"), "it is odd")
    assert found == Problem("odd", "i", None, "a", "it is odd")
