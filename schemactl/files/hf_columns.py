"""Columns of a Hugging Face dataset in the making: one per task, of the form of its answers."""

from typing import Any, Literal, NamedTuple

from schemactl.files.hf_answers import MISSING
from schemactl.files.hf_forms import Classes, Form, fits
from schemactl.files.hf_objects import object_form, object_of
from schemactl.files.labelmap import ranked_labels
from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task

# What answers without labels are, by the type of the task.
_VALUES: dict[str, Form] = {
    **{"rating": "int64", "number": "float64", "text": "string", "ranking": [["string"]]},
}
_ANOTHER = "the item has another answer"


class TaskColumn(NamedTuple):
    """The column of a task; `positions` lead from label ids to numbers, which are ranks."""

    task: Task
    kind: Literal["one", "several", "value", "objects"]
    form: Form
    positions: dict[str, int]

    @property
    def empty(self) -> Any:
        """The cell that says that nothing was asked."""
        return MISSING if self.kind == "one" else None


def column_of(task: Task) -> TaskColumn:
    """Return the column of a task."""
    names = tuple(label.id for label in ranked_labels(task))
    positions = {name: position for position, name in enumerate(names)}
    if task.type in _VALUES:
        return TaskColumn(task, "value", _VALUES[task.type], positions)
    objects = object_form(task, names)
    if objects is not None:
        return TaskColumn(task, "objects", [objects], positions)
    if task.choose.max == 1:
        return TaskColumn(task, "one", Classes(names), positions)
    return TaskColumn(task, "several", [Classes(names)], positions)


class Put(NamedTuple):
    """The cell with an annotation in it, or why it cannot stand there; `kept` are its fields."""

    cell: Any
    why: str = ""
    kept: frozenset[str] = frozenset()


def put(column: TaskColumn, cell: Any, annotation: Annotation) -> Put:
    """Put an annotation into the cell of its item."""
    if column.kind == "value":
        return _with_value(column, cell, annotation)
    position = column.positions.get(annotation.label or "")
    if annotation.label is not None and position is None:
        return Put(cell, "the label has no index")
    if column.kind == "one":
        return _with_class(cell, position)
    if position is None:
        return Put(cell or [])
    if column.kind == "several":
        return Put([*(cell or []), position])
    return _with_object(column, cell, annotation, position)


def _with_class(cell: Any, position: int | None) -> Put:
    if cell != MISSING:
        return Put(cell, _ANOTHER)
    if position is None:
        return Put(cell, "a column of classes cannot say that nothing applies")
    return Put(position)


def _with_value(column: TaskColumn, cell: Any, annotation: Annotation) -> Put:
    value = annotation.value
    if cell is not None:
        return Put(cell, _ANOTHER)
    if column.task.type == "ranking" and isinstance(value, list):
        value = [[place] if isinstance(place, str) else place for place in value]
    if value is None or not fits(column.form, value):
        return Put(cell, f"a column of the task cannot say {annotation.value!r}")
    return Put(value, kept=frozenset({"value"}))


def _with_object(column: TaskColumn, cell: Any, annotation: Annotation, position: int) -> Put:
    form = column.form[0]
    region = annotation.region or {}
    if "input" not in form and region.get("input") in column.task.inputs[:1]:
        # The only input is meant where none is named.
        region = {key: value for key, value in region.items() if key != "input"}
    one = object_of(annotation._replace(region=region), position, form)
    kept = {"region", "annotation"}
    if fits(form.get("attributes", {}), one.get("attributes")):
        kept.add("attributes")
    else:
        one.pop("attributes")
    if not region or not fits(form, one):
        return Put(cell, "a column of the task has no such place")
    return Put([*(cell or []), one], kept=frozenset(kept))
