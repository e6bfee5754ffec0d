"""The shapes of COCO: boxes, outlines, masks and points, with the box and area of each."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from schemactl.model.annotation import Content
from schemactl.model.geometry import Area
from schemactl.model.points import Point, read_points
from schemactl.model.run_lengths import Painted, painted, read_counts
from schemactl.model.schema import Task
from schemactl.model.task import number

_SIDES = ("x", "y", "width", "height")
_LEAST = 3


class Unspeakable(Exception):
    """A region that cannot be written; the text says why."""


class Shape(NamedTuple):
    """How a region of a task type is written, and which of its keys COCO has a place for."""

    keys: frozenset[str]
    write: Callable[[dict[str, Any], Task, Content], dict[str, Any]]


def _box(region: dict[str, Any], task: Task, content: Content) -> dict[str, Any]:
    del task, content
    sides = [number(region.get(side)) for side in _SIDES]
    if None in sides:
        raise Unspeakable("a box needs x, y, width and height")
    box = [region[side] for side in _SIDES]
    return {"bbox": box, "area": box[2] * box[3], "segmentation": []}


def _polygon(region: dict[str, Any], task: Task, content: Content) -> dict[str, Any]:
    del task, content
    rings: Any = region["rings"] if "rings" in region else [region.get("points")]
    read = [read_points(ring) for ring in rings] if isinstance(rings, list | tuple) else []
    paths = [path for path in read if path is not None and len(path) >= _LEAST]
    if not paths or len(paths) < len(read):
        raise Unspeakable("an outline needs rings of at least three points")
    return {
        "segmentation": [[side for point in ring for side in point] for ring in rings],
        "bbox": _around([point for path in paths for point in path]),
        "area": Area(paths).size,
    }


def _mask(region: dict[str, Any], task: Task, content: Content) -> dict[str, Any]:
    del task
    counts, size = read_counts(region.get("counts")), region.get("size")
    is_size = isinstance(size, list | tuple) and all(type(side) is int for side in size)
    if counts is None or not is_size or size is None or sum(counts) != size[0] * size[1]:
        raise Unspeakable("a mask needs its size and run lengths of so many pixels")
    height, width = size
    corner = region.get("x", 0), region.get("y", 0)
    if corner != (0, 0):
        if content.width is None or content.height is None:
            raise Unspeakable("the size of the image is not known, which a mask is written for")
        height, width = int(content.height), int(content.width)
    stretches = painted(counts, (size[0], size[1]), corner, height)
    if not stretches or stretches[-1][1] > height * width:
        raise Unspeakable("no pixel is painted, or one outside the image")
    own = region["counts"] if corner == (0, 0) else list(_counts(stretches, height * width))
    return {
        "segmentation": {"size": [height, width], "counts": own},
        "bbox": _bounds(stretches, height),
        "area": sum(end - begin for begin, end in stretches),
    }


def _counts(stretches: Painted, pixels: int) -> Iterator[float]:
    at: float = 0
    for begin, end in stretches:
        yield begin - at
        yield end - begin
        at = end
    if at < pixels:
        yield pixels - at


def _bounds(stretches: Painted, height: int) -> list[float]:
    """Return x, y, width and height of what is painted."""
    rows: list[float] = []
    for begin, end in stretches:
        is_within = begin // height == (end - 1) // height
        rows += [begin % height, (end - 1) % height] if is_within else [0, height - 1]
    left, right = stretches[0][0] // height, (stretches[-1][1] - 1) // height
    return [left, min(rows), right - left + 1, max(rows) - min(rows) + 1]


def _keypoints(region: dict[str, Any], task: Task, content: Content) -> dict[str, Any]:
    del content
    points = region.get("points")
    if not isinstance(points, dict) or not points:
        raise Unspeakable("an object needs points")
    names = [point.id for point in task.points]
    if unknown := set(points) - set(names):
        raise Unspeakable(f"the category has no point {min(unknown)!r}")
    placed = [points.get(name, [0, 0, 0]) for name in names]
    seen = [(point[0], point[1]) for point in placed if point[2]]
    bounds = _around(seen) if seen else [0, 0, 0, 0]
    return {
        "keypoints": [side for point in placed for side in point],
        "num_keypoints": len(seen),
        "bbox": bounds,
        "area": region.get("area", bounds[2] * bounds[3]),
    }


def _around(points: list[Point]) -> list[float]:
    """Return the box around points."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return [left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top]


SHAPES = {
    "box": Shape(frozenset(_SIDES), _box),
    "polygon": Shape(frozenset({"points", "rings"}), _polygon),
    "mask": Shape(frozenset({"size", "counts", "x", "y"}), _mask),
    "keypoints": Shape(frozenset({"points", "area"}), _keypoints),
}
