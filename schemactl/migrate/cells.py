"""Cells: the new values of the columns of a record in a table, once its labels are judged."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from schemactl.data.cells import label_cells
from schemactl.data.options import DataOptions
from schemactl.data.spelling import default_task, spelled
from schemactl.data.table_records import TableRecords
from schemactl.errors import SchemactlError
from schemactl.files.rewriting import GONE, Elements
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.fold import folded
from schemactl.migrate.outcome import Place
from schemactl.migrate.spelling_after import SpellingAfter, in_kind_of
from schemactl.migrate.verdicts import Judged

_HINT = "first turn it into a row per annotation: `schemactl data convert … --to annotations`"


class Written(NamedTuple):
    """The new values of columns, and which annotations of the cell fold into an earlier one."""

    cells: Mapping[str, Any]
    folded: frozenset[int]


class CellWriter:
    """Writes the cells of one table anew, where a label in them changes."""

    def __init__(
        self, migration: CompiledMigration, options: DataOptions, reader: TableRecords
    ) -> None:
        """Find what each column has to answer. Raises SchemactlError where it cannot be written."""
        self.after = SpellingAfter(migration, options)
        self.options = options
        self.reader = reader
        self.is_text = reader.shape.is_text
        self.bound = self._bound()
        start, end = migration.start.schema, migration.end.schema
        self.stamps = (f"{start.name}@{start.version}", f"{end.name}@{end.version}")
        self.default = default_task(reader.tasks, options)

    def _bound(self) -> dict[str, str]:
        """Return the old task of each column that answers one task."""
        found: dict[str, str] = {}
        pairs = [(column, task.id) for task, column in self.reader.answers]
        for wide in self.reader.wide:
            if wide.layout.kind != "annotators":
                raise SchemactlError(
                    f"--layout {wide.layout.kind}: each column stands for a label, and cannot "
                    "become another",
                    _HINT,
                )
            pairs += [(column, wide.task.id) for _, column in wide.layout.columns]
        for column, task in pairs:
            if found.setdefault(column, task) != task or column == self.reader.label:
                hint = "give each label column one task"
                raise SchemactlError(f"column `{column}` answers two tasks", hint)
        return found

    def stamp(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the new schema stamp of a record, whose labels are those of the last version.

        Raises SchemactlError where the record was made under another release than the first.
        """
        column = self.reader.columns.get("schema", "")
        stamp = values.get(column)
        if not isinstance(stamp, str) or not stamp:
            return {}
        named = stamp.removeprefix("schema:")
        if named == self.stamps[0]:
            return {column: stamp.removesuffix(named) + self.stamps[1]}
        if named.partition("@")[0] == self.stamps[0].partition("@")[0]:
            raise SchemactlError(
                f"the record was labeled under {named}, not under {self.stamps[0]}",
                "migrate the records of each version by themselves",
            )
        return {}

    def parts(self, column: str, cell: Any, count: int) -> list[Any]:
        """Return what a cell writes for each of its annotations."""
        found = label_cells(cell, self.options, self.is_text, column in self.reader.lists)
        return found if len(found) == count else [cell] * count

    def write(
        self, values: Mapping[str, Any], column: str, cell: Any, judged: Sequence[Judged]
    ) -> Written:
        """Return what changes in the record for one cell, of which all labels are settled."""
        changes, folds = self._changes(values, column, cell, judged)
        cells = self.task_cell(values, column, judged)
        if not changes:
            return Written(cells, folds)
        count = len(judged)
        if len([new for new in changes.values() if new is GONE]) == count:
            self._refuse_none(judged)
            return Written({**cells, column: GONE}, folds)
        if isinstance(cell, list):
            return Written({**cells, column: Elements(changes)}, folds)
        if count == 1:
            return Written({**cells, column: changes[0]}, folds)
        old = self.parts(column, cell, count)
        new = [changes.get(position, part) for position, part in enumerate(old)]
        joined = str(self.options.separator).join(str(part) for part in new if part is not GONE)
        return Written({**cells, column: joined}, folds)

    def _changes(
        self, values: Mapping[str, Any], column: str, cell: Any, judged: Sequence[Judged]
    ) -> tuple[dict[int, Any], frozenset[int]]:
        """Return the new parts of a cell by position; GONE for what leaves it."""
        changes: dict[int, Any] = {}
        staying: list[tuple[int, Place]] = []
        for position, part in enumerate(self.parts(column, cell, len(judged))):
            after = judged[position].after
            if after is None:
                changes[position] = GONE
                continue
            staying.append((position, after))
            new = self._part(values, column, part, after)
            if new is not None:
                changes[position] = new
        kept = folded([judged[at].before for at, _ in staying], [after for _, after in staying])
        folds = frozenset(at for at, _ in staying) - {staying[at][0] for at in kept}
        return {**changes, **dict.fromkeys(folds, GONE)}, folds

    def _part(self, values: Mapping[str, Any], column: str, part: Any, after: Place) -> Any:
        """Return the new part of a cell, or None where it stays."""
        text = spelled(part)
        if after[1] is None:
            return None
        is_alone = column not in self.bound and self._named(values) is None and not self.default
        if is_alone:
            if text is not None and self.after.means_alone(text, after):
                return None
            return in_kind_of(self.after.write_alone(after), part)
        if text is not None and self.after.means(text, after):
            return None
        return in_kind_of(self.after.write(after), part)

    def _named(self, values: Mapping[str, Any]) -> str | None:
        """Return the task that the record itself names."""
        named = values.get(self.reader.task)
        return named if isinstance(named, str) and named else None

    def task_cell(
        self, values: Mapping[str, Any], column: str, judged: Sequence[Judged]
    ) -> dict[str, Any]:
        """Return the new name of the task, where the record has one.

        Raises SchemactlError where a label moves to a task that the cell does not answer.
        """
        tasks = {one.after[0] for one in judged if one.after is not None}
        if not tasks:
            return {}
        old = judged[0].before[0]
        named = self._named(values)
        if column not in self.bound and named is not None and len(tasks) == 1:
            return {} if tasks == {named} else {self.reader.task: tasks.pop()}
        if column not in self.bound and named is None and not self.default:
            return {}
        expected = self.after.partners[old]
        if tasks != {expected}:
            moved = ", ".join(sorted(tasks - {expected}))
            raise SchemactlError(
                f"a label in `{column}` moves to task {moved!r}, which the column does not answer",
                _HINT,
            )
        return {}

    def _refuse_none(self, judged: Sequence[Judged]) -> None:
        """Raise SchemactlError where an empty cell would say that nothing applies."""
        partner = self.after.partners[judged[0].before[0]]
        if self.is_text and self.options.empty == "none" and partner in self.after.tasks:
            raise SchemactlError(
                "an answer is dropped, and with --empty none its empty cell would say that "
                "nothing applies",
                _HINT,
            )
