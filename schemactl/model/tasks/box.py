"""box: labels on upright rectangles, in pixels from the upper left."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.matching import matched_distance
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, number
from schemactl.model.taxonomy import Taxonomy

NAME = "box"
FIELDS = LABEL_FIELDS | REGION_FIELDS | {"over"}

_SIDES = ("x", "y", "width", "height")


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a box; on video it also has its frame, counted from 0."""
    properties = {
        "x": {"type": "number"},
        "y": {"type": "number"},
        "width": {"type": "number", "exclusiveMinimum": 0},
        "height": {"type": "number", "exclusiveMinimum": 0},
    }
    return region_object(_FORM, task, properties)


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no box, or the box is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    sides = {side: number(region.get(side)) for side in _SIDES}
    if missing := [side for side, value in sides.items() if value is None]:
        return f"{missing[0]} is no number of pixels"
    if (sides["width"] or 0) <= 0 or (sides["height"] or 0) <= 0:
        return "width and height are above 0"
    return ""


_FORM = RegionForm("a box", _SIDES, (), _wrong, framed=True)


class _Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - mean IoU of the matched boxes, where a box without partner counts as IoU 0.

    Boxes match within the same label, input and frame. IoU is Jaccard's (1912) index of the
    areas; the matching is that of `matched_distance`.
    """
    return matched_distance(_boxes(first, task), _boxes(second, task), _overlap)


def _boxes(answer: Sequence[Annotation], task: Task) -> dict[Hashable, list[_Box]]:
    found: dict[Hashable, list[_Box]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        if region is not None:
            found[annotation.label, *place_of(region, task)].append(
                _Box(*(number(region.get(side)) or 0.0 for side in _SIDES))
            )
    return found


def _overlap(first: _Box, second: _Box) -> float:
    if first == second:
        return 1.0
    width = min(first.left + first.width, second.left + second.width) - max(first.left, second.left)
    height = min(first.top + first.height, second.top + second.height) - max(first.top, second.top)
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    union = first.width * first.height + second.width * second.height - common
    return min(1.0, common / union) if union > 0 else 0.0
