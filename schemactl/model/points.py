"""Points: lists of [x, y] as polygons and polylines have them."""

from typing import Any

from schemactl.model.task import number

Point = tuple[float, float]

_PLANE = 2
_LISTS = (list, tuple)


def points_schema(least: int) -> dict[str, Any]:
    """Return the JSON Schema of a list of at least so many points."""
    point = {"type": "array", "items": {"type": "number"}, "minItems": _PLANE, "maxItems": _PLANE}
    return {"type": "array", "items": point, "minItems": least}


def read_points(value: object) -> tuple[Point, ...] | None:
    """Return the points of a list of [x, y]; None where it is none."""
    if not isinstance(value, _LISTS):
        return None
    found = []
    for point in value:
        if not isinstance(point, _LISTS) or len(point) != _PLANE:
            return None
        x, y = number(point[0]), number(point[1])
        if x is None or y is None:
            return None
        found.append((x, y))
    return tuple(found)


def checked_points(value: object, least: int) -> tuple[tuple[Point, ...], str]:
    """Return the points of a list of at least so many, and what is wrong with it, or nothing."""
    points = read_points(value)
    if points is None:
        return (), "points are a list of [x, y] in pixels"
    few = f"{len(points)} points where at least {least} are needed"
    return points, few if len(points) < least else ""


def lie_on_one_line(points: tuple[Point, ...]) -> bool:
    """Tell whether points enclose nothing, since they all lie on one line."""
    first = points[0]
    away = [(x - first[0], y - first[1]) for x, y in points if (x, y) != first]
    return all(away[0][0] * y == away[0][1] * x for x, y in away)
