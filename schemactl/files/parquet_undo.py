"""Rows of undo: what a rewritten Parquet file needs to become the one before it again.

An undo file is a Parquet file. Its first two columns are the position of a row in its group of
the file before, and whether the row left; the others are the columns of that file. Of a row
that left all cells are there, of one that changed only those of the columns that may change.
The number of rows of each group, before and here, stands in the metadata.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.parquet_groups import Form, groups, open_groups, write_group, writer

KEY = b"schemactl.undo"

Positions = NDArray[np.int64]


class Changes(NamedTuple):
    """The rows of one group that are not as before: positions of those that left or changed."""

    left: Positions
    changed: Positions


class UndoWriter:
    """Writes the rows of undo, group by group."""

    def __init__(self, path: Path | BinaryIO, form: Form, columns: Sequence[str]) -> None:
        """Begin a file for rows of a form; `columns` are those whose cells may change."""
        self.columns = frozenset(columns)
        self.fields = [field.with_nullable(True) for field in form.schema]
        taken = set(form.schema.names)
        names = [_free(name, taken) for name in ("position", "left")]
        own = zip(names, (arrow().int64(), arrow().bool_()), strict=True)
        self.schema = arrow().schema([*own, *self.fields])
        self.form = form
        self.counts: list[tuple[int, int]] = []
        self.file = writer(path, Form(self.schema, {"compression": "zstd"}))

    def add(self, table: Any, changes: Changes) -> None:
        """Keep what undoing the changes of a group needs; the table is the group before."""
        positions = np.concatenate([changes.left, changes.changed])
        order = np.argsort(positions, kind="stable")
        has_left = (np.arange(len(positions)) < len(changes.left))[order]
        positions = positions[order]
        every = arrow().array(positions)
        only_left = arrow().array(positions, mask=~has_left)
        cells = [
            table.column(number).take(every if field.name in self.columns else only_left)
            for number, field in enumerate(self.fields)
        ]
        rows = [every, arrow().array(has_left), *cells]
        write_group(self.file, arrow().Table.from_arrays(rows, schema=self.schema))
        self.counts.append((table.num_rows, len(positions)))

    def close(self, header: Mapping[str, Any]) -> None:
        """End the file, with what is to be known of the run."""
        told = {**header, "columns": sorted(self.columns), "groups": self.counts}
        told |= {"options": self.form.options, "sorting": self.form.sorting}
        self.file.add_key_value_metadata({KEY: orjson.dumps(told)})
        self.file.close()


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def undo_header(path: Path) -> dict[str, Any] | None:
    """Return what an undo file says of its run; None where it is a Parquet file of another kind."""
    with open_groups(path) as file:
        found = (file.metadata.metadata or {}).get(KEY)
    return None if found is None else orjson.loads(found)


def undo_rows(path: Path, undo: Path, out: Path | BinaryIO) -> None:
    """Write the file before to `out`, from the rewritten one and its undo file.

    Raises SchemactlError where the rewritten file has not the rows that the undo file counts on.
    """
    header = undo_header(undo) or {}
    columns = frozenset(header["columns"])
    with open_groups(path) as file, open_groups(undo) as rows:
        sorting = tuple(tuple(one) for one in header["sorting"])
        form = Form(file.schema_arrow, header["options"], sorting)
        kept, gone = RowsInOrder(path, file), RowsInOrder(undo, rows)
        with writer(out, form) as target:
            for before, count in header["groups"]:
                told = gone.take(count)
                own = kept.take(before - int(told.column(1).to_numpy().sum()))
                write_group(target, _restored(own, told, form, columns) if count else own)
        if not kept.is_at_end():
            raise _another(path)


def _restored(kept: Any, told: Any, form: Form, columns: frozenset[str]) -> Any:
    positions, left = told.column(0).to_numpy(), told.column(1).to_numpy()
    here = kept.num_rows + np.arange(len(positions))
    whole = np.full(kept.num_rows + int(left.sum()), -1, dtype=np.int64)
    whole[positions[left]] = here[left]
    whole[whole < 0] = np.arange(kept.num_rows)
    cells = whole.copy()
    cells[positions] = here
    found = []
    for number, field in enumerate(form.schema):
        chunks = [*kept.column(number).chunks, *told.column(number + 2).chunks]
        both = arrow().chunked_array(chunks, type=field.type)
        found.append(both.take(arrow().array(cells if field.name in columns else whole)))
    return arrow().Table.from_arrays(found, schema=form.schema)


class RowsInOrder:
    """Hands out the rows of a file in any numbers, in order."""

    def __init__(self, path: Path, file: Any) -> None:
        """Begin with the first row."""
        self.path = path
        self.tables = groups(path, file)
        self.rest = file.schema_arrow.empty_table()

    def take(self, count: int) -> Any:
        """Return the next rows. Raises SchemactlError where there are not so many."""
        while self.rest.num_rows < count:
            more = next(self.tables, None)
            if more is None:
                raise _another(self.path)
            self.rest = arrow().concat_tables([self.rest, more]) if self.rest.num_rows else more
        found, self.rest = self.rest.slice(0, count), self.rest.slice(count)
        return found

    def is_at_end(self) -> bool:
        """Tell whether no row is left."""
        return not self.rest.num_rows and all(not more.num_rows for more in self.tables)


def _another(path: Path) -> SchemactlError:
    hint = "name the file that the migration wrote, and its own undo file"
    return SchemactlError(f"{path} has not the rows that the undo file was made for", hint)
