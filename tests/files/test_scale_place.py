"""Tests of places in Scale's results."""

from typing import Any

import pytest

from schemactl.files.scale_place import read_place, write_place
from schemactl.model.annotation import Annotation

PLACES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "box",
        {"type": "box", "left": 1, "top": 2, "width": 3, "height": 4},
        {"x": 1, "y": 2, "width": 3, "height": 4},
    ),
    (
        "polygon",
        {"type": "polygon", "vertices": [{"x": 0, "y": 0}, {"x": 4, "y": 0}, {"x": 4, "y": 4}]},
        {"points": [[0, 0], [4, 0], [4, 4]]},
    ),
    (
        "polyline",
        {"type": "line", "vertices": [{"x": 0, "y": 0}, {"x": 4, "y": 0}]},
        {"points": [[0, 0], [4, 0]]},
    ),
    ("keypoints", {"type": "point", "x": 1, "y": 2}, {"points": {"nose": [1, 2, 2]}}),
    ("span", {"start": 0, "end": 3}, {"start": 0, "end": 3}),
]


@pytest.mark.parametrize(("type_name", "place", "region"), PLACES)
def test_places_are_regions(type_name: str, place: dict[str, Any], region: dict[str, Any]) -> None:
    assert read_place(place, "nose") == region
    assert write_place(type_name, Annotation("1", "t", "nose", region)) == place


def test_a_box_is_known_without_its_type() -> None:
    place = {"left": 1, "top": 2, "width": 3, "height": 4}
    assert read_place(place, "a") == {"x": 1, "y": 2, "width": 3, "height": 4}


@pytest.mark.parametrize("place", [{}, {"type": "ellipse"}, {"type": "polygon"}])
def test_places_of_other_kinds_are_not_read(place: dict[str, Any]) -> None:
    assert read_place(place, "a") is None


@pytest.mark.parametrize(
    ("type_name", "region"),
    [
        ("polygon", {"rings": []}),
        ("box", None),
        ("keypoints", {"points": {}}),
        ("span", {"start": 0}),
        ("mask", {"counts": []}),
    ],
)
def test_regions_that_scale_has_no_word_for(type_name: str, region: Any) -> None:
    assert write_place(type_name, Annotation("1", "t", "a", region)) is None
