"""Tests of cuboid."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import cuboid
from tests.model.tasks.regions import answer, message, passes, regions

TASK = Task(id="objects", type="cuboid", inputs=("scan",))
KIND: TaskType = cuboid

AXIS = st.integers(-3, 3)
SIDE = st.integers(1, 4)
DRAWN = st.tuples(
    st.sampled_from("ab"),
    st.fixed_dictionaries(
        {
            "center": st.tuples(AXIS, AXIS, AXIS),
            "size": st.tuples(SIDE, SIDE, SIDE),
            "rotation": st.tuples(st.floats(-4, 4)),
        }
    ),
)
ANSWERS = st.lists(DRAWN, max_size=4)


def drawn(*center: float, size: Any = (4, 2, 2), rotation: Any = (0,)) -> list[Annotation]:
    return answer(("a", {"center": center, "size": size, "rotation": rotation}))


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_distance_is_one_less_the_overlap_of_volumes() -> None:
    assert cuboid.distance(drawn(0, 0, 0), drawn(2, 0, 0), TASK) == pytest.approx(1 - 8 / 24)
    assert cuboid.distance(drawn(0, 0, 0), drawn(0, 0, 1), TASK) == pytest.approx(1 - 8 / 24)
    assert cuboid.distance(drawn(0, 0, 0), drawn(0, 0, 2), TASK) == 1
    assert cuboid.distance(drawn(0, 0, 0), [], TASK) == 1
    assert cuboid.distance([], [Annotation("i")], TASK) == 0


def test_a_cuboid_turned_by_a_quarter_crosses_the_other() -> None:
    turned = drawn(0, 0, 0, rotation=[math.pi / 2])
    assert cuboid.distance(drawn(0, 0, 0), turned, TASK) == pytest.approx(1 - 8 / 24)


def test_a_square_turned_by_an_eighth_shares_an_octagon() -> None:
    one = drawn(0, 0, 0, size=(2, 2, 1))
    other = drawn(0, 0, 0, size=(2, 2, 1), rotation=[math.pi / 4])
    octagon = 8 * (math.sqrt(2) - 1)
    assert cuboid.distance(one, other, TASK) == pytest.approx(1 - octagon / (8 - octagon))


@settings(deadline=None)
@given(yaw=st.floats(-math.pi, math.pi), long=st.sampled_from([1, -1, 2.5]))
def test_a_quaternion_about_the_vertical_is_a_yaw(yaw: float, long: float) -> None:
    quaternion = [long * math.cos(yaw / 2), 0, 0, long * math.sin(yaw / 2)]
    one, other = drawn(1, 2, 3, rotation=[yaw]), drawn(1, 2, 3, rotation=quaternion)
    assert cuboid.distance(one, other, TASK) == pytest.approx(0, abs=1e-6)


GOOD: list[dict[str, Any]] = [
    {"center": [1, 2, 0.5], "size": [4.5, 1.8, 1.5], "rotation": [0.5]},
    {"center": [-1, 0, 0], "size": [1, 1, 1], "rotation": [1, 0, 0, 0], "input": "scan"},
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert passes(KIND, TASK, region)


@pytest.mark.parametrize(
    "wrong",
    [
        {"center": [1, 2]},
        {"size": [1, 1, 0]},
        {"size": [1, 1, "1"]},
        {"rotation": []},
        {"rotation": [1, 0]},
        {"rotation": 0.5},
        {"label": "car"},
    ],
)
def test_a_bad_region_fails_check_and_schema(wrong: Any) -> None:
    assert not passes(KIND, TASK, {**GOOD[0], **wrong})


@settings(deadline=None)
@given(region=regions(GOOD))
def test_check_and_schema_agree(region: Any) -> None:
    passes(KIND, TASK, region)


def test_label_and_region_go_together() -> None:
    assert message(KIND, TASK, None) == "a cuboid needs {center, size, rotation}"
    assert message(KIND, TASK, GOOD[0], label=None) == "a cuboid needs a label"
    nowhere = {**GOOD[0], "rotation": [0, 0, 0, 0]}
    assert message(KIND, TASK, nowhere) == "cuboid: a quaternion of zeros turns nothing"
