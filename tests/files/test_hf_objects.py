"""Tests of objects in columns."""

from typing import Any

import pytest

from schemactl.files.hf_forms import Classes
from schemactl.files.hf_objects import object_form, object_of, objects_of, region_of, told_beside
from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task


def test_boxes_are_as_the_field_has_them_and_others_as_here() -> None:
    box = Task(id="cars", type="box")
    assert object_form(box, ("a",)) == {
        "category": Classes(("a",)), "bbox": ["float64"], "id": "string"
    }  # fmt: skip
    span = object_form(Task(id="x", type="span", inputs=("one", "two")), ("a",))
    assert list(span or {}) == ["label", "start", "end", "input", "id"]
    assert object_form(Task(id="x", type="rating"), ()) is None
    region = {"x": 1, "y": 2, "width": 3, "height": 4}
    written = object_of(Annotation("1", "cars", "a", region), 0, object_form(box, ("a",)) or {})
    assert written == {"category": 0, "bbox": [1, 2, 3, 4]}
    assert region_of(written) == region


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ({"start": 1, "end": 2, "text": "x", "frame": None}, {"start": 1, "end": 2}),
        ({"points": [[1, 2]], "area": 3.5}, {"points": [[1, 2]]}),
        ({"points": [{"name": "n", "x": 1, "y": 2}]}, {"points": {"n": [1, 2, 2]}}),
        ({"size": [1, 2], "rle": "2", "counts": None}, {"size": [1, 2], "counts": "2"}),
        ({"bbox": [1, 2, 3]}, "[1, 2, 3] is not [x, y, width, height]"),
    ],
)
def test_only_what_says_the_place_is_region(cell: dict[str, Any], expected: Any) -> None:
    assert region_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ([{"label": 1}, {"label": 2}], [{"label": 1}, {"label": 2}]),
        ({"label": [1, 2], "start": [0, 5]}, [{"label": 1, "start": 0}, {"label": 2, "start": 5}]),
        ({"label": [1, 2], "start": [0]}, "2 classes for 1 of `start`"),
        ({"label": [1], "note": ["x", "y"]}, [{"label": 1}]),
        ({"label": 1, "points": [[1, 2]]}, [{"label": 1, "points": [[1, 2]]}]),
        (3, []),
    ],
)
def test_objects_of_lists_are_lists_of_objects(cell: Any, expected: Any) -> None:
    assert objects_of(cell, "label") == expected


def test_an_object_may_have_an_id_and_attributes() -> None:
    told = {"id": 7, "attributes": {"a": None, "b": False}}
    found = told_beside(Annotation("1"), told)
    assert (found.annotation, found.attributes) == ("7", {"b": False})
    assert told_beside(Annotation("1"), {"attributes": {"a": None}}).attributes is None
