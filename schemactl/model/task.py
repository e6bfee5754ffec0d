"""TaskType: what a kind of question must define to be checked, drawn, measured and exported."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, Protocol

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy

# Fields of `Task` that every task type has; a type's FIELDS name the further ones it knows.
SHARED_FIELDS = frozenset({"id", "type", "inputs", "question", "unsure", "attributes"})
# Further fields of every task type whose answers are labels.
LABEL_FIELDS = frozenset(
    {
        *("labels", "same_as", "use", "hierarchy", "residual"),
        *("tie_breaks", "confusable", "decide"),
    }
)
# Further fields of every task type whose labels stand at places in the item.
REGION_FIELDS = frozenset({"complete", "draw", "conventions", "tolerance"})


class TaskType(Protocol):
    """A module that defines one task type; it stands in `tasks/catalog.py`."""

    NAME: str
    FIELDS: frozenset[str]

    def region_schema(self, task: Task) -> dict[str, Any] | None:
        """Return the JSON Schema of a region, or of the value; None where there is neither."""
        ...

    def check(self, annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
        """Yield what is wrong with the annotation for this type; labels are resolved before."""
        ...

    def distance(
        self, first: Sequence[Annotation], second: Sequence[Annotation], task: Task
    ) -> float:
        """Return how far two annotators' whole answers on one item are apart: 0 equal, 1 most."""
        ...


def problem(kind: str, annotation: Annotation, message: str) -> Problem:
    """Return a problem of an annotation; whoever knows the line adds it."""
    return Problem(kind, annotation.item, None, annotation.label, message)


def number(value: object) -> float | None:
    """Return the value as a finite number, or None; true and false are no numbers."""
    # Compared by type, which is several times faster than `isinstance`: lists of points are long.
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            return None
    if type(value) is float and -inf < value < inf:
        return value
    return None
