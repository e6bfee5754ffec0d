"""Tests of keypoints."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import KeyPoint, Task, Tolerance
from schemactl.model.task import TaskType
from schemactl.model.tasks import keypoints
from tests.model.tasks.regions import answer, message, passes, regions

POINTS = (KeyPoint(id="nose", sigma=0.026), KeyPoint(id="tail"))
TASK = Task(id="pose", type="keypoints", inputs=("image",), points=POINTS)
NEAR = TASK.model_copy(update={"tolerance": Tolerance(pixels=10)})
KIND: TaskType = keypoints

PLACED = st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([0, 1, 2]))
DRAWN = st.tuples(
    st.sampled_from("ab"),
    st.fixed_dictionaries(
        {"points": st.dictionaries(st.sampled_from(["nose", "tail"]), PLACED, min_size=1)},
        optional={"area": st.integers(1, 90)},
    ),
)
ANSWERS = st.lists(DRAWN, max_size=4)


def pose(area: float | None = None, **points: list[float]) -> list[Annotation]:
    return answer(("a", {"points": points} | ({} if area is None else {"area": area})))


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS, task=st.sampled_from([TASK, NEAR]))
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any, task: Task) -> None:
    laws(KIND, task, answer(*first), answer(*second))


def test_distance_is_one_less_oks() -> None:
    one = pose(900, nose=[0, 0, 2], tail=[50, 50, 2])
    other = pose(900, nose=[3, 4, 2], tail=[50, 50, 1])
    nose = math.exp(-25 / (2 * 900 * (2 * 0.026) ** 2))
    assert keypoints.distance(one, other, TASK) == pytest.approx(1 - (nose + 1) / 2)


def test_a_point_without_sigma_has_the_mean_of_coco() -> None:
    seventeen = [0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072]
    seventeen += [0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089]
    sigma = round(sum(seventeen) / len(seventeen), 3)
    expected = math.exp(-4 / (2 * 100 * (2 * sigma) ** 2))
    found = keypoints.distance(pose(100, tail=[0, 0, 2]), pose(100, tail=[2, 0, 2]), TASK)
    assert found == pytest.approx(1 - expected)


def test_points_that_only_one_has_set_are_apart() -> None:
    one = pose(nose=[0, 0, 2], tail=[9, 9, 2])
    assert keypoints.distance(one, pose(nose=[0, 0, 2], tail=[0, 0, 0]), TASK) == 0.5
    assert keypoints.distance(one, [], TASK) == 1
    assert keypoints.distance([], [Annotation("i")], TASK) == 0


def test_without_an_area_it_is_that_of_the_box_around_the_points() -> None:
    one = pose(nose=[0, 0, 2], tail=[20, 10, 2])
    other = pose(nose=[1, 0, 2], tail=[21, 10, 2])
    big_one = pose(200, nose=[0, 0, 2], tail=[20, 10, 2])
    big_other = pose(200, nose=[1, 0, 2], tail=[21, 10, 2])
    expected = keypoints.distance(big_one, big_other, TASK)
    assert keypoints.distance(one, other, TASK) == expected


def test_a_tolerance_in_pixels_stands_for_the_scale() -> None:
    one, other = pose(nose=[0, 0, 2]), pose(nose=[6, 8, 2])
    assert keypoints.distance(one, other, NEAR) == pytest.approx(1 - math.exp(-0.5))
    assert keypoints.distance(one, other, TASK) == pytest.approx(1)


GOOD: list[dict[str, Any]] = [
    {"points": {"nose": [1, 2.5, 2]}},
    {"points": {"nose": [0, 0, 0], "tail": [-1, 2, 1]}, "area": 12.5, "input": "image"},
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert passes(KIND, TASK, region)


@pytest.mark.parametrize(
    "region",
    [
        {"points": {}},
        {"points": {"ear": [1, 2, 2]}},
        {"points": {"nose": [1, 2]}},
        {"points": {"nose": [1, 2, 3]}},
        {"points": {"nose": [1, 2, True]}},
        {"points": {"nose": [1, 2, 2, 2]}},
        {"points": [[1, 2, 2]]},
        {"points": {"nose": [1, 2, 2]}, "area": 0},
    ],
)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    assert not passes(KIND, TASK, region)


@settings(deadline=None)
@given(region=regions(GOOD))
def test_check_and_schema_agree(region: Any) -> None:
    passes(KIND, TASK, region)


def test_any_name_may_stand_where_the_task_names_none() -> None:
    free = Task(id="pose", type="keypoints", inputs=("image",))
    assert passes(KIND, free, {"points": {"ear": [1, 2, 2]}})


def test_label_and_region_go_together() -> None:
    assert message(KIND, TASK, None) == "an object of keypoints needs {points}"
    assert message(KIND, TASK, GOOD[0], label=None) == "an object of keypoints needs a label"
    assert message(KIND, TASK, {"points": {"ear": [1, 2, 2]}}) == (
        "keypoints: the task has no point 'ear'"
    )
