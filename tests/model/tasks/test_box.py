"""Tests of box."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import box
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="objects", type="box", inputs=("image",))
VIDEO = Task(id="tracks", type="box", inputs=("clip",), over="video")
KIND: TaskType = box

Drawn = tuple[str, float, float, float, float]


def answer(*boxes: Drawn) -> list[Annotation]:
    keys = ("x", "y", "width", "height")
    return [
        Annotation("i", label=drawn[0], region=dict(zip(keys, drawn[1:], strict=True)))
        for drawn in boxes
    ]


SIZES = st.floats(0.5, 9, allow_nan=False)
BOXES = st.tuples(st.sampled_from("ab"), SIZES, SIZES, SIZES, SIZES)
ANSWERS = st.lists(BOXES, max_size=6)


@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_distance_is_one_less_the_mean_overlap() -> None:
    one = answer(("car", 0, 0, 10, 10), ("car", 50, 50, 10, 10))
    other = answer(("car", 50, 50, 10, 10), ("car", 0, 5, 10, 10))
    assert box.distance(one, other, TASK) == pytest.approx(1 - (1 + 1 / 3) / 2)


def test_a_box_without_partner_counts() -> None:
    one = answer(("car", 0, 0, 10, 10), ("car", 50, 50, 10, 10))
    assert box.distance(one, one[:1], TASK) == 0.5
    assert box.distance(one, [], TASK) == 1
    assert box.distance([], [Annotation("i")], TASK) == 0


def test_boxes_of_other_labels_or_frames_are_no_partners() -> None:
    region: dict[str, Any] = {"x": 0, "y": 0, "width": 1, "height": 1}
    one = [Annotation("i", label="car", region={**region, "frame": 0})]
    other = [Annotation("i", label="car", region={**region, "frame": 1})]
    assert box.distance(one, other, VIDEO) == 1
    assert box.distance(answer(("a", 0, 0, 1, 1)), answer(("b", 0, 0, 1, 1)), TASK) == 1


GOOD: list[Any] = [
    {"x": 0, "y": -1.5, "width": 3, "height": 0.5},
    {"x": 0, "y": 0, "width": 3, "height": 1, "input": "image"},
]
BAD: list[Any] = [
    {"x": 0, "y": 0, "width": 3},
    {"x": 0, "y": 0, "width": 0, "height": 1},
    {"x": "0", "y": 0, "width": 3, "height": 1},
    {"x": 0, "y": 0, "width": 3, "height": 1, "frame": 4},
    {"x": 0, "y": 0, "w": 3, "h": 1},
    [0, 0, 3, 1],
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert not list(box.check(Annotation("i", label="car", region=region), TASK, Taxonomy(TASK)))
    assert Draft202012Validator(box.region_schema(TASK)).is_valid(region)


@pytest.mark.parametrize("region", BAD)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    [found] = box.check(Annotation("i", label="car", region=region), TASK, Taxonomy(TASK))
    assert found.kind == "malformed-region"
    assert not Draft202012Validator(box.region_schema(TASK)).is_valid(region)


def test_on_video_a_box_has_its_frame() -> None:
    region = {"x": 0, "y": 0, "width": 3, "height": 1}
    [found] = box.check(Annotation("i", label="car", region=region), VIDEO, Taxonomy(VIDEO))
    assert "frame" in found.message
    framed = Annotation("i", label="car", region={**region, "frame": 0})
    assert not list(box.check(framed, VIDEO, Taxonomy(VIDEO)))
    assert "frame" in box.region_schema(VIDEO)["required"]


def test_label_and_region_go_together() -> None:
    alone = Annotation("i", label="car")
    assert [p.kind for p in box.check(alone, TASK, Taxonomy(TASK))] == ["missing-region"]
    bare = Annotation("i", region=GOOD[0])
    assert [p.kind for p in box.check(bare, TASK, Taxonomy(TASK))] == ["missing-label"]
    assert not list(box.check(Annotation("i"), TASK, Taxonomy(TASK)))
    lost = Annotation("i", label="car", region={**GOOD[0], "input": "other"})
    assert [p.kind for p in box.check(lost, TASK, Taxonomy(TASK))] == ["malformed-region"]
