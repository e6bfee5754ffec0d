"""Row lane: groups of rows of a Parquet file are judged and rewritten, each as one table."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from schemactl.data.options import DataOptions
from schemactl.data.table_records import TableRecords
from schemactl.files.arrow import arrow
from schemactl.files.dataset import Layout, Record
from schemactl.files.parquet_undo import Changes
from schemactl.files.rewriting import Splice
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.lane import Change, TableLane
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.row_cells import RowVerdict, counts_of_rows, rewrite_rows
from schemactl.migrate.row_verdicts import RowJudge, Rows, Sorted
from schemactl.migrate.tally import Counts
from schemactl.migrate.verdicts import NO_ANSWERS, Answers
from schemactl.migrate.waiting import Links, Spot, placed_at


class RowGroup(NamedTuple):
    """What became of a group of rows: those that stay, what changed, what waits, the counts.

    Entries count rows, of the input and of the output, from the beginning of the group.
    """

    table: Any
    changes: Changes
    entries: list[Entry]
    counts: Counts


class RowLane:
    """Rewrites the rows of one file, group by group, in order."""

    is_lines = True

    def __init__(
        self,
        path: Path,
        migration: CompiledMigration,
        options: DataOptions,
        reader: TableRecords,
        links: Links,
    ) -> None:
        """Learn how cells are written. Raises SchemactlError where they cannot be."""
        self.path = path
        self.reader = reader
        self.layout = options.layout()
        self.cells: Mapping[str, Any] = {}
        self.lane = TableLane(migration, options, reader, self._keep_cells, links)
        self.judge = RowJudge(migration, reader, self._judge)
        # The columns of which cells may change.
        self.columns = _label_columns(reader)
        # The rows of the groups before.
        self.before = 0
        # What people answered, by the numbers of rows from 1.
        self.answers: Mapping[int, Answers] = {}

    def change_rows(self, table: Any) -> RowGroup:
        """Return what becomes of the next group. Raises SchemactlError as `change` does."""
        rows = Rows(self.path, self.before + 1, table, self.layout)
        found = self._answered(rows, self.judge.sort(rows))
        rewritten = rewrite_rows(table, found)
        entries = list(self._entries(rows, found, rewritten.changes))
        self.before += table.num_rows
        return RowGroup(rewritten.table, rewritten.changes, entries, counts_of_rows(found))

    def _keep_cells(self, record: Record, cells: Mapping[str, Any], layout: Layout) -> list[Splice]:
        del record, layout
        self.cells = cells
        return []

    def change(self, record: Record) -> Change:
        """Return what becomes of one row, and keep its new cells."""
        self.cells = {}
        return self.lane.change(record, self.answers.get(record.line, NO_ANSWERS))

    def pass_by(self, record: Record) -> None:
        """Take note of nothing: rows need nothing of each other."""

    def _judge(self, record: Record) -> RowVerdict:
        """Judge a row for all that say the same: what people answered is of one row alone."""
        self.cells = {}
        return self._verdict(self.lane.change(record))

    def _verdict(self, change: Change) -> RowVerdict:
        return RowVerdict(self.cells, change.counts, change.has_left, change.entry is not None)

    def _answered(self, rows: Rows, found: Sorted[RowVerdict]) -> Sorted[RowVerdict]:
        """Return the verdicts with one of its own for each row that people answered."""
        last = rows.first + rows.table.num_rows
        numbers = sorted(number for number in self.answers if rows.first <= number < last)
        positions = [number - rows.first for number in numbers]
        if not positions:
            return found
        own = [self._verdict(self.change(record)) for record in rows.records(positions)]
        which = found.which.copy()
        which[positions] = len(found.verdicts) + np.arange(len(positions))
        return Sorted([*found.verdicts, *own], which)

    def _entries(self, rows: Rows, found: Sorted[RowVerdict], changes: Changes) -> Iterator[Entry]:
        is_queued = np.array([one.is_queued for one in found.verdicts], dtype=bool)
        positions = np.flatnonzero(is_queued[found.which])
        left_before = np.searchsorted(changes.left, positions).tolist()
        has_left = np.isin(positions, changes.left).tolist()
        numbers = positions.tolist()
        told = zip(numbers, left_before, has_left, rows.records(numbers), strict=True)
        for position, gone, is_gone, record in told:
            entry = self.change(record).entry
            if entry is not None:
                spot = Spot(position + 1, position - gone, 0 if is_gone else 1)
                original = as_bytes(rows.table.slice(position, 1))
                yield placed_at(entry._replace(original=original), spot)


def _label_columns(reader: TableRecords) -> list[str]:
    """Return the columns that hold labels, and the one that names their task.

    Where a dot leads into a column, all of it is meant.
    """
    wide = (column for one in reader.wide for _, column in one.layout.columns)
    named = [reader.task, reader.label, *(column for _, column in reader.answers), *wide]
    found = (column for column in named if column is not None)
    return list(dict.fromkeys(c.partition(".")[0] if c in reader.dotted else c for c in found))


def as_bytes(row: Any) -> bytes:
    """Return a row in Arrow's format for messages, without its schema."""
    [batch] = row.combine_chunks().to_batches()
    written: bytes = batch.serialize().to_pybytes()
    return written


def from_bytes(written: bytes, schema: Any) -> Any:
    """Return a row from its bytes, as a table of the schema."""
    batch = arrow().ipc.read_record_batch(arrow().py_buffer(written), schema)
    return arrow().Table.from_batches([batch])
