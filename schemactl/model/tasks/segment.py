"""segment: labels on stretches of time in audio or video, in seconds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.intervals import Interval, common_length, length, merged
from schemactl.model.region import Region, RegionForm, check_region, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, number
from schemactl.model.taxonomy import Taxonomy

NAME = "segment"
FIELDS = LABEL_FIELDS | (REGION_FIELDS - {"draw"})


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a segment."""
    properties = {
        "start": {"type": "number", "minimum": 0},
        "end": {"type": "number", "exclusiveMinimum": 0},
    }
    return region_object(_FORM, task, properties)


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no segment, or the segment is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    start, end = number(region.get("start")), number(region.get("end"))
    if start is None or end is None:
        return "start and end are numbers of seconds"
    if not 0 <= start < end:
        return f"start {start:g} and end {end:g}: 0 <= start < end must hold"
    return ""


_FORM = RegionForm("a segment", ("start", "end"), (), _wrong)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - (time labeled by both) / (time labeled by either), summed over labels.

    This is Jaccard's (1912) distance on labeled time, as the Jaccard error rate of DIHARD II
    (2019) takes it per speaker; stretches of one label that overlap count once. Two empty
    answers are equal.
    """
    one, other = _stretches(first, task), _stretches(second, task)
    if one == other:
        return 0.0
    common = union = 0.0
    for key in sorted(one.keys() | other.keys(), key=repr):
        mine, yours = one.get(key, []), other.get(key, [])
        common += common_length(mine, yours)
        union += length(merged([*mine, *yours]))
    return min(1.0, max(0.0, 1.0 - common / union)) if union > 0 else 1.0


def _stretches(answer: Sequence[Annotation], task: Task) -> dict[tuple[Any, ...], list[Interval]]:
    default = task.inputs[0] if task.inputs else None
    found: dict[tuple[Any, ...], list[Interval]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        if region is not None:
            start, end = number(region.get("start")) or 0.0, number(region.get("end")) or 0.0
            found[annotation.label, region.get("input", default)].append((start, end))
    return {key: merged(stretches) for key, stretches in found.items()}
