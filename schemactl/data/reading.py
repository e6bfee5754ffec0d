"""Reading: records of a data file become annotations with resolved labels, under a schema."""

import hashlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.data.cells import Fields, label_cells, lift
from schemactl.data.options import DataOptions
from schemactl.data.spelling import TaskReading, spelled, task_readings
from schemactl.errors import SchemactlError
from schemactl.files.dataset import DatasetFormat, Record
from schemactl.files.datasets.catalog import find_format
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.release import ReleasedSchema

# Whether the cells of a column are lists is told from this many records.
_SAMPLE = 1000
_MISSING = object()


class Placed(NamedTuple):
    """An annotation with its line, its task, and what could not be read of it.

    `is_known` tells that the label is an id of the task's; otherwise it is as written.
    """

    annotation: Annotation
    line: int
    task: TaskReading | None
    is_known: bool
    problems: tuple[Problem, ...] = ()


class DataReader:
    """Reads data files under one schema with one set of options."""

    def __init__(self, schema: ReleasedSchema, options: DataOptions) -> None:
        """Index the labels of every task. Raises SchemactlError where a named task is unknown."""
        self.options = options
        self.tasks = task_readings(schema, options.label_as, options.path_separator)
        named = [options.task, *(column.task for column in options.label_columns)]
        for task in named:
            if task is not None and task not in self.tasks:
                known = f"its tasks: {', '.join(self.tasks)}"
                raise SchemactlError(f"schema {schema.name!r} has no task {task!r}", known)
        only = next(iter(self.tasks)) if len(self.tasks) == 1 else None
        self.default_task = options.task or only
        # Whether each record of the file that is being read should say what it was made under.
        self.is_annotations = False

    def read(self, path: Path) -> Iterator[tuple[Record, list[Placed]]]:
        """Yield each record with its annotations. Raises SchemactlError for unreadable lines."""
        data_format = find_format(path, self.options.format)
        records = data_format.read(path, self.options.layout())
        head = list(islice(records, _SAMPLE))
        rows = _Rows(self, data_format, head)
        self.is_annotations = data_format.IS_ANNOTATIONS
        count = 0
        for record in chain(head, records):
            count += 1
            yield record, rows.placed(record)
        if count:
            rows.check_columns(path, head[0])


