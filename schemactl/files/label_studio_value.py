"""Values of results as Label Studio writes them: places in percent, labels under their type."""

from collections.abc import Callable
from typing import Any, NamedTuple

from schemactl.files.brush_strokes import write_strokes
from schemactl.model.annotation import Annotation, Content
from schemactl.model.points import read_points
from schemactl.model.run_lengths import read_counts
from schemactl.model.task import number

_SIDES = ("x", "y", "width", "height")
_PERCENT = 100


class Unspeakable(Exception):
    """An annotation that cannot be written; the text says why."""


class Written(NamedTuple):
    """The type of a result, its value, and what stands beside it."""

    type: str
    value: dict[str, Any]
    beside: dict[str, Any] = {}


class Form(NamedTuple):
    """How a task type is written, and which keys of its region have a place."""

    keys: frozenset[str]
    write: Callable[[Annotation, Content], Written]


def _side(content: Content, is_x: bool) -> float:
    side = content.width if is_x else content.height
    if not side:
        raise Unspeakable("the size of the item is not known, which percentages are of")
    return side


def _share(value: Any, content: Content, is_x: bool) -> float:
    pixels = number(value)
    if pixels is None:
        raise Unspeakable(f"{value!r} is no number of pixels")
    return pixels * _PERCENT / _side(content, is_x)


def _sizes(content: Content) -> dict[str, Any]:
    return {"original_width": content.width, "original_height": content.height}


def _classification(annotation: Annotation, content: Content) -> Written:
    del content
    return Written("choices", {"choices": [] if annotation.label is None else [annotation.label]})


def _value(annotation: Annotation, content: Content) -> Written:
    del content
    kind = "rating" if type(annotation.value) is int else "number"
    if number(annotation.value) is None:
        raise Unspeakable(f"{annotation.value!r} is no number")
    return Written(kind, {kind: annotation.value})


def _text(annotation: Annotation, content: Content) -> Written:
    del content
    return Written("textarea", {"text": [annotation.value]})


def _ranking(annotation: Annotation, content: Content) -> Written:
    del content
    ids = annotation.value
    if not isinstance(ids, list | tuple) or not all(isinstance(one, str) for one in ids):
        raise Unspeakable("a ranker has no ties")
    return Written("ranker", {"ranker": {"rank": list(ids)}})


def _relation(annotation: Annotation, content: Content) -> Written:
    del content
    region = annotation.region or {}
    ends = {"from_id": region.get("from"), "to_id": region.get("to"), "direction": "right"}
    return Written("relation", {}, {**ends, "labels": [annotation.label]})


def _span(annotation: Annotation, content: Content) -> Written:
    region = annotation.region or {}
    start, end = region.get("start"), region.get("end")
    if type(start) is not int or type(end) is not int:
        raise Unspeakable("a span needs start and end")
    said = {} if content.text is None else {"text": content.text[start:end]}
    return Written("labels", {"start": start, "end": end, **said, "labels": [annotation.label]})


def _segment(annotation: Annotation, content: Content) -> Written:
    del content
    region = annotation.region or {}
    ends = {"start": region.get("start"), "end": region.get("end")}
    return Written("labels", {**ends, "channel": 0, "labels": [annotation.label]})


def _box(annotation: Annotation, content: Content) -> Written:
    region = annotation.region or {}
    value: dict[str, Any] = {
        side: _share(region.get(side), content, side in ("x", "width")) for side in _SIDES
    }
    value["rotation"] = 0
    if "frame" in region:
        frame = {"frame": region["frame"] + 1, "enabled": True, **value}
        sequence = {"sequence": [frame], "labels": [annotation.label]}
        return Written("videorectangle", sequence, _sizes(content))
    return Written(
        "rectanglelabels", {**value, "rectanglelabels": [annotation.label]}, _sizes(content)
    )


def _points(annotation: Annotation, content: Content) -> list[list[float]]:
    points = read_points((annotation.region or {}).get("points"))
    if points is None:
        raise Unspeakable("only one ring of points has a place")
    return [[_share(x, content, True), _share(y, content, False)] for x, y in points]


def _polygon(annotation: Annotation, content: Content) -> Written:
    value = {"points": _points(annotation, content), "closed": True}
    return Written("polygonlabels", {**value, "polygonlabels": [annotation.label]}, _sizes(content))


def _polyline(annotation: Annotation, content: Content) -> Written:
    vertices = [{"x": x, "y": y} for x, y in _points(annotation, content)]
    value = {"vertices": vertices, "closed": False, "vectorlabels": [annotation.label]}
    return Written("vectorlabels", value, _sizes(content))


def _mask(annotation: Annotation, content: Content) -> Written:
    del content
    region = annotation.region or {}
    counts, size = read_counts(region.get("counts")), region.get("size")
    if counts is None or not isinstance(size, list | tuple) or sum(counts) != size[0] * size[1]:
        raise Unspeakable("a mask needs its size and run lengths of so many pixels")
    if region.get("x") or region.get("y"):
        raise Unspeakable("a mask is of the whole item")
    height, width = size
    packed = {"format": "rle", "rle": write_strokes(counts, width, height)}
    beside = {"original_width": width, "original_height": height}
    return Written("brushlabels", {**packed, "brushlabels": [annotation.label]}, beside)


def _keypoints(annotation: Annotation, content: Content) -> Written:
    points = (annotation.region or {}).get("points")
    if not isinstance(points, dict) or list(points) != [annotation.label]:
        raise Unspeakable("only single points have a place, which are named by their label")
    x, y, _ = points[annotation.label]
    at = {"x": _share(x, content, True), "y": _share(y, content, False), "width": 1}
    return Written("keypointlabels", {**at, "keypointlabels": [annotation.label]}, _sizes(content))


FORMS = {
    "classification": Form(frozenset(), _classification),
    "rating": Form(frozenset(), _value),
    "number": Form(frozenset(), _value),
    "text": Form(frozenset(), _text),
    "ranking": Form(frozenset(), _ranking),
    "relation": Form(frozenset({"from", "to"}), _relation),
    "span": Form(frozenset({"start", "end"}), _span),
    "segment": Form(frozenset({"start", "end"}), _segment),
    "box": Form(frozenset({*_SIDES, "frame"}), _box),
    "polygon": Form(frozenset({"points"}), _polygon),
    "polyline": Form(frozenset({"points"}), _polyline),
    "mask": Form(frozenset({"size", "counts", "x", "y"}), _mask),
    "keypoints": Form(frozenset({"points"}), _keypoints),
}
