"""cuboid: labels on boxes in space, in metres, with a heading."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.geometry import Area, Path
from schemactl.model.matching import matched_distance
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, number
from schemactl.model.taxonomy import Taxonomy

NAME = "cuboid"
FIELDS = LABEL_FIELDS | REGION_FIELDS | {"over"}

_AXES = 3
_YAW = 1
_QUATERNION = 4


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a cuboid: its centre, its size and how it is turned.

    `center` is [x, y, z] with z upwards, `size` [length, width, height] with the length along
    the heading, both in metres. `rotation` is [yaw] in radians, from x towards y, or the
    quaternion [w, x, y, z] of nuScenes.
    """
    one = {"type": "number"}
    side = {"type": "number", "exclusiveMinimum": 0}
    turned = [
        {"type": "array", "items": one, "minItems": count, "maxItems": count}
        for count in (_YAW, _QUATERNION)
    ]
    properties = {
        "center": {"type": "array", "items": one, "minItems": _AXES, "maxItems": _AXES},
        "size": {"type": "array", "items": side, "minItems": _AXES, "maxItems": _AXES},
        "rotation": {"anyOf": turned},
    }
    return region_object(_FORM, task, properties)


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no cuboid, or the cuboid is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    if len(_numbers(region.get("center"))) != _AXES:
        return "center is [x, y, z] in metres"
    size = _numbers(region.get("size"))
    if len(size) != _AXES or min(size) <= 0:
        return "size is [length, width, height] in metres, each above 0"
    rotation = _numbers(region.get("rotation"))
    if len(rotation) not in (_YAW, _QUATERNION):
        return "rotation is [yaw] in radians, or a quaternion [w, x, y, z]"
    if len(rotation) == _QUATERNION and not any(rotation):
        return "a quaternion of zeros turns nothing"
    return ""


def _numbers(value: object) -> list[float]:
    """Return a list of numbers; an empty one where it is none."""
    if not isinstance(value, list | tuple):
        return []
    found = [number(one) for one in value]
    return [one for one in found if one is not None] if None not in found else []


_FORM = RegionForm("a cuboid", ("center", "size", "rotation"), (), _wrong, framed=True)


class _Cuboid(NamedTuple):
    center: tuple[float, ...]
    size: tuple[float, ...]
    yaw: float

    def floor(self) -> Path:
        """Return the four corners as seen from above."""
        (x, y, _), (long, wide, _) = self.center, self.size
        turn, across = (math.cos(self.yaw), math.sin(self.yaw)), (long / 2, wide / 2)
        return tuple(
            (x + a * across[0] * turn[0] - b * across[1] * turn[1],
             y + a * across[0] * turn[1] + b * across[1] * turn[0])
            for a, b in ((1, 1), (-1, 1), (-1, -1), (1, -1))
        )  # fmt: skip


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - mean IoU of the matched cuboids, where one without partner counts as IoU 0.

    IoU is of the volumes: the overlap seen from above, of rectangles turned by their yaw, times
    the overlap in height, as KITTI takes it (Geiger, Lenz and Urtasun 2012). Of a quaternion the
    yaw is taken. Cuboids match within the same label, input and frame as `matched_distance` has it.
    """
    floors: dict[_Cuboid, Area] = {}

    def overlap(a: _Cuboid, b: _Cuboid) -> float:
        if a == b:
            return 1.0
        common = _common_height(a, b)
        if common <= 0:
            return 0.0
        for one in (a, b):
            if one not in floors:
                floors[one] = Area([one.floor()])
        common *= floors[a].common(floors[b])
        return min(1.0, common / (math.prod(a.size) + math.prod(b.size) - common))

    return matched_distance(_cuboids(first, task), _cuboids(second, task), overlap)


def _common_height(a: _Cuboid, b: _Cuboid) -> float:
    top = min(a.center[2] + a.size[2] / 2, b.center[2] + b.size[2] / 2)
    return top - max(a.center[2] - a.size[2] / 2, b.center[2] - b.size[2] / 2)


def _cuboids(answer: Sequence[Annotation], task: Task) -> dict[Hashable, list[_Cuboid]]:
    found: dict[Hashable, list[_Cuboid]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        if region is not None and not _wrong(region, task):
            center, size = _numbers(region["center"]), _numbers(region["size"])
            cuboid = _Cuboid(tuple(center), tuple(size), _yaw(_numbers(region["rotation"])))
            found[annotation.label, *place_of(region, task)].append(cuboid)
    return found


def _yaw(rotation: list[float]) -> float:
    if len(rotation) == _YAW:
        return rotation[0]
    w, x, y, z = rotation
    # The heading of the rotated x axis in the plane; the quaternion's length cancels out.
    return math.atan2(2 * (w * z + x * y), w * w + x * x - y * y - z * z)
