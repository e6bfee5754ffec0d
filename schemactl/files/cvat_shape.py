"""Shapes of CVAT as regions of task types."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from schemactl.files.pixels import columns_of
from schemactl.files.turned_box import turned_box
from schemactl.files.xml_records import Node

Regions = dict[str, dict[str, Any]]

_MOST_PIXELS = 2**28
_SHOWN = 2


class Misread(Exception):
    """A shape that cannot be read; the text says why."""


def regions_of(node: Node) -> Regions:
    """Return the region by task type; none for a tag. Raises Misread."""
    read = SHAPES.get(node.name)
    if read is None:
        raise Misread(f"<{node.name}> is no shape of CVAT")
    return read(node)


def frame_of(node: Node) -> int:
    """Return the frame of a shape in a track, counted from 0. Raises Misread."""
    return _whole(node, "frame")


def _number(node: Node, name: str) -> float:
    try:
        value = float(node.attributes[name])
    except KeyError:
        raise Misread(f"<{node.name}> has no `{name}`") from None
    except ValueError:
        raise Misread(f"`{name}` of <{node.name}> is {node.attributes[name]!r}") from None
    if not isfinite(value):
        raise Misread(f"`{name}` of <{node.name}> is {node.attributes[name]!r}")
    return value


def _whole(node: Node, name: str) -> int:
    value = _number(node, name)
    if value != int(value):
        raise Misread(f"`{name}` of <{node.name}> is no whole number")
    return int(value)


def _box(node: Node) -> Regions:
    left, top = _number(node, "xtl"), _number(node, "ytl")
    width, height = _number(node, "xbr") - left, _number(node, "ybr") - top
    turn = _number(node, "rotation") if "rotation" in node.attributes else 0.0
    if turn % 360:
        middle = left + width / 2, top + height / 2
        return {"polygon": {"points": turned_box((left, top), (width, height), turn, middle)}}
    return {"box": {"x": left, "y": top, "width": width, "height": height}}


def _points(node: Node) -> list[list[float]]:
    found = []
    for pair in node.attributes.get("points", "").split(";"):
        try:
            x, y = map(float, pair.split(","))
        except ValueError:
            raise Misread(f"{pair!r} in <{node.name}> is no point") from None
        found.append([x, y])
    return found


def _mask(node: Node) -> Regions:
    width, height = _whole(node, "width"), _whole(node, "height")
    try:
        counts = [int(count) for count in node.attributes.get("rle", "").split(",")]
    except ValueError:
        raise Misread("`rle` of <mask> is no list of run lengths") from None
    pixels = width * height
    if width < 1 or height < 1 or pixels > _MOST_PIXELS or sum(counts) != pixels:
        raise Misread(f"`rle` of <mask> is of {sum(counts)} pixels, not of {width} x {height}")
    if min(counts) < 0:
        raise Misread("`rle` of <mask> has a run below 0")
    stretches, at = [], 0
    for turn, count in enumerate(counts):
        if turn % 2:
            stretches.append((at, at + count))
        at += count
    corner = {"x": _whole(node, "left"), "y": _whole(node, "top")}
    return {
        "mask": {"size": [height, width], "counts": columns_of(stretches, width, height), **corner}
    }


def _named_points(node: Node) -> Regions:
    """Return points without a name, which are counted from 1."""
    placed = {str(at): [x, y, _SHOWN] for at, (x, y) in enumerate(_points(node), 1)}
    return {"keypoints": {"points": placed}}


def _skeleton(node: Node) -> Regions:
    placed: dict[str, Any] = {}
    for part in node.children:
        if part.name == "points":
            x, y = _points(part)[0]
            is_set = part.attributes.get("outside") != "1"
            seen = (1 if part.attributes.get("occluded") == "1" else _SHOWN) if is_set else 0
            placed[part.attributes.get("label", "")] = [x, y, seen]
    return {"keypoints": {"points": placed}}


def _nothing(node: Node) -> Regions:
    """Raise Misread: no task type has ellipses, or cuboids that are drawn in a picture."""
    raise Misread(f"<{node.name}> is a place that no type of task has")


SHAPES: dict[str, Callable[[Node], Regions]] = {
    "tag": lambda _: {},
    "box": _box,
    "polygon": lambda node: {"polygon": {"points": _points(node)}},
    "polyline": lambda node: {"polyline": {"points": _points(node)}},
    "points": _named_points,
    "mask": _mask,
    "skeleton": _skeleton,
    "ellipse": _nothing,
    "cuboid": _nothing,
}
