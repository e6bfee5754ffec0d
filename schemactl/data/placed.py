"""Placed: an annotation with its line, its task, and what could not be read of it."""

from typing import Any, NamedTuple

from schemactl.data.spelling import TaskReading
from schemactl.model.annotation import Annotation, Content, Problem


class Placed(NamedTuple):
    """An annotation with its line, its task, and what could not be read of it.

    `is_known` tells that the label is an id of the task's; otherwise it is as written.
    `content` is what the file tells of the item. What has no place for attributes in its format
    cannot be asked for them.
    """

    annotation: Annotation
    line: int
    task: TaskReading | None
    is_known: bool
    problems: tuple[Problem, ...] = ()
    content: Content | None = None
    has_attributes: bool = True


class Row(NamedTuple):
    """What all annotations of a record share; `rest` are the fields after the label."""

    item: str
    line: int
    rest: list[Any]
    problems: tuple[Problem, ...]
    content: Content | None


def place(
    row: Row,
    task: TaskReading | None,
    label: str | None,
    is_known: bool,
    problems: tuple[tuple[str, str], ...] = (),
    task_name: str | None = None,
) -> Placed:
    """Return an annotation of the row, with kinds and messages of its own problems."""
    name = task.id if task is not None else task_name
    annotation = Annotation(row.item, name, label, *row.rest)
    own = tuple(Problem(kind, row.item, row.line, label, message) for kind, message in problems)
    shared = row.problems + own if own else row.problems
    return Placed(annotation, row.line, task, is_known, shared, row.content)
