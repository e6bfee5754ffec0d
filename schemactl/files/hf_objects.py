"""Objects in columns of Hugging Face datasets: labels with their places, one object each.

Boxes are as the library's own image datasets have them: `bbox` with COCO's sides, and `category`.
Other places have the keys of our regions beside `label`, since there is no custom to follow.
"""

from typing import Any

from schemactl.files.hf_forms import Classes, Form
from schemactl.files.json_documents import as_list, as_object, as_text
from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy

SIDES = ("x", "y", "width", "height")
LABEL_KEYS = ("label", "category")

_POINTS = [["float64"]]
_POINT = {"name": "string", "x": "float64", "y": "float64", "visibility": "int64"}
# What says the place, by the type of the task.
_PLACES: dict[str, dict[str, Form]] = {
    "box": {"bbox": ["float64"]},
    "span": {"start": "int64", "end": "int64"},
    "segment": {"start": "float64", "end": "float64"},
    "polygon": {"points": _POINTS, "rings": [_POINTS], "holes": [_POINTS]},
    "polyline": {"points": _POINTS},
    "keypoints": {"points": [_POINT], "area": "float64"},
    "mask": {"size": ["int64"], "counts": ["int64"], "rle": "string", "x": "int64", "y": "int64"},
    "cuboid": {"center": ["float64"], "size": ["float64"], "rotation": ["float64"]},
    "relation": {"from": "string", "to": "string"},
}
_OTHERS = ("input", "frame")
# The keys of which one tells that an object has a place.
MARKS = frozenset({"bbox", "start", "points", "rings", "counts", "rle", "center", "from"})
_KEYS = frozenset({*_OTHERS, *(key for place in _PLACES.values() for key in place)})

_ATTRIBUTES: dict[str, Form] = {
    **{"yes-no": "bool", "number": "float64", "choice": "string", "text": "string"},
    "choices": ["string"],
}


def object_form(task: Task, names: tuple[str, ...]) -> dict[str, Form] | None:
    """Return the form of an annotation in a region task; None where the task has no regions."""
    place = _PLACES.get(task.type)
    if place is None:
        return None
    form: dict[str, Form] = {"category" if task.type == "box" else "label": Classes(names)}
    form |= place
    form |= {"input": "string"} if len(task.inputs) > 1 else {}
    form |= {"frame": "int64"} if task.over == "video" else {}
    form |= {"id": "string"}
    own = (one for at in Taxonomy(task).places for one in at.label.attributes)
    attributes = [*task.attributes, *own]
    if attributes:
        form["attributes"] = {one.id: _ATTRIBUTES[one.type] for one in attributes}
    return form


def object_of(annotation: Annotation, position: int, form: dict[str, Form]) -> dict[str, Any]:
    """Return an annotation as an object; keys that the form lacks say what it cannot hold."""
    region = dict(annotation.region or {})
    points = region.get("points")
    if "bbox" in form and all(side in region for side in SIDES):
        region["bbox"] = [region.pop(side) for side in SIDES]
    if isinstance(points, dict):
        region["points"] = [_point(name, point) for name, point in points.items()]
    if isinstance(region.get("counts"), str):
        region["rle"] = region.pop("counts")
    told = {"category" if "category" in form else "label": position, **region}
    further = {"id": annotation.annotation, "attributes": annotation.attributes}
    return told | {key: value for key, value in further.items() if value is not None}


def _point(name: str, point: Any) -> dict[str, Any]:
    return dict(zip(_POINT, (name, *as_list(point)), strict=False))


def region_of(cell: dict[str, Any]) -> dict[str, Any] | str:
    """Return the region that an object says, or what is wrong with it."""
    region = {key: one for key, one in cell.items() if key in _KEYS and one is not None}
    if "bbox" in region:
        sides = as_list(region["bbox"])
        if len(sides) != len(SIDES):
            return f"{region['bbox']!r} is not [x, y, width, height]"
        box = dict(zip(SIDES, sides, strict=True))
        return box | {key: region[key] for key in _OTHERS if key in region}
    points = as_list(region.get("points"))
    if points and all(isinstance(point, dict) for point in points):
        named = map(as_object, points)
        region["points"] = {str(one.get("name")): _place(one) for one in named}
    else:
        # The area of other things is no part of their place.
        region.pop("area", None)
    if "rle" in region:
        region["counts"] = region.pop("rle")
    return region


def _place(point: dict[str, Any]) -> list[Any]:
    return [point.get("x"), point.get("y"), point.get("visibility", 2)]


def told_beside(bare: Annotation, cell: dict[str, Any]) -> Annotation:
    """Return the annotation with its id and its attributes."""
    attributes = {k: v for k, v in as_object(cell.get("attributes")).items() if v is not None}
    return bare._replace(annotation=as_text(cell.get("id")), attributes=attributes or None)


def objects_of(cell: Any, key: str) -> list[dict[str, Any]] | str:
    """Return the objects in a cell: a list of them, or one object of lists.

    Returns what is wrong where the lists are not of one length.
    """
    if not isinstance(cell, dict):
        return [as_object(one) for one in as_list(cell)]
    labels = cell.get(key)
    if not isinstance(labels, list):
        return [cell]
    lists = {name: value for name, value in cell.items() if isinstance(value, list)}
    for name, value in lists.items():
        if len(value) != len(labels) and name in _KEYS:
            return f"{len(labels)} classes for {len(value)} of `{name}`"
    even = {name: value for name, value in lists.items() if len(value) == len(labels)}
    return [{name: value[at] for name, value in even.items()} for at in range(len(labels))]
