"""number: a number for a whole item, such as a count, a price or a temperature."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from schemactl.model import task as values
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import problem
from schemactl.model.taxonomy import Taxonomy

NAME = "number"
FIELDS = frozenset({"unit", "minimum", "maximum", "over"})


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of the value."""
    limits = {"minimum": task.minimum, "maximum": task.maximum}
    return {"type": "number", **{key: one for key, one in limits.items() if one is not None}}


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the value is missing, no number, or beyond the limits."""
    del taxonomy
    value = annotation.value
    if annotation.region is not None:
        yield problem("unexpected-region", annotation, "a number has no region")
    if annotation.label is not None:
        yield problem("unexpected-label", annotation, "a number has a value, no label")
    if value is None:
        if annotation.status == "final":
            yield problem("missing-value", annotation, "a number needs a value")
    elif values.number(value) is None:
        yield problem("malformed-value", annotation, f"{value!r} is no number")
    elif task.minimum is not None and value < task.minimum:
        yield problem("malformed-value", annotation, f"{value} is less than {task.minimum}")
    elif task.maximum is not None and value > task.maximum:
        yield problem("malformed-value", annotation, f"{value} is more than {task.maximum}")


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return |a - b| / (maximum - minimum), Gower's (1971) distance of a variable by its range.

    Without both limits it is |a - b| / (|a| + |b|) (Lance and Williams 1967). Several values of
    one annotator count as their mean. Where only one of the two has a value, the distance is 1.
    """
    one = [found for a in first if (found := values.number(a.value)) is not None]
    other = [found for a in second if (found := values.number(a.value)) is not None]
    if not one or not other:
        return 0.0 if not one and not other else 1.0
    mine, yours = fmean(sorted(one)), fmean(sorted(other))
    if mine == yours:
        return 0.0
    if task.minimum is not None and task.maximum is not None and task.maximum > task.minimum:
        return min(1.0, abs(mine - yours) / (task.maximum - task.minimum))
    return min(1.0, abs(mine - yours) / (abs(mine) + abs(yours)))
