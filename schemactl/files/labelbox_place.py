"""Places in Labelbox's exports, from boxes to texts, and what is asked of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemactl.files.json_documents import as_object, numbered_objects
from schemactl.files.json_edits import Way
from schemactl.model.annotation import Annotation, Problem

_SIDES = {"x": "left", "y": "top", "width": "width", "height": "height"}
_KINDS = {
    "box": "ImageBoundingBox",
    "polygon": "ImagePolygon",
    "polyline": "ImagePolyline",
    "keypoints": "ImagePoint",
    "span": "TextEntity",
}


def objects_of(annotations: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, Way]]:
    """Yield the objects with the numbers of their frames, empty for none."""
    for at, one in numbered_objects(annotations.get("objects")):
        yield one, "", ("objects", at)
    for frame, told in as_object(annotations.get("frames")).items():
        for name, one in as_object(as_object(told).get("objects")).items():
            yield as_object(one), frame, ("frames", frame, "objects", name)


def read_place(one: Mapping[str, Any], label: str) -> dict[str, Any] | None:
    """Return the region of an object; None where the place is of no kind that is known.

    Labelbox names the last character of a stretch of text, not the one after it.
    """
    if isinstance(box := one.get("bounding_box"), dict):
        return {side: box.get(theirs) for side, theirs in _SIDES.items()}
    for key in ("polygon", "line"):
        if isinstance(points := one.get(key), list):
            return {"points": [_point(point) for point in points]}
    if isinstance(point := one.get("point"), dict):
        return {"points": {label: [*_point(point), 2]}}
    location = as_object(one.get("location"))
    start, last = location.get("start"), location.get("end")
    return {"start": start, "end": last + 1} if type(last) is int else None


def unread_type(one: Mapping[str, Any]) -> str:
    """Return the type of a place that is none of these; empty where no task has such."""
    return "mask" if "mask" in one or "composite_mask" in one else ""


def in_frame(found: Annotation | Problem, number: str) -> Annotation | Problem:
    """Return what was found in a frame with the number of that frame, from 0."""
    if isinstance(found, Problem) or found.region is None or not number.isdigit():
        return found
    # Labelbox counts frames from 1.
    return found._replace(region={**found.region, "frame": int(number) - 1})


def _point(point: Any) -> list[Any]:
    found = as_object(point)
    return [found.get("x"), found.get("y")]


def write_place(type_name: str, annotation: Annotation) -> dict[str, Any] | None:
    """Return the keys of an object that say its place; None where Labelbox cannot say it."""
    region = annotation.region or {}
    place = _place(type_name, region)
    return None if place is None else {"annotation_kind": _KINDS[type_name], **place}


def _place(type_name: str, region: dict[str, Any]) -> dict[str, Any] | None:
    match type_name:
        case "box" if set(region) == set(_SIDES):
            return {"bounding_box": {theirs: region[side] for side, theirs in _SIDES.items()}}
        case "polygon" | "polyline" if set(region) == {"points"}:
            key = "polygon" if type_name == "polygon" else "line"
            return {key: [{"x": x, "y": y} for x, y in region["points"]]}
        case "span" if set(region) == {"start", "end"}:
            return {"location": {"start": region["start"], "end": region["end"] - 1}}
        case "keypoints" if set(region) == {"points"} and len(region["points"]) == 1:
            [(x, y, _)] = region["points"].values()
            return {"point": {"x": x, "y": y}}
    return None


def nested_questions(attributes: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return attributes as questions; None where there is a number or a flag among them."""
    found = []
    for name, value in attributes.items():
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            return None
        answers = [{"name": one, "value": one} for one in values]
        is_list = isinstance(value, list)
        answer = {"checklist_answers": answers} if is_list else {"radio_answer": answers[0]}
        found.append({"name": name, "value": name, **answer})
    return found


def classify(
    found: dict[str, dict[str, Any]],
    annotation: Annotation,
    nested: list[dict[str, Any]],
    is_one: bool,
) -> None:
    """Add an answer; the only one to a question that takes one is that of a radio button."""
    task = annotation.task or ""
    is_first = task not in found
    one = found.setdefault(task, {"name": task, "value": task})
    if annotation.value is not None:
        one["text_answer"] = {"content": annotation.value}
        return
    own = {"name": annotation.label, "value": annotation.label, "classifications": nested}
    if is_one and is_first and annotation.label is not None:
        one["radio_answer"] = own
        return
    before = [one.pop("radio_answer")] if "radio_answer" in one else []
    answers = one.setdefault("checklist_answers", before)
    if annotation.label is not None:
        answers.append(own)
