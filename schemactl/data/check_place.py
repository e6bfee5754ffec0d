"""Check where a region lies in its item: inside the image, the recording or the text."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.points import read_points
from schemactl.model.task import number, problem

# Drawing tools round to a part of a pixel, recordings to milliseconds.
PIXELS = 0.51
_SECONDS = 0.0015
_PLANE = 2
_BOX = ("x", "y", "width", "height")
_KINDS = frozenset({int, float})
_SIDE_NAMES = frozenset(_BOX)
_sides = itemgetter(*_BOX)


class Extent(NamedTuple):
    """From where to where a region reaches, along one axis or two."""

    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def size(self) -> float:
        """The length, or the area of the box around it."""
        found = 1.0
        for low, high in zip(self.low, self.high, strict=True):
            found *= high - low
        return found


def extent_of(region: Any) -> Extent | None:
    """Return how far a well-formed region reaches; None where it has no extent of that kind."""
    if not isinstance(region, dict):
        return None
    if "start" in region and "end" in region:
        return _extent([[region["start"], region["end"]]])
    if region.keys() >= _SIDE_NAMES:
        x, y, width, height = map(number, _sides(region))
        if x is None or y is None or width is None or height is None:
            return None
        return Extent((x, y), (x + width, y + height))
    if "size" in region and "counts" in region:
        return _of_mask(region)
    return _around(region)


def _of_mask(region: dict[str, Any]) -> Extent | None:
    """Return the picture of a mask; where in it pixels are painted is not looked at."""
    size = region["size"]
    x, y = number(region.get("x", 0)), number(region.get("y", 0))
    if not isinstance(size, list) or len(size) != _PLANE or x is None or y is None:
        return None
    height, width = number(size[0]), number(size[1])
    return None if height is None or width is None else Extent((x, y), (x + width, y + height))


def _around(region: dict[str, Any]) -> Extent | None:
    """Return the box around points, rings of points, or named points that are set."""
    named = region.get("points")
    rings = region.get("rings", [named])
    if isinstance(named, dict):
        rings = [[point[:2] for point in named.values() if _is_set(point)]]
    if not isinstance(rings, list | tuple):
        return None
    points = [point for ring in rings for point in read_points(ring) or ()]
    if not points:
        return None
    return _extent([[x for x, _ in points], [y for _, y in points]])


def _is_set(point: Any) -> bool:
    return isinstance(point, list | tuple) and len(point) > _PLANE and bool(point[_PLANE])


def _extent(axes: list[list[Any]]) -> Extent | None:
    numbers = [[number(value) for value in axis] for axis in axes]
    if any(value is None for axis in numbers for value in axis):
        return None
    known = [[value for value in axis if value is not None] for axis in numbers]
    return Extent(tuple(map(min, known)), tuple(map(max, known)))


def sides_of(region: Any) -> tuple[float, ...] | None:
    """Return the numbers x, y, width and height where a region is these four and no more."""
    if type(region) is not dict or len(region) != len(_BOX):
        return None
    try:
        sides: tuple[float, ...] = _sides(region)
    except KeyError:
        return None
    return sides if _KINDS.issuperset(map(type, sides)) else None


def check_place(annotation: Annotation, content: Content, kind: str) -> Iterator[Problem]:
    """Yield a problem where the region of a task of this kind leaves the item."""
    extent = extent_of(annotation.region)
    if extent is None:
        return
    limits, slack, unit = _limits(content, kind)
    for axis, (limit, low, high) in enumerate(zip(limits, extent.low, extent.high, strict=False)):
        if limit is None:
            continue
        if low < -slack or high > limit + slack:
            names = ("start", "end") if len(extent.low) == 1 else _SIDES[axis]
            reach = f"{names[0]} {low:g}, {names[1]} {high:g}"
            message = f"{reach}: the item reaches from 0 to {limit:g} {unit}"
            yield problem("region-outside", annotation, message)


_SIDES = (("left", "right"), ("top", "bottom"))


def _limits(content: Content, kind: str) -> tuple[list[float | None], float, str]:
    if kind == "span":
        return [len(content.text) if isinstance(content.text, str) else None], 0, "characters"
    if kind == "segment":
        return [content.duration], _SECONDS, "seconds"
    return [content.width, content.height], PIXELS, "pixels"
