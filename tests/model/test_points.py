"""Lists of points are read whole or not at all."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemactl.model.points import checked_points, lie_on_one_line, points_schema, read_points

TRIANGLE = [[0, 0], [4, 0], [0, 3]]


def test_points_are_read_as_numbers() -> None:
    assert read_points([[0, 1.5], (2, -3)]) == ((0.0, 1.5), (2.0, -3.0))


@pytest.mark.parametrize(
    "value", [None, 5, "ab", [[1]], [[1, 2, 3]], [[1, "2"]], [[1, True]], [[1, float("nan")]]]
)
def test_anything_else_is_no_list_of_points(value: Any) -> None:
    assert read_points(value) is None
    assert checked_points(value, 1) == ((), "points are a list of [x, y] in pixels")


def test_a_list_may_be_too_short() -> None:
    assert checked_points(TRIANGLE, 3) == (read_points(TRIANGLE), "")
    assert checked_points(TRIANGLE[:2], 3)[1] == "2 points where at least 3 are needed"
    assert Draft202012Validator(points_schema(3)).is_valid(TRIANGLE)
    assert not Draft202012Validator(points_schema(3)).is_valid(TRIANGLE[:2])


def test_points_on_one_line_enclose_nothing() -> None:
    assert lie_on_one_line(((1, 1), (2, 2), (5, 5), (1, 1)))
    assert lie_on_one_line(((1, 1), (1, 1), (1, 1)))
    assert not lie_on_one_line(((1, 1), (2, 2), (5, 5.5)))
