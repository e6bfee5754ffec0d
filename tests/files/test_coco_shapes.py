"""Tests of the shapes of COCO."""

import pytest

from schemactl.files.coco_shapes import SHAPES, Unspeakable
from schemactl.model.annotation import Content
from schemactl.model.schema import Task

NO_TASK = Task(id="a", type="box")


def test_an_outline_has_the_area_of_its_rings_and_the_box_around_them() -> None:
    square, beside = [[0, 0], [2, 0], [2, 2], [0, 2]], [[5, 0], [6, 0], [6, 1], [5, 1]]
    found = SHAPES["polygon"].write({"rings": [square, beside]}, NO_TASK, Content())
    assert (found["area"], found["bbox"]) == (5.0, [0, 0, 6, 2])
    assert found["segmentation"][1] == [5, 0, 6, 0, 6, 1, 5, 1]


def test_a_mask_has_the_box_around_its_pixels() -> None:
    region = {"size": [4, 3], "counts": [5, 2, 2, 1, 2]}
    found = SHAPES["mask"].write(region, NO_TASK, Content())
    assert (found["area"], found["bbox"]) == (3, [1, 1, 2, 2])
    tall = SHAPES["mask"].write({"size": [4, 3], "counts": [3, 3, 6]}, NO_TASK, Content())
    assert tall["bbox"] == [0, 0, 2, 4]


def test_what_is_outside_the_image_cannot_be_painted() -> None:
    region = {"size": [2, 2], "counts": [0, 4], "x": 3, "y": 0}
    with pytest.raises(Unspeakable, match="outside the image"):
        SHAPES["mask"].write(region, NO_TASK, Content(width=4, height=2))
