"""Row ranges: a Parquet file is migrated row group by row group, each with all it comes to."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from schemactl.files.parquet_groups import form_of, groups, open_groups, write_group, writer
from schemactl.files.parquet_undo import UndoWriter
from schemactl.migrate.ranges import Range
from schemactl.migrate.row_lane import RowLane
from schemactl.migrate.undo_file import plain_frame

_RANGE = 2**20


def row_ranges(lane: RowLane, path: Path, begin: int = 0) -> Iterator[Range]:
    """Yield what every row group comes to, and at last the bytes of the input.

    A Parquet file is whole only with what stands at its end, so no run can be taken up in the
    middle of one: until all is written no byte of the input counts as read. An offset to begin
    from says that it is.
    """
    size = path.stat().st_size
    if begin == 0:
        yield from _written(lane, path)
    for at in range(begin, size, _RANGE):
        yield Range(min(_RANGE, size - at), 0, 0, b"", b"", [], Counter())


def _written(lane: RowLane, path: Path) -> Iterator[Range]:
    out, undo = BytesIO(), BytesIO()
    with open_groups(path) as file:
        form = form_of(file)
        rows = UndoWriter(undo, form, lane.columns)
        with writer(out, form.unsorted_from(lane.columns)) as target:
            for table in groups(path, file):
                found = lane.change_rows(table)
                write_group(target, found.table)
                rows.add(table, found.changes)
                told = (found.entries, found.counts, found.table.num_rows)
                yield Range(0, 0, table.num_rows, _taken(out), _frame(undo), *told)
        rows.close({})
    yield Range(0, 0, 0, _taken(out), _frame(undo), [], Counter())


def _taken(file: BytesIO) -> bytes:
    """Return what was written since the last time; Arrow itself counts where it is."""
    written = file.getvalue()
    file.seek(0)
    file.truncate()
    return written


def _frame(file: BytesIO) -> bytes:
    written = _taken(file)
    return plain_frame(written) if written else b""
