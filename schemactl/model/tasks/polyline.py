"""polyline: labels on open lines such as lanes and cables, in pixels from the upper left."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.geometry import Path, length_within
from schemactl.model.points import checked_points, points_schema, read_points
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS
from schemactl.model.taxonomy import Taxonomy

NAME = "polyline"
FIELDS = LABEL_FIELDS | REGION_FIELDS | {"over"}

_LEAST = 2
# How far lines may lie apart, in pixels, where the task does not say it.
_REACH = 5.0


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a polyline: its points in order, from either end."""
    return region_object(_FORM, task, {"points": points_schema(_LEAST)})


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no polyline, or the polyline is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    points, wrong = checked_points(region.get("points"), _LEAST)
    if wrong:
        return wrong
    if len(set(points)) < _LEAST:
        return "all points are the same, so that the line has no length"
    return ""


_FORM = RegionForm("a polyline", ("points",), (), _wrong, framed=True)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - F1 of completeness and correctness, with the task's tolerance in pixels or 5.

    Completeness is the share of one answer's length that lies within the tolerance of the lines
    of the other, correctness the share of the other's; F1 is the same whichever is the reference
    (Heipke, Mayer, Wiedemann and Jamet 1997, "Evaluation of automatic road extraction"; the
    buffer is that of Goodchild and Hunter 1997). Lines are compared within the same label, input
    and frame, so that where a line is parted in two does not count. Two empty answers are equal.
    """
    one, other = _lines(first, task), _lines(second, task)
    if one == other:
        return 0.0
    stated = task.tolerance.pixels if task.tolerance else None
    reach = _REACH if stated is None else float(stated)
    mine, yours = _matched(one, other, reach), _matched(other, one, reach)
    if not mine or not yours:
        return 1.0
    return min(1.0, max(0.0, 1.0 - 2 * mine * yours / (mine + yours)))


def _matched(
    lines: dict[Hashable, list[Path]], others: dict[Hashable, list[Path]], reach: float
) -> float:
    """Return the share of the lines' length that lies within reach of the others."""
    total = near = 0.0
    for key in sorted(lines, key=repr):
        own, within = length_within(lines[key], others.get(key, []), reach)
        total += own
        near += within
    return min(1.0, near / total) if total > 0 else 0.0


def _lines(answer: Sequence[Annotation], task: Task) -> dict[Hashable, list[Path]]:
    found: dict[Hashable, list[Path]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        points = read_points(region.get("points")) if region is not None else None
        if region is not None and points and len(points) >= _LEAST:
            found[annotation.label, *place_of(region, task)].append(max(points, points[::-1]))
    return {key: sorted(lines) for key, lines in found.items()}
