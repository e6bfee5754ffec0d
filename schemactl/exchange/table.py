"""Table: a file of rows and columns, with the line of each row and columns found by name."""

import csv
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Request, Source, text_of

# A cell may be as long as a file; Python's limit of 131072 characters is meant for other uses.
_LONGEST_CELL = 2**31 - 1
_OTHER_DELIMITER = re.compile(r"[;\t|,]")


class Row(NamedTuple):
    """A row with the line in which it begins."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """The names of the columns, without a header none, and the rows below it."""

    header: list[str]
    rows: list[Row]
    has_literal_quotes: bool


def read_table(source: Source, request: Request) -> Table:
    """Return the rows of a file. Raises SchemactlError where it is no table."""
    delimiter = _delimiter(source, request)
    # In tab-separated values as registered with IANA a quote is a character like any other.
    quoting = request.quoting or ("literal" if delimiter == "\t" else "csv")
    lines = text_of(source).split("\n")
    skipped = max(request.header_row - 1, 0)
    if skipped >= len(lines):
        raise SchemactlError(
            f"{source.name} has {len(lines)} lines, so the header is not line {request.header_row}",
            "give --header-row the number of the line with the column names",
        )
    body = "\n".join(lines[skipped:])
    rows = list(_rows(source, body, skipped, delimiter, quoting == "literal"))
    header = [cell.strip() for cell in rows.pop(0).cells] if request.header_row and rows else []
    is_quoted = quoting == "literal" and any(_looks_quoted(row.cells) for row in rows)
    return Table(header, [row for row in rows if any(map(str.strip, row.cells))], is_quoted)


def find_column(source: Source, table: Table, request: Request, wanted: str) -> int:
    """Return the position of a column. Raises SchemactlError where there is not exactly one."""
    if not request.header_row:
        width = max((len(row.cells) for row in table.rows), default=0)
        if wanted.isdecimal() and 1 <= int(wanted) <= width:
            return int(wanted) - 1
        raise SchemactlError(
            f"{source.name} has no column {wanted!r}",
            f"without a header a column is a number from 1 to {width}",
        )
    found = [position for position, name in enumerate(table.header) if name == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise SchemactlError(
            f"{source.name} has {len(found)} columns {wanted!r}", "give each a name of its own"
        )
    raise SchemactlError(f"{source.name} has no column {wanted!r}", _advice(wanted, table.header))


def unused_columns(table: Table, used: Mapping[str, int]) -> Iterator[str]:
    """Yield the names of the columns that no role uses and that hold something."""
    for position, name in enumerate(table.header):
        if position not in used.values() and any(cell(row, position) for row in table.rows):
            yield name or f"number {position + 1}"


def cell(row: Row, position: int | None) -> str:
    """Return what stands in a column of the row, without white space around it."""
    if position is None or position >= len(row.cells):
        return ""
    return row.cells[position].strip()


def _delimiter(source: Source, request: Request) -> str:
    given = request.delimiter
    if given is None:
        return "\t" if source.name.lower().endswith((".tsv", ".tab")) else ","
    found = "\t" if given in ("\\t", "tab") else given
    if len(found) == 1 and found not in '"\n\r ':
        return found
    raise SchemactlError(f"{given!r} is no delimiter", r"give one character, or \t for a tab")


def _rows(
    source: Source, text: str, skipped: int, delimiter: str, is_literal: bool
) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(
        StringIO(text),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if is_literal else csv.QUOTE_MINIMAL,
        strict=True,
    )
    line = 0
    try:
        for cells in reader:
            yield Row(skipped + line + 1, cells)
            line = reader.line_num
    except csv.Error as error:
        raise SchemactlError(
            f"{source.name}:{skipped + line + 1}: the row cannot be read: {error}",
            "quote a cell that holds a quote, or say that quotes are text: --quoting literal",
        ) from error


def _looks_quoted(cells: Sequence[str]) -> bool:
    return any(len(text) > 1 and text[0] == text[-1] == '"' for text in cells)


def _advice(wanted: str, header: Sequence[str]) -> str:
    folded = {name.casefold(): name for name in header if name}
    match = difflib.get_close_matches(wanted.casefold(), list(folded), n=1)
    if match:
        return f"did you mean {folded[match[0]]!r}?"
    if len(folded) == 1 and (other := _OTHER_DELIMITER.search(header[0])):
        shown = other.group().replace("\t", "\\t")
        return f"the header is one column, {header[0]!r}: give --delimiter '{shown}'"
    return f"columns: {', '.join(folded.values())}"
