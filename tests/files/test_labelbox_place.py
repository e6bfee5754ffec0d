"""Tests of places in Labelbox's exports."""

from typing import Any

import pytest

from schemactl.files.labelbox_place import (
    in_frame,
    objects_of,
    read_place,
    unread_type,
    write_place,
)
from schemactl.model.annotation import Annotation

PLACES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "box",
        {"bounding_box": {"left": 1, "top": 2.5, "width": 3, "height": 4}},
        {"x": 1, "y": 2.5, "width": 3, "height": 4},
    ),
    (
        "polygon",
        {"polygon": [{"x": 0, "y": 0}, {"x": 4, "y": 0}, {"x": 4, "y": 4}]},
        {"points": [[0, 0], [4, 0], [4, 4]]},
    ),
    (
        "polyline",
        {"line": [{"x": 0, "y": 0}, {"x": 4, "y": 0}]},
        {"points": [[0, 0], [4, 0]]},
    ),
    ("keypoints", {"point": {"x": 1, "y": 2}}, {"points": {"nose": [1, 2, 2]}}),
    ("span", {"location": {"start": 0, "end": 2}}, {"start": 0, "end": 3}),
]


@pytest.mark.parametrize(("type_name", "place", "region"), PLACES)
def test_places_are_regions(type_name: str, place: dict[str, Any], region: dict[str, Any]) -> None:
    assert read_place(place, "nose") == region
    written = write_place(type_name, Annotation("1", "t", "nose", region))
    assert written is not None
    assert written.pop("annotation_kind")
    assert written == place


@pytest.mark.parametrize("place", [{}, {"mask": {"url": "x"}}, {"location": {"start": 0}}])
def test_places_of_other_kinds_are_not_read(place: dict[str, Any]) -> None:
    assert read_place(place, "a") is None
    assert unread_type(place) == ("mask" if "mask" in place else "")


def test_objects_stand_in_a_list_or_in_frames() -> None:
    frames = {"2": {"objects": {"x": {"value": "b"}}}}
    found = list(objects_of({"objects": [{"value": "a"}, 7], "frames": frames}))
    assert found == [
        ({"value": "a"}, "", ("objects", 0)),
        ({"value": "b"}, "2", ("frames", "2", "objects", "x")),
    ]


@pytest.mark.parametrize(("frame", "expected"), [("2", 1), ("", None), ("two", None)])
def test_frames_are_counted_from_1(frame: str, expected: int | None) -> None:
    found = in_frame(Annotation("1", region={"x": 1}), frame)
    assert isinstance(found, Annotation)
    assert (found.region or {}).get("frame") == expected
    without = Annotation("1", label="a")
    assert in_frame(without, frame) == without


@pytest.mark.parametrize(
    ("type_name", "region"),
    [
        ("polygon", {"rings": []}),
        ("box", {"x": 1, "y": 2, "width": 3, "height": 4, "frame": 1}),
        ("keypoints", {"points": {"a": [1, 2, 2], "b": [1, 2, 2]}}),
        ("span", None),
        ("mask", {"counts": []}),
    ],
)
def test_regions_that_labelbox_has_no_word_for(type_name: str, region: Any) -> None:
    assert write_place(type_name, Annotation("1", "t", "a", region)) is None
