"""Places in Scale's results: boxes, polygons, lines, points, cuboids and stretches of text."""

import math
from collections.abc import Mapping
from typing import Any

from schemactl.files.json_documents import as_list, as_object
from schemactl.model.annotation import Annotation
from schemactl.model.task import number

# What to do with places that are none of ours.
WITHOUT_REGION = {
    "ellipse": "an ellipse is no polygon, and is not read; export it as one",
    "cuboid": "a cuboid on a picture has no size in metres, and is not read",
}
# Scale's heading is along y where its yaw is 0, ours along x.
_QUARTER = math.pi / 2
_AXES = ("x", "y", "z")
_SIDES = {"x": "left", "y": "top", "width": "width", "height": "height"}


def read_place(values: Mapping[str, Any], label: str) -> dict[str, Any] | None:
    """Return the region of an annotation; None where its type is not known.

    Older results have no type where the keys tell it.
    """
    kind = values.get("type")
    if kind in ("polygon", "line") and isinstance(values.get("vertices"), list):
        return {
            "points": [[one.get("x"), one.get("y")] for one in map(as_object, values["vertices"])]
        }
    if kind == "box" or (kind is None and "left" in values):
        return {side: values.get(theirs) for side, theirs in _SIDES.items()}
    if kind == "point":
        return {"points": {label: [values.get("x"), values.get("y"), 2]}}
    if kind in ("cuboid", None) and "yaw" in values:
        return _cuboid(values)
    if kind is None and "start" in values and "end" in values:
        return {"start": values["start"], "end": values["end"]}
    return None


def _cuboid(values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a cuboid, as Scale's PandaSet describes its own.

    The dimensions are width (x), length (y) and height (z), and the length lies along y where
    the yaw is 0, which grows against the clock.
    """
    position, size = as_object(values.get("position")), as_object(values.get("dimensions"))
    yaw = number(values.get("yaw"))
    if not position or not size or yaw is None:
        return None
    return {
        "center": [position.get(axis) for axis in _AXES],
        "size": [size.get(axis) for axis in ("y", "x", "z")],
        "rotation": [yaw + _QUARTER],
    }


def _written_cuboid(region: dict[str, Any]) -> dict[str, Any] | None:
    """Return a cuboid with one angle; None where it is a quaternion or incomplete."""
    center, size = as_list(region["center"]), as_list(region["size"])
    yaw = [number(one) for one in as_list(region["rotation"])]
    if len(yaw) != 1 or yaw[0] is None or not len(center) == len(size) == len(_AXES):
        return None
    length, width, height = size
    return {
        "type": "cuboid",
        "position": dict(zip(_AXES, center, strict=True)),
        "dimensions": {"x": width, "y": length, "z": height},
        "yaw": yaw[0] - _QUARTER,
    }


def write_place(type_name: str, annotation: Annotation) -> dict[str, Any] | None:
    """Return the keys that say where an annotation stands; None where Scale cannot say it."""
    region = annotation.region or {}
    match type_name:
        case "box" if set(region) == set(_SIDES):
            return {"type": "box", **{theirs: region[side] for side, theirs in _SIDES.items()}}
        case "polygon" | "polyline" if set(region) == {"points"}:
            kind = "polygon" if type_name == "polygon" else "line"
            return {"type": kind, "vertices": [{"x": x, "y": y} for x, y in region["points"]]}
        case "keypoints" if set(region) == {"points"} and len(region["points"]) == 1:
            [(x, y, _)] = region["points"].values()
            return {"type": "point", "x": x, "y": y}
        case "cuboid" if set(region) == {"center", "size", "rotation"}:
            return _written_cuboid(region)
        case "span" if set(region) == {"start", "end"}:
            return dict(region)
    return None
