"""keypoints: labels on objects whose named points are set, in pixels from the upper left."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.matching import matched_distance
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, number
from schemactl.model.taxonomy import Taxonomy

NAME = "keypoints"
FIELDS = LABEL_FIELDS | REGION_FIELDS | {"over", "points", "skeleton"}

# 0 not set, 1 set and hidden, 2 set and visible, as in COCO.
_VISIBILITY = (0, 1, 2)
_PARTS = 3
_LISTS = (list, tuple)
# The mean of the seventeen that COCO publishes, for a point that states none.
_SIGMA = 0.067

_Pose = tuple[tuple[tuple[str, float, float], ...], float]


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of an object's points: each name with x, y and visibility.

    Visibility is 0 for a point that is not set, 1 for a hidden and 2 for a visible one. `area` is
    the object's in square pixels, where it is known.
    """
    pixels = {"type": "number"}
    point = {
        "type": "array",
        "prefixItems": [pixels, pixels, {"enum": list(_VISIBILITY)}],
        "items": False,
        "minItems": _PARTS,
    }
    named: dict[str, Any] = {"type": "object", "minProperties": 1, "additionalProperties": point}
    if task.points:
        named["propertyNames"] = {"enum": [one.id for one in task.points]}
    area = {"type": "number", "exclusiveMinimum": 0}
    return region_object(_FORM, task, {"points": named, "area": area})


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no points, or they are not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, task: Task) -> str:
    points = region.get("points")
    if not isinstance(points, dict) or not points:
        return "points are a mapping of names to [x, y, visibility]"
    known = {one.id for one in task.points}
    for name, point in points.items():
        if known and name not in known:
            return f"the task has no point {name!r}"
        if not _is_point(point):
            return f"point {name!r} is [x, y, visibility], the last 0, 1 or 2"
    area = number(region.get("area"))
    if "area" in region and (area is None or area <= 0):
        return "area is a number of square pixels above 0"
    return ""


def _is_point(value: object) -> bool:
    if not isinstance(value, _LISTS) or len(value) != _PARTS:
        return False
    x, y, seen = number(value[0]), number(value[1]), number(value[2])
    return x is not None and y is not None and seen in _VISIBILITY


_FORM = RegionForm("an object of keypoints", ("points",), ("area",), _wrong, framed=True)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - mean OKS of the matched objects, where one without partner counts as OKS 0.

    OKS is COCO's object keypoint similarity (Lin et al.; the evaluation code as published in
    2016): the mean over points of exp(-d^2 / (2 s^2 k^2)), with k = 2 sigma of the point and s^2
    the area of the object. It is made symmetric: a point counts that either annotator has set, as
    0 where only one has, and the area is the mean of both, each the stated one or that of the box
    around the points set, at least one pixel. A tolerance in pixels stands for s k. Objects match
    within the same label, input and frame as `matched_distance` has it.
    """
    reach = _reach(task)

    def similarity(a: _Pose, b: _Pose) -> float:
        return _similarity(a, b, reach)

    return matched_distance(_poses(first, task), _poses(second, task), similarity)


def _reach(task: Task) -> Mapping[str, float] | float:
    """Return the tolerance in pixels, or k of each point that states its own."""
    if task.tolerance is not None and task.tolerance.pixels:
        return float(task.tolerance.pixels)
    return {one.id: 2 * float(one.sigma) for one in task.points if one.sigma}


def _similarity(first: _Pose, second: _Pose, reach: Mapping[str, float] | float) -> float:
    mine = {name: (x, y) for name, x, y in first[0]}
    yours = {name: (x, y) for name, x, y in second[0]}
    names = sorted(mine.keys() | yours.keys())
    scale = math.sqrt((first[1] + second[1]) / 2)
    total = 0.0
    for name in names:
        if name in mine and name in yours:
            own = reach if isinstance(reach, float) else scale * reach.get(name, 2 * _SIGMA)
            total += math.exp(-((math.dist(mine[name], yours[name]) / own) ** 2) / 2)
    return total / len(names) if names else float(first == second)


def _poses(answer: Sequence[Annotation], task: Task) -> dict[Hashable, list[_Pose]]:
    found: dict[Hashable, list[_Pose]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        if region is not None and not _wrong(region, task):
            found[annotation.label, *place_of(region, task)].append(_pose(region))
    return found


def _pose(region: Region) -> _Pose:
    points = region["points"]
    drawn = tuple(
        (name, float(x), float(y)) for name, (x, y, seen) in sorted(points.items()) if seen
    )
    area = number(region.get("area"))
    if area is None:
        sides = [[point[axis] for point in drawn] or [0.0] for axis in (1, 2)]
        width, height = (max(1.0, max(side) - min(side)) for side in sides)
        area = width * height
    return drawn, area
