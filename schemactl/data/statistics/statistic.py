"""Statistic: what a question about labeled data must define; one pass answers them all."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from schemactl.data.spelling import TaskReading
from schemactl.model.annotation import Annotation, Content


class Seen(NamedTuple):
    """An annotation as statistics see it.

    `values` are those of its record, and `slice` is the group that the item belongs to.
    """

    annotation: Annotation
    values: Mapping[str, Any]
    slice: str | None
    content: Content | None


class Question(NamedTuple):
    """What is known before the first annotation: the tasks, the columns that have a role."""

    tasks: Mapping[str, TaskReading]
    columns: frozenset[str]
    minimum: int


class Statistic(Protocol):
    """Collects from annotations, one by one, and tells the result as plain data."""

    def add(self, seen: Seen) -> None:
        """Count an annotation; its label, if it has one, is an id of its task."""
        ...

    def result(self) -> Any:
        """Return the result as JSON can say it."""
        ...
