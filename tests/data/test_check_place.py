"""Tests of places."""

from typing import Any

import pytest

from schemactl.data.check_place import check_place, extent_of
from schemactl.model.annotation import Annotation, Content

PICTURE = Content(width=100, height=50)
BOX = {"x": 90, "y": 40, "width": 10, "height": 10}


@pytest.mark.parametrize(
    ("kind", "region", "content", "count"),
    [
        ("box", BOX, PICTURE, 0),
        ("box", {**BOX, "width": 10.5}, PICTURE, 0),
        ("box", {**BOX, "width": 11}, PICTURE, 1),
        ("box", {**BOX, "x": -1}, PICTURE, 1),
        ("box", {**BOX, "x": 91, "y": 41}, PICTURE, 2),
        ("box", {**BOX, "x": 1000}, Content(height=50), 0),
        ("polygon", {"points": [[0, 0], [101, 0], [0, 9]]}, PICTURE, 1),
        ("polygon", {"rings": [[[0, 0], [9, 0], [0, 9]], [[0, 60], [9, 0], [0, 9]]]}, PICTURE, 1),
        ("keypoints", {"points": {"a": [101, 0, 2], "b": [0, 90, 0]}}, PICTURE, 1),
        ("mask", {"size": [50, 100], "counts": [0, 5000]}, PICTURE, 0),
        ("mask", {"size": [50, 100], "counts": [0, 5000], "x": 1}, PICTURE, 1),
        ("span", {"start": 0, "end": 4}, Content(text="fünf"), 0),
        ("span", {"start": 0, "end": 5}, Content(text="fünf"), 1),
        ("span", {"start": 0, "end": 5}, PICTURE, 0),
        ("segment", {"start": 1.5, "end": 2.001}, Content(duration=2), 0),
        ("segment", {"start": 1.5, "end": 2.1}, Content(duration=2), 1),
        ("relation", {"from": "a", "to": "b"}, PICTURE, 0),
    ],
)
def test_a_region_lies_inside_its_item(
    kind: str, region: dict[str, Any], content: Content, count: int
) -> None:
    annotation = Annotation("1", "t", "a", region)
    problems = list(check_place(annotation, content, kind))
    assert [problem.kind for problem in problems] == ["region-outside"] * count


@pytest.mark.parametrize(
    "region", [None, {}, {"start": "a", "end": 1}, {**BOX, "x": None}, {"points": 3}, {"rings": 3}]
)
def test_what_is_ill_formed_has_no_extent(region: Any) -> None:
    assert extent_of(region) is None


def test_an_extent_has_a_size() -> None:
    sizes = [extent_of(region) for region in (BOX, {"start": 2, "end": 5})]
    assert [found.size for found in sizes if found is not None] == [100, 3]
