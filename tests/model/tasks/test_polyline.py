"""Tests of polyline."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task, Tolerance
from schemactl.model.task import TaskType
from schemactl.model.tasks import polyline
from tests.model.tasks.regions import answer, message, passes, regions

TASK = Task(id="lanes", type="polyline", inputs=("image",), tolerance=Tolerance(pixels=1))
KIND: TaskType = polyline

LINE = [[0, 0], [0, 100]]

DRAWN = st.tuples(
    st.sampled_from("ab"),
    st.fixed_dictionaries(
        {
            "points": st.lists(
                st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4
            )
        }
    ),
)
ANSWERS = st.lists(DRAWN, max_size=4)


def lines(*points: list[list[int]]) -> list[Annotation]:
    return answer(*[("a", {"points": one}) for one in points])


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_lines_within_the_tolerance_are_the_same() -> None:
    assert polyline.distance(lines(LINE), lines([[1, 0], [1, 100]]), TASK) == pytest.approx(0)
    assert polyline.distance(lines(LINE), lines([[2, 0], [2, 100]]), TASK) == 1


def test_distance_is_one_less_f1_of_the_lengths() -> None:
    half = lines([[0, 0], [0, 49]])
    complete, correct = 0.5, 1
    assert polyline.distance(lines(LINE), half, TASK) == pytest.approx(
        1 - 2 * complete * correct / (complete + correct)
    )
    assert polyline.distance(lines(LINE), [], TASK) == 1
    assert polyline.distance([], [Annotation("i")], TASK) == 0


def test_where_a_line_is_parted_and_where_it_begins_does_not_count() -> None:
    parted = lines([[0, 100], [0, 40]], [[0, 40], [0, 0]])
    assert polyline.distance(lines(LINE), parted, TASK) == pytest.approx(0)


def test_lines_of_other_labels_are_not_compared() -> None:
    assert polyline.distance(lines(LINE), answer(("b", {"points": LINE})), TASK) == 1


def test_without_a_tolerance_it_is_five_pixels() -> None:
    bare = Task(id="lanes", type="polyline", inputs=("image",))
    assert polyline.distance(lines(LINE), lines([[5, 0], [5, 100]]), bare) == pytest.approx(0)
    assert polyline.distance(lines(LINE), lines([[6, 0], [6, 100]]), bare) == 1


GOOD: list[dict[str, Any]] = [
    {"points": LINE},
    {"points": [[-1, 2.5], [3, 4], [3, 9]], "input": "image"},
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert passes(KIND, TASK, region)


@settings(deadline=None)
@given(region=regions(GOOD))
def test_check_and_schema_agree(region: Any) -> None:
    passes(KIND, TASK, region)


def test_a_line_has_a_length() -> None:
    assert message(KIND, TASK, {"points": [[1, 1]]}) == (
        "polyline: 1 points where at least 2 are needed"
    )
    assert message(KIND, TASK, {"points": [[1, 1], [1, 1]]}) == (
        "polyline: all points are the same, so that the line has no length"
    )


def test_label_and_region_go_together() -> None:
    assert message(KIND, TASK, None) == "a polyline needs {points}"
    assert message(KIND, TASK, GOOD[0], label=None) == "a polyline needs a label"
