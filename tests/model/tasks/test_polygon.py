"""Tests of polygon."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import polygon
from tests.model.tasks.regions import answer, message, passes, regions

TASK = Task(id="roofs", type="polygon", inputs=("image",))
VIDEO = Task(id="roofs", type="polygon", inputs=("clip",), over="video")
KIND: TaskType = polygon

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10]]
RIGHT = [[5, 0], [15, 0], [15, 10], [5, 10]]
HOLE = [[2, 2], [4, 2], [4, 4], [2, 4]]

POINT = st.tuples(st.integers(0, 9), st.integers(0, 9))
RING = st.lists(POINT, min_size=3, max_size=6)
DRAWN = st.tuples(
    st.sampled_from("ab"),
    st.one_of(
        st.fixed_dictionaries({"points": RING}),
        st.fixed_dictionaries(
            {"rings": st.lists(RING, min_size=1, max_size=2), "holes": st.just([HOLE])}
        ),
    ),
)
ANSWERS = st.lists(DRAWN, max_size=4)


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_distance_is_one_less_the_mean_overlap() -> None:
    one = answer(("a", {"points": SQUARE}))
    assert polygon.distance(one, answer(("a", {"points": RIGHT})), TASK) == pytest.approx(2 / 3)
    assert polygon.distance(one, answer(("b", {"points": SQUARE})), TASK) == 1
    assert polygon.distance(one, answer(*2 * [("a", {"points": SQUARE})]), TASK) == 0.5
    assert polygon.distance([], [Annotation("i")], TASK) == 0


def test_holes_and_further_rings_count() -> None:
    one = answer(("a", {"points": SQUARE}))
    holed = answer(("a", {"points": SQUARE, "holes": [HOLE]}))
    assert polygon.distance(one, holed, TASK) == pytest.approx(4 / 100)
    parted = answer(("a", {"rings": [SQUARE, [[20, 0], [30, 0], [30, 10], [20, 10]]]}))
    assert polygon.distance(one, parted, TASK) == 0.5


def test_one_ring_is_the_same_as_its_points() -> None:
    one = answer(("a", {"points": SQUARE}))
    assert polygon.distance(one, answer(("a", {"rings": [SQUARE]})), TASK) == 0
    assert polygon.distance(one, answer(("a", {"points": SQUARE[2:] + SQUARE[:2]})), TASK) == 0


def test_what_is_no_polygon_has_no_area() -> None:
    broken = answer(("a", {"rings": 5}))
    assert polygon.distance(broken, answer(("a", {"points": SQUARE})), TASK) == 1


GOOD: list[dict[str, Any]] = [
    {"points": SQUARE},
    {"points": RIGHT, "holes": [HOLE]},
    {"rings": [SQUARE, RIGHT], "holes": [], "input": "image"},
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert passes(KIND, TASK, region)


@pytest.mark.parametrize(
    "region",
    [
        {},
        {"points": SQUARE[:2]},
        {"points": SQUARE, "rings": [SQUARE]},
        {"rings": []},
        {"rings": SQUARE},
        {"points": SQUARE, "holes": [[]]},
        {"points": SQUARE, "holes": HOLE},
        {"points": [0, 0, 10, 0, 10, 10]},
        {"points": SQUARE, "frame": 1},
        [SQUARE],
    ],
)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    assert not passes(KIND, TASK, region)


@settings(deadline=None)
@given(region=regions(GOOD))
def test_check_and_schema_agree(region: Any) -> None:
    passes(KIND, TASK, region)


def test_a_polygon_encloses_something() -> None:
    assert message(KIND, TASK, {"points": [[0, 0], [1, 1], [5, 5]]}) == (
        "polygon: the points lie on one line and enclose nothing"
    )


def test_on_video_a_polygon_has_its_frame() -> None:
    assert passes(KIND, VIDEO, {"points": SQUARE, "frame": 0})
    assert not passes(KIND, VIDEO, {"points": SQUARE})


def test_label_and_region_go_together() -> None:
    assert message(KIND, TASK, None) == "a polygon needs {points}"
    assert message(KIND, TASK, GOOD[0], label=None) == "a polygon needs a label"
