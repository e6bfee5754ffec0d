"""Tests of poses in YOLO."""

from typing import Any

import pytest

from schemactl.files.yolo_pose import Points, points_of, pose_row, read_points, table_of
from schemactl.model.annotation import Content
from schemactl.model.schema import Task

FACE = ["nose", "left-eye", "right-eye"]
TASK = Task.model_validate(
    {"id": "pose", "type": "keypoints", "points": [{"id": name} for name in FACE]}
)
SIZED = Content(width=200, height=100)


@pytest.mark.parametrize(
    ("data", "points"),
    [
        ({}, Points()),
        ({"kpt_shape": "17"}, Points()),
        ({"kpt_shape": [17]}, Points()),
        ({"kpt_shape": [1, 1]}, Points()),
        ({"kpt_shape": ["2", "3"]}, Points(2, 3)),
        (
            {"kpt_shape": [2, 3], "kpt_names": {0: ["a", "b"], 1: ["a"]}},
            Points(2, 3, {"0": ["a", "b"]}),
        ),
        ({"kpt_shape": [2, 3], "kpt_names": {0: ["a", "a"]}}, Points(2, 3)),
        ({"kpt_shape": [1, 2], "kpt_names": ["a"]}, Points(1, 2, {"0": ["a"], "1": ["a"]})),
        ({"kpt_shape": [1, 2], "kpt_names": "a"}, Points(1, 2)),
    ],
)
def test_the_table_says_how_many_points_there_are(data: dict[str, Any], points: Points) -> None:
    assert points_of(data, ["0", "1"]) == points


def test_points_of_a_class_without_names_have_numbers() -> None:
    points = Points(2, 3, {"0": ["a", "b"]})
    numbers = [0.1, 0.2, 1, 0.5, 0.5, 1.5]
    assert read_points(numbers, points, "0", SIZED) == {"a": [20, 20, 1], "b": [100, 50, 1.5]}
    assert list(read_points(numbers, points, "1", SIZED)) == ["1", "2"]
    assert read_points([0, 1], Points(1, 2), "0", Content()) == {"1": [0, 1, 2]}


def test_left_and_right_change_places_in_a_mirror() -> None:
    assert table_of(FACE, 2) == {
        "kpt_shape": [3, 3],
        "flip_idx": [0, 2, 1],
        "kpt_names": {0: FACE, 1: FACE},
    }
    # `cleft` is no left, and a left without a right is not known in a mirror.
    for names in (["nose", "tail"], ["cleft"], ["left-eye", "nose"]):
        assert "flip_idx" not in table_of(names, 1)
    assert table_of(["eye_left", "eye_right"], 1)["flip_idx"] == [1, 0]


def test_a_pose_has_the_box_around_the_points_that_are_set() -> None:
    region = {"points": {"right-eye": [40, 20, 1], "nose": [20, 60, 2]}}
    row = pose_row(region, TASK, SIZED)
    assert row == pytest.approx([0.15, 0.4, 0.1, 0.4, 0.1, 0.6, 2, 0, 0, 0, 0.2, 0.2, 1])


@pytest.mark.parametrize(
    ("region", "content", "why"),
    [
        ({"points": {"nose": [1, 1, 2]}}, Content(), "the size of its image"),
        ({}, SIZED, "a region"),
        ({"points": {"tail": [1, 1, 2]}}, SIZED, "no point 'tail'"),
        ({"points": {"nose": [1, 1, 7]}}, SIZED, "0, 1 or 2"),
        ({"points": {"nose": [1, 1, 0]}}, SIZED, "no point is set"),
    ],
)
def test_what_is_no_pose_has_a_reason(region: dict[str, Any], content: Content, why: str) -> None:
    found = pose_row(region, TASK, content)
    assert isinstance(found, str)
    assert why in found
