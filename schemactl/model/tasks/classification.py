"""classification: one or several labels for a whole item."""

from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, problem
from schemactl.model.taxonomy import Taxonomy

NAME = "classification"
FIELDS = LABEL_FIELDS | {"choose", "over"}


def region_schema(task: Task) -> dict[str, Any] | None:
    """Return None: an answer has neither region nor value."""
    del task
    return None


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where a region or a value stands beside the label."""
    del task, taxonomy
    if annotation.region is not None:
        yield problem("unexpected-region", annotation, "a classification has no region")
    if annotation.value is not None:
        yield problem("unexpected-value", annotation, "a classification has a label, no value")


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 0 or 1 where one label is chosen, else the MASI distance of the two label sets.

    MASI is 1 - Jaccard x monotonicity, where monotonicity is 1 for equal sets, 2/3 where one
    contains the other, 1/3 where they overlap, 0 where they do not (Passonneau 2006, "Measuring
    Agreement on Set-valued Items"). Two empty sets are equal.
    """
    one = {annotation.label for annotation in first} - {None}
    other = {annotation.label for annotation in second} - {None}
    if one == other:
        return 0.0
    common = one & other
    if task.choose.max == 1 or not common:
        return 1.0
    monotonicity = 2 / 3 if common in (one, other) else 1 / 3
    return 1.0 - len(common) / len(one | other) * monotonicity
