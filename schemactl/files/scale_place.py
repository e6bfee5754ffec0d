"""Places in Scale's results: boxes, polygons, lines, points and stretches of text."""

from collections.abc import Mapping
from typing import Any

from schemactl.files.json_documents import as_object
from schemactl.model.annotation import Annotation

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
    if kind is None and "start" in values and "end" in values:
        return {"start": values["start"], "end": values["end"]}
    return None


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
        case "span" if set(region) == {"start", "end"}:
            return dict(region)
    return None
