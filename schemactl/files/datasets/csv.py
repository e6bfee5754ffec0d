"""csv: comma-separated values (RFC 4180) with a header; every cell is text unless typed."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from schemactl.files.dataset import (
    BOM,
    Document,
    Layout,
    Loss,
    Record,
    Shape,
    give_types,
    unreadable,
)
from schemactl.files.rewriting import Splice
from schemactl.files.separated_line import row_splices
from schemactl.files.separated_rows import COMMA, Marks, write_rows
from schemactl.files.stream import lines_of
from schemactl.model.release import ReleasedSchema

NAME = "csv"
SHAPE = Shape(is_text=True)

_LONGEST_CELL = 2**31 - 1


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per row after the header; a quoted cell may hold line ends."""
    return read_rows(path, layout, COMMA)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a row per annotation; regions, values and attributes are JSON in their cells."""
    del schema
    return write_rows(path, documents, COMMA)


def cell_splices(record: Record, cells: Mapping[str, Any], layout: Layout) -> list[Splice]:
    """Return what new values of columns change in a row."""
    del layout
    return row_splices(record, cells, COMMA)


class _Lines:
    """The lines of a file as text, with the bytes taken since the last record."""

    def __init__(self, path: Path, file: Iterator[bytes]) -> None:
        self.path = path
        self.file = file
        self.taken: list[bytes] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for raw in self.file:
            self.number += 1
            self.taken.append(raw)
            line = raw[len(BOM) :] if self.number == 1 and raw.startswith(BOM) else raw
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                what = f"not UTF-8 at byte {error.start + 1} of the line"
                raise unreadable(self.path, self.number, what, "save the file as UTF-8") from None

    def take(self) -> bytes:
        raw = self.taken[0] if len(self.taken) == 1 else b"".join(self.taken)
        self.taken.clear()
        return raw


def read_rows(path: Path, layout: Layout, marks: Marks) -> Iterator[Record]:
    """Yield the records of a file of separated values."""
    csv.field_size_limit(_LONGEST_CELL)
    with closing(lines_of(path)) as file:
        lines = _Lines(path, file)
        rows = csv.reader(lines, delimiter=marks.delimiter, quoting=_quoting(marks), strict=True)
        header: list[str] | None = None
        count, offset = 0, 0
        while True:
            begin = lines.number + 1
            row = _next_row(path, begin, rows)
            if row is None:
                break
            raw = lines.take()
            count += 1
            if header is None:
                if layout.header_row == 0:
                    header = [str(number) for number in range(1, len(row) + 1)]
                elif count >= layout.header_row:
                    header = _header(path, begin, row)
            if header is not None and row and count > layout.header_row:
                yield Record(begin, offset, raw, _values(path, begin, header, row, layout))
            offset += len(raw)
    if header is None:
        what = f"no header in row {layout.header_row}: the file has {count} rows"
        raise unreadable(path, lines.number, what, "give --header-row its row, or 0 for none")


def _quoting(marks: Marks) -> Any:
    # The stubs name the constants one by one.
    return marks.quoting


def _next_row(path: Path, begin: int, rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        # The reader of tables tells programmers how to open files.
        why = str(error).partition(" - do you need")[0]
        what = f"a row that begins here cannot be read: {why}"
        raise unreadable(path, begin, what, "check the quotes and line ends of the row") from None


def _header(path: Path, line: int, row: list[str]) -> list[str]:
    twice = next((name for position, name in enumerate(row) if name in row[:position]), None)
    if twice is not None:
        hint = "give each column its own name, or use --header-row 0 and numbers"
        raise unreadable(path, line, f"two columns have the name {twice!r}", hint)
    return row


def _values(
    path: Path, line: int, header: list[str], row: list[str], layout: Layout
) -> dict[str, Any]:
    if len(row) != len(header):
        what = f"{len(row)} cells where the header has {len(header)}"
        raise unreadable(path, line, what, "quote cells that hold the separator or line ends")
    values: dict[str, Any] = dict(zip(header, row, strict=True))
    if layout.types:
        give_types(path, line, values, layout)
    return values