class _Rows:
    """Turns the records of one file into annotations."""

    def __init__(self, reader: DataReader, data_format: DatasetFormat, head: list[Record]) -> None:
        self.reader = reader
        self.options = reader.options
        self.format = data_format
        columns = self.options.role_columns()
        self.columns = columns
        self.item = columns.get("item", "item")
        self.text = columns.get("text", "text")
        self.task = columns.get("task", "task")
        self.label = columns.get("label")
        self.fields = Fields(columns, data_format.IS_TEXT)
        self.answers = [(reader.tasks[str(c.task)], c.column) for c in self.options.label_columns]
        self.lists = {
            column
            for column in (self.label, *(column for _, column in self.answers))
            if any(isinstance(record.values.get(column or ""), list) for record in head)
        }
        used = {*columns.values(), *(column for _, column in self.answers)}
        self.dotted = [
            column
            for column in sorted(used)
            if "." in column and not any(column in record.values for record in head)
        ]
        self.seen_item = False
        self.seen_answer = data_format.IS_ANNOTATIONS

    def check_columns(self, path: Path, first: Record) -> None:
        """Raise SchemactlError where no record had an item, or none had an answer."""
        found = f"columns found: {', '.join(first.values)}"
        if not self.seen_item:
            what = self.text if self.options.item_from else self.item
            hint = "give --column item=COL, or --item-from content"
            raise SchemactlError(f"{path}: no record has a column `{what}`", f"{hint}; {found}")
        if not self.seen_answer:
            what = " or ".join(f"`{c}`" for _, c in self.answers) or f"`{self.label}`"
            hint = "give --column label=COL or --column label:TASK=COL"
            raise SchemactlError(f"{path}: no record has a column {what}", f"{hint}; {found}")

    def placed(self, record: Record) -> list[Placed]:
        """Return the annotations of a record; none where nothing was asked."""
        values = lift(record.values, self.dotted) if self.dotted else record.values
        item, problems = self._item(values)
        rest, wrong = self.fields.read(values)
        if wrong:
            problems = (*problems, *(Problem(k, item, record.line, None, m) for k, m in wrong))
        found: list[Placed] = []
        # The value of a row answers the row's own task only.
        alone = self.fields.with_value(rest, None) if self.answers else rest
        for task, column in self.answers:
            cell = values.get(column, _MISSING)
            if cell is not _MISSING:
                self.seen_answer = True
                found += self._answer(task, column, cell, (item, record.line, alone, problems))
        if self.label is not None:
            found += self._row_answer(values, (item, record.line, rest, problems))
        return found

    def _item(self, values: dict[str, Any]) -> tuple[str, tuple[Problem, ...]]:
        if self.options.item_from == "content":
            value = values.get(self.text)
            self.seen_item = self.seen_item or self.text in values
            if isinstance(value, str) and value:
                return f"sha256:{hashlib.sha256(value.encode()).hexdigest()}", ()
            return "", (Problem("missing-item", None, None, None, f"no text in `{self.text}`"),)
        value = values.get(self.item)
        if value is not None:
            self.seen_item = True
            if type(value) is str and value:
                return value, ()
            if type(value) is int:
                return str(value), ()
        shown = "is empty" if value is None or value == "" else f"is {value!r}"
        message = f"`{self.item}` {shown}: an item needs an id"
        return "", (Problem("missing-item", None, None, None, message),)

    def _row_answer(self, values: dict[str, Any], row: "_Row") -> list[Placed]:
        """Read the label, value or region of the row itself."""
        cell = values.get(self.label or "", _MISSING)
        rest = row[2]
        is_empty = cell is _MISSING or (cell == "" and self.format.IS_TEXT)
        is_asked = self.format.IS_ANNOTATIONS or self.fields.is_answer(rest)
        if cell is not _MISSING:
            self.seen_answer = True
        is_none = cell == "" and self.options.empty == "none"
        if is_empty and not is_asked and not is_none:
            return []
        self.seen_answer = True
        named = values.get(self.task) or self.reader.default_task
        task = self.reader.tasks.get(named) if isinstance(named, str) else None
        if task is None:
            return self._without_task(named, cell, row)
        if cell is _MISSING or (is_empty and is_asked):
            return [_place(row, task, None, True)]
        return self._answer(task, self.label or "", cell, row)

    def _without_task(self, named: object, cell: object, row: "_Row") -> list[Placed]:
        """Find the task by the label's address, or by an id that one task has."""
        spelling = spelled(cell)
        tasks = self.reader.tasks
        if named is None and spelling is not None:
            matches = [task for task in tasks.values() if task.spellings.resolve(spelling)]
            if len(matches) == 1:
                return [_place(row, matches[0], matches[0].spellings.resolve(spelling), True)]
            name, slash, rest = spelling.partition("/")
            label_id = tasks[name].spellings.resolve(rest) if slash and name in tasks else None
            if label_id is not None:
                return [_place(row, tasks[name], label_id, True)]
        known = f"tasks: {', '.join(tasks)}"
        problem = (
            ("missing-task", f"no task is named; give --task ({known})")
            if named is None
            else ("unknown-task", f"the schema has no task {named!r}; {known}")
        )
        shown = str(named) if named is not None else None
        return [_place(row, None, spelling, False, (problem,), shown)]

    def _answer(self, task: TaskReading, column: str, cell: Any, row: "_Row") -> list[Placed]:
        if not task.has_labels:
            return self._value(task, cell, row)
        found = []
        for part in label_cells(cell, self.options, self.format.IS_TEXT, column in self.lists):
            if part is None:
                found.append(_place(row, task, None, True))
                continue
            spelling = spelled(part)
            if spelling is None:
                problem = ("malformed-label", f"{part!r} is no label")
                found.append(_place(row, task, str(part), False, (problem,)))
                continue
            label_id = task.spellings.resolve(spelling)
            if label_id is not None:
                found.append(_place(row, task, label_id, True))
            else:
                problem = ("unknown-label", task.spellings.explain(spelling))
                found.append(_place(row, task, spelling, False, (problem,)))
        return found

    def _value(self, task: TaskReading, cell: Any, row: "_Row") -> list[Placed]:
        """Read the answer to a task without labels, from the column that holds its answer."""
        item, line, rest, problems = row
        if self.fields.value(rest) is not None or cell is None or cell == "":
            is_asked = self.format.IS_ANNOTATIONS or self.fields.is_answer(rest)
            label = None if cell is None or cell == "" else spelled(cell)
            return [_place(row, task, label, True)] if is_asked else []
        value = self.fields.from_text(cell) if self.format.IS_TEXT else cell
        return [
            _place((item, line, self.fields.with_value(rest, value), problems), task, None, True)
        ]


# What all annotations of a record share: item, line, the fields after the label, problems.
_Row = tuple[str, int, list[Any], tuple[Problem, ...]]


def _place(
    row: _Row,
    task: TaskReading | None,
    label: str | None,
    is_known: bool,
    problems: tuple[tuple[str, str], ...] = (),
    task_name: str | None = None,
) -> Placed:
    item, line, rest, shared = row
    annotation = Annotation(item, task.id if task is not None else task_name, label, *rest)
    own = tuple(Problem(kind, item, line, label, message) for kind, message in problems)
    return Placed(annotation, line, task, is_known, shared + own if own else shared)
