"""rating: a whole number on a scale for a whole item."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import number, problem
from schemactl.model.taxonomy import Taxonomy

NAME = "rating"
FIELDS = frozenset({"scale", "over"})


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of the value."""
    if task.scale is None:
        return {"type": "integer"}
    return {"type": "integer", "minimum": task.scale.min, "maximum": task.scale.max}


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the value is missing, no whole number, or off the scale."""
    del taxonomy
    value = annotation.value
    if annotation.region is not None:
        yield problem("unexpected-region", annotation, "a rating has no region")
    if annotation.label is not None:
        yield problem("unexpected-label", annotation, "a rating has a value, no label")
    if value is None:
        if annotation.status == "final":
            yield problem("missing-value", annotation, "a rating needs a value")
    elif not isinstance(value, int) or isinstance(value, bool):
        yield problem("malformed-value", annotation, f"{value!r} is no whole number")
    elif task.scale is not None and not task.scale.min <= value <= task.scale.max:
        scale = f"{task.scale.min} to {task.scale.max}"
        yield problem("malformed-value", annotation, f"{value} is not on the scale of {scale}")


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return |a - b| / (max - min): Gower's (1971) distance of a variable by its range.

    Several values of one annotator count as their mean. Where only one of the two has a value,
    the distance is 1; without a scale it is 0 or 1.
    """
    one = [found for a in first if (found := number(a.value)) is not None]
    other = [found for a in second if (found := number(a.value)) is not None]
    if not one or not other:
        return 0.0 if not one and not other else 1.0
    apart = abs(fmean(sorted(one)) - fmean(sorted(other)))
    if apart == 0:
        return 0.0
    if task.scale is None or task.scale.max <= task.scale.min:
        return 1.0
    return min(1.0, apart / (task.scale.max - task.scale.min))
