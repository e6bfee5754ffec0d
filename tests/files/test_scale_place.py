"""Tests of places in Scale's results."""

import math
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
    (
        "cuboid",
        {
            "type": "cuboid",
            "position": {"x": 9, "y": -2, "z": 0.5},
            "dimensions": {"x": 1.8, "y": 4.4, "z": 1.5},
            "yaw": 0.25,
        },
        {"center": [9, -2, 0.5], "size": [4.4, 1.8, 1.5], "rotation": [0.25 + math.pi / 2]},
    ),
]


@pytest.mark.parametrize(("type_name", "place", "region"), PLACES)
def test_places_are_regions(type_name: str, place: dict[str, Any], region: dict[str, Any]) -> None:
    assert read_place(place, "nose") == region
    assert write_place(type_name, Annotation("1", "t", "nose", region)) == place


def test_a_box_is_known_without_its_type() -> None:
    place = {"left": 1, "top": 2, "width": 3, "height": 4}
    assert read_place(place, "a") == {"x": 1, "y": 2, "width": 3, "height": 4}


@pytest.mark.parametrize(
    "place",
    [
        *({}, {"type": "ellipse"}, {"type": "polygon"}),
        *({"type": "cuboid", "vertices": []}, {"type": "cuboid", "yaw": 1}),
    ],
)
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
        ("cuboid", {"center": [1, 2, 3], "size": [1, 1, 1], "rotation": [1, 0, 0, 0]}),
        ("cuboid", {"center": 1, "size": None, "rotation": [0]}),
    ],
)
def test_regions_that_scale_has_no_word_for(type_name: str, region: Any) -> None:
    assert write_place(type_name, Annotation("1", "t", "a", region)) is None


def test_a_car_that_drives_along_x_is_as_long_there() -> None:
    # In PandaSet the length of a cuboid lies along y where its yaw is 0.
    place = {"position": dict.fromkeys("xyz", 0), "dimensions": {"x": 2, "y": 5, "z": 1}}
    region = read_place({**place, "yaw": -math.pi / 2}, "car")
    assert region == {"center": [0, 0, 0], "size": [5, 2, 1], "rotation": [0.0]}
