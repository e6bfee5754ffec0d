"""Records of a table become annotations: its columns say what the cells mean."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from schemactl.data.cells import Fields, label_cells, lift
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed, Row, place
from schemactl.data.spelling import TaskReading, default_task, spelled
from schemactl.data.wide_columns import WideColumns
from schemactl.data.wide_layout import WideLayout
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record, Shape
from schemactl.model.annotation import Content, Problem
from schemactl.model.task import number

_MISSING = object()
_NUMBERS = frozenset({"width", "height", "duration"})
_SHOWN = frozenset({"text", "file"})
_TOLD = (*_NUMBERS, *_SHOWN)


class TableRecords:
    """Turns the records of one table into annotations."""

    def __init__(
        self,
        tasks: Mapping[str, TaskReading],
        options: DataOptions,
        shape: Shape,
        head: list[Record],
        lists: frozenset[str] = frozenset(),
    ) -> None:
        """Learn from the first records which columns there are, and which hold lists.

        The file may say that further columns are `lists`, although no cell of them is filled.
        """
        self.tasks = tasks
        self.options = options
        self.shape = shape
        self.default_task = default_task(tasks, options)
        columns = self.options.role_columns()
        self.columns = columns
        self.item = columns.get("item", "item")
        self.text = columns.get("text", "text")
        self.task = columns.get("task", "task")
        self.label = columns.get("label")
        self.fields = Fields(columns, shape.is_text)
        self.answers = [(tasks[str(c.task)], c.column) for c in self.options.label_columns]
        self.wide = [WideColumns(layout, self._task_of(layout)) for layout in self.options.layouts]
        self.lists = lists | {
            column
            for column in (self.label, *(column for _, column in self.answers))
            if any(isinstance(record.values.get(column or ""), list) for record in head)
        }
        wide = (column for one in self.wide for _, column in one.layout.columns)
        used = {*columns.values(), *(column for _, column in self.answers)}
        self.used = frozenset({*used, *wide} - {columns.get("slice")})
        self.dotted = [
            column
            for column in sorted(used)
            if "." in column and not any(column in record.values for record in head)
        ]
        self.told = {field: columns[field] for field in _TOLD if field in columns}
        self.seen_item = False
        self.seen_answer = shape.is_annotations

    def check(self, path: Path, first: Record) -> None:
        """Raise SchemactlError where no record had an item, or none had an answer."""
        found = f"columns found: {', '.join(first.values)}"
        if not self.seen_item:
            what = self.text if self.options.item_from else self.item
            hint = "give --column item=COL, or --item-from content"
            raise SchemactlError(f"{path}: no record has a column `{what}`", f"{hint}; {found}")
        if not self.seen_answer:
            wide = (column for one in self.wide for _, column in one.layout.columns)
            asked = [*(column for _, column in self.answers), *wide] or [str(self.label)]
            what = " or ".join(f"`{column}`" for column in asked)
            hint = "give --column label=COL or --column label:TASK=COL"
            raise SchemactlError(f"{path}: no record has a column {what}", f"{hint}; {found}")

    def placed(self, record: Record) -> list[Placed]:
        """Return the annotations of a record; none where nothing was asked."""
        return [one for _, found in self.answers_of(record) for one in found]

    def answers_of(self, record: Record) -> list[tuple[str | None, list[Placed]]]:
        """Return the annotations of a record by the cells that they stand in.

        Each comes with its column, or None where no cell holds its label; what stands in one
        cell comes together, in the order of the cell.
        """
        values = self.lifted(record)
        item, problems = self._item(values)
        rest, wrong = self.fields.read(values)
        if wrong:
            problems = (*problems, *(Problem(k, item, record.line, None, m) for k, m in wrong))
        row = Row(item, record.line, rest, problems, self._content(values))
        found: list[tuple[str | None, list[Placed]]] = []
        # The value of a row answers the row's own task only.
        alone = self.fields.with_value(rest, None) if self.answers or self.wide else rest
        for task, column in self.answers:
            cell = values.get(column, _MISSING)
            if cell is not _MISSING:
                self.seen_answer = True
                found.append((column, self._answer(task, column, cell, row._replace(rest=alone))))
        for wide in self.wide:
            found += self._wide_answers(wide, values, row._replace(rest=alone))
        if self.label is not None:
            own = self.label if self.label in values else None
            found.append((own, self._row_answer(values, row)))
        return found

    def lifted(self, record: Record) -> dict[str, Any]:
        """Return the values of a record, with those that dotted columns lead to."""
        return lift(record.values, self.dotted) if self.dotted else record.values

    def _task_of(self, layout: WideLayout) -> TaskReading:
        named = layout.task or self.default_task
        if named is not None and named in self.tasks:
            return self.tasks[named]
        what = f"the schema has no task {named!r}" if named else "no task is named"
        hint = f"write --layout {layout.kind}:TASK=…; tasks: {', '.join(self.tasks)}"
        raise SchemactlError(f"--layout {layout.kind}: {what}", hint)

    def _wide_answers(
        self, wide: WideColumns, values: dict[str, Any], row: Row
    ) -> Iterator[tuple[str | None, list[Placed]]]:
        self.seen_answer = self.seen_answer or wide.stand_in(values)
        for answer in wide.answers(values):
            own = row
            if answer.annotator is not None:
                own = row._replace(rest=self.fields.with_annotator(row.rest, answer.annotator))
            if answer.wrong is not None:
                problem = ("malformed-label", answer.wrong)
                wrong = place(own, wide.task, answer.spelling, False, (problem,))
                yield answer.column, [wrong]
            else:
                yield answer.column, self._answer(wide.task, "", answer.spelling, own)

    def _content(self, values: dict[str, Any]) -> Content | None:
        """Return what the columns tell of the item; None where there are no such columns."""
        cells = {
            field: values[c] for field, c in self.told.items() if values.get(c) not in ("", None)
        }
        for field in _NUMBERS & cells.keys():
            cells[field] = number(self.fields.from_text(cells[field]))
        for field in _SHOWN & cells.keys():
            # What is no text, such as the turns of a conversation, is looked at by nobody here.
            cells[field] = str(cells[field]) if isinstance(cells[field], str | int) else None
        return Content(**cells) if cells else None

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

    def _row_answer(self, values: dict[str, Any], row: Row) -> list[Placed]:
        """Read the label, value or region of the row itself."""
        cell = values.get(self.label or "", _MISSING)
        rest = row.rest
        is_empty = cell is _MISSING or (cell == "" and self.shape.is_text)
        is_asked = self.shape.is_annotations or self.fields.is_answer(rest)
        if cell is not _MISSING:
            self.seen_answer = True
        is_none = cell == "" and self.options.empty == "none"
        if is_empty and not is_asked and not is_none:
            return []
        self.seen_answer = True
        named = values.get(self.task) or self.default_task
        task = self.tasks.get(named) if isinstance(named, str) else None
        if task is None:
            return self._without_task(named, cell, row)
        # Among lists null says that nothing was asked, unless something else was answered.
        if cell is None and self.label in self.lists:
            is_empty, is_asked = True, self.fields.is_answer(rest)
        if cell is _MISSING or (is_empty and is_asked):
            return [place(row, task, None, True)]
        return self._answer(task, self.label or "", cell, row)

    def _without_task(self, named: object, cell: object, row: Row) -> list[Placed]:
        """Find the task by the label's address, or by an id that one task has."""
        spelling = spelled(cell)
        tasks = self.tasks
        if named is None and spelling is not None:
            matches = [task for task in tasks.values() if task.spellings.resolve(spelling)]
            if len(matches) == 1:
                return [place(row, matches[0], matches[0].spellings.resolve(spelling), True)]
            name, slash, rest = spelling.partition("/")
            label_id = tasks[name].spellings.resolve(rest) if slash and name in tasks else None
            if label_id is not None:
                return [place(row, tasks[name], label_id, True)]
        known = f"tasks: {', '.join(tasks)}"
        problem = (
            ("missing-task", f"no task is named; give --task ({known})")
            if named is None
            else ("unknown-task", f"the schema has no task {named!r}; {known}")
        )
        shown = str(named) if named is not None else None
        return [place(row, None, spelling, False, (problem,), shown)]

    def _answer(self, task: TaskReading, column: str, cell: Any, row: Row) -> list[Placed]:
        if not task.has_labels:
            return self._value(task, cell, row)
        found = []
        for part in label_cells(cell, self.options, self.shape.is_text, column in self.lists):
            if part is None:
                found.append(place(row, task, None, True))
                continue
            spelling = spelled(part)
            if spelling is None:
                problem = ("malformed-label", f"{part!r} is no label")
                found.append(place(row, task, str(part), False, (problem,)))
                continue
            label_id = task.spellings.resolve(spelling)
            if label_id is not None:
                found.append(place(row, task, label_id, True))
            else:
                is_misplaced = task.spellings.is_misplaced(spelling)
                kind = "wrong-parent" if is_misplaced else "unknown-label"
                problem = (kind, task.spellings.explain(spelling))
                found.append(place(row, task, spelling, False, (problem,)))
        return found

    def _value(self, task: TaskReading, cell: Any, row: Row) -> list[Placed]:
        """Read the answer to a task without labels, from the column that holds its answer."""
        rest = row.rest
        if self.fields.value(rest) is not None or cell is None or cell == "":
            is_asked = self.shape.is_annotations or self.fields.is_answer(rest)
            label = None if cell is None or cell == "" else spelled(cell)
            return [place(row, task, label, True)] if is_asked else []
        value = self.fields.from_text(cell) if self.shape.is_text else cell
        return [place(row._replace(rest=self.fields.with_value(rest, value)), task, None, True)]
