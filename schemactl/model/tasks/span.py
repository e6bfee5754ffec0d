"""span: labels on stretches of text, by code points, the end exclusive."""

from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.region import Region, RegionForm, check_region, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS
from schemactl.model.taxonomy import Taxonomy

NAME = "span"
FIELDS = LABEL_FIELDS | (REGION_FIELDS - {"draw"}) | {"over"}


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a span."""
    properties = {
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 1},
    }
    return region_object(_FORM, task, properties)


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no span, or the span is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    start, end = region.get("start"), region.get("end")
    if type(start) is not int or type(end) is not int:
        return "start and end are whole numbers of code points"
    if not 0 <= start < end:
        return f"start {start} and end {end}: 0 <= start < end must hold"
    return ""


_FORM = RegionForm("a span", ("start", "end"), (), _wrong)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - F1 over exact (input, start, end, label), as CoNLL-2003 scores entities.

    F1 = 2 |A and B| / (|A| + |B|) (Dice 1945); it is the same whichever of the two is taken as
    the reference. Two empty answers are equal.
    """
    one, other = _spans(first, task), _spans(second, task)
    if not one and not other:
        return 0.0
    return 1.0 - 2 * len(one & other) / (len(one) + len(other))


def _spans(answer: Sequence[Annotation], task: Task) -> set[tuple[object, ...]]:
    default = task.inputs[0] if task.inputs else None
    return {
        (region.get("input", default), region.get("start"), region.get("end"), annotation.label)
        for annotation in answer
        if (region := annotation.region) is not None
    }
