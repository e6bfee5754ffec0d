"""Regions in results of Label Studio, which measures in percent, as task types have them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from schemactl.files.brush_strokes import read_strokes
from schemactl.files.json_documents import as_list, as_object, objects_in
from schemactl.files.turned_box import turned_box
from schemactl.model.task import number

Regions = Mapping[str, dict[str, Any]]

_SIDES = ("x", "y", "width", "height")
_PERCENT = 100
_PLANE = 2


class Misread(Exception):
    """A region that cannot be read; the text says why."""


class Canvas(NamedTuple):
    """What a region is measured on: width and height in pixels, or the text that it is in."""

    width: float | None
    height: float | None
    text: str | None

    def along(self, value: Any, is_x: bool) -> float:
        """Return a share in percent as pixels. Raises Misread."""
        share, side = number(value), self.width if is_x else self.height
        if share is None:
            raise Misread(f"{value!r} is no percentage")
        if side is None:
            raise Misread("`original_width` and `original_height` are needed to measure it")
        return share * side / _PERCENT


def regions_of(result: dict[str, Any], canvas: Canvas) -> Iterator[Regions]:
    """Yield the regions of a result by task type; a track has one for each of its key frames.

    A result about the whole item has one that is empty. Raises Misread.
    """
    value = as_object(result.get("value"))
    if result.get("type") == "relation":
        yield {"relation": _ends(result)}
        return
    if "sequence" in value:
        for frame in objects_in(value["sequence"]):
            yield _framed(frame, canvas)
        return
    if "ranges" in value:
        yield from _ranges(value)
        return
    for keys, read in _FORMS:
        if keys <= value.keys():
            yield read(value, canvas)
            return
    yield {}


def _ends(result: dict[str, Any]) -> dict[str, Any]:
    ends = [result.get("from_id"), result.get("to_id")]
    if result.get("direction") == "left":
        ends.reverse()
    return {"from": ends[0], "to": ends[1]}


def _rectangle(value: dict[str, Any], canvas: Canvas) -> Regions:
    x, width = canvas.along(value["x"], True), canvas.along(value["width"], True)
    y, height = canvas.along(value["y"], False), canvas.along(value["height"], False)
    turn = number(value.get("rotation")) or 0.0
    if turn % 360:
        # Label Studio turns a rectangle around its upper left.
        return {"polygon": {"points": turned_box((x, y), (width, height), turn, (x, y))}}
    return {"box": {"x": x, "y": y, "width": width, "height": height}}


def _framed(frame: dict[str, Any], canvas: Canvas) -> Regions:
    at = frame.get("frame")
    if type(at) is not int or not frame.keys() >= _SIDES_SET:
        raise Misread("a key frame needs frame, x, y, width and height")
    # Label Studio counts frames from 1.
    return {key: {**region, "frame": at - 1} for key, region in _rectangle(frame, canvas).items()}


def _ranges(value: dict[str, Any]) -> Iterator[Regions]:
    frames, duration = number(value.get("framesCount")), number(value.get("duration"))
    for one in objects_in(value["ranges"]):
        start, end = number(one.get("start")), number(one.get("end"))
        if start is None or end is None or not frames or not duration:
            raise Misread(
                "ranges of frames need `framesCount` and `duration` to be told in seconds"
            )
        second = duration / frames
        yield {"segment": {"start": (start - 1) * second, "end": end * second}}


def _polygon(value: dict[str, Any], canvas: Canvas) -> Regions:
    points = []
    for point in as_list(value["points"]):
        if not isinstance(point, list) or len(point) != _PLANE:
            raise Misread(f"{point!r} is no point")
        points.append([canvas.along(point[0], True), canvas.along(point[1], False)])
    return {"polygon": {"points": points}}


def _line(value: dict[str, Any], canvas: Canvas) -> Regions:
    points = [
        [canvas.along(one.get("x"), True), canvas.along(one.get("y"), False)]
        for one in objects_in(value["vertices"])
    ]
    key = "polygon" if value.get("closed") else "polyline"
    return {key: {"points": points}}


def _brush(value: dict[str, Any], canvas: Canvas) -> Regions:
    width, height = canvas.width, canvas.height
    if width is None or height is None:
        raise Misread("`original_width` and `original_height` are needed to unpack it")
    try:
        counts = read_strokes(as_list(value["rle"]), int(width), int(height))
    except ValueError as error:
        raise Misread(f"`rle` cannot be unpacked: {error}") from None
    return {"mask": {"size": [int(height), int(width)], "counts": counts}}


def _point(value: dict[str, Any], canvas: Canvas) -> Regions:
    at = [canvas.along(value["x"], True), canvas.along(value["y"], False), _PLANE]
    labels = as_list(value.get("keypointlabels"))
    return {"keypoints": {"points": {str(label): at for label in labels}}}


def _stretch(value: dict[str, Any], canvas: Canvas) -> Regions:
    offsets = as_object(value.get("globalOffsets"))
    start, end = (offsets.get(key, value[key]) for key in ("start", "end"))
    if not offsets and "startOffset" in value:
        raise Misread("without `globalOffsets` it is not known where in the whole text it is")
    said, text = value.get("text"), canvas.text
    if type(start) is int and type(end) is int:
        if isinstance(said, str) and text is not None and not text.isascii():
            start, end = _in_characters(text, said, start, end)
        return {"span": {"start": start, "end": end}, "segment": {"start": start, "end": end}}
    return {"segment": {"start": start, "end": end}}


def _in_characters(text: str, said: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets in characters; until 2021 Label Studio wrote them in units of UTF-16."""
    if text[start:end] == said:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    if units[2 * start : 2 * end] != said.encode("utf-16-le", "surrogatepass"):
        return start, end
    before = units[: 2 * start].decode("utf-16-le", "surrogatepass")
    return len(before), len(before) + len(said)


def _ellipse(value: dict[str, Any], canvas: Canvas) -> Regions:
    del value, canvas
    raise Misread("an ellipse is a place that no type of task has")


def _picture(value: dict[str, Any], canvas: Canvas) -> Regions:
    del value, canvas
    raise Misread("a mask that is a picture is not read")


_SIDES_SET = set(_SIDES)
_FORMS: tuple[tuple[set[str], Callable[[dict[str, Any], Canvas], Regions]], ...] = (
    ({"points"}, _polygon),
    ({"vertices"}, _line),
    ({"rle"}, _brush),
    ({"radiusX"}, _ellipse),
    ({"imageDataURL"}, _picture),
    ({"keypointlabels", "x", "y"}, _point),
    (_SIDES_SET, _rectangle),
    ({"start", "end"}, _stretch),
)
