"""Where the cells of a row of separated values stand, so that their bytes alone can give way."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from schemactl.files.dataset import BOM, Record
from schemactl.files.exact_json import write_exactly
from schemactl.files.rewriting import GONE, Splice
from schemactl.files.separated_rows import Marks

_END = b"\r\n"


def cell_spans(raw: bytes, marks: Marks) -> list[tuple[int, int]]:
    """Return where each cell begins and ends, with its quotes.

    The row has been read before, so its quotes are well formed; its line end is no cell's.
    """
    at = len(BOM) if raw.startswith(BOM) else 0
    end = len(raw.rstrip(_END))
    pattern = _cell_pattern(marks)
    spans = []
    while True:
        cell = pattern.match(raw, at, end)
        stop = cell.end() if cell else at
        spans.append((at, stop))
        if stop >= end:
            return spans
        at = stop + 1


@cache
def _cell_pattern(marks: Marks) -> re.Pattern[bytes]:
    mark = re.escape(marks.delimiter.encode())
    plain = b"[^" + mark + b"]*"
    if marks.quoting == csv.QUOTE_NONE:
        return re.compile(plain)
    return re.compile(rb'"(?:[^"]|"")*"|' + plain)


def cell_bytes(value: object, old: bytes, marks: Marks) -> bytes:
    """Return a new cell; it has quotes where the old one has them, or where it needs them.

    It says the value exactly, since a label must be read back: nothing stands before what a
    spreadsheet would take for a formula.
    """
    text = (
        ""
        if value is None or value is GONE
        else value
        if isinstance(value, str)
        else write_exactly(value).decode()
    )
    if marks.quoting == csv.QUOTE_NONE:
        return text.encode()
    needs = any(mark in text for mark in (marks.delimiter, '"', "\r", "\n"))
    if needs or old.startswith(b'"'):
        return b'"' + text.replace('"', '""').encode() + b'"'
    return text.encode()


def row_splices(record: Record, cells: Mapping[str, Any], marks: Marks) -> list[Splice]:
    """Return what new values of columns change in a row of separated values."""
    spans = dict(zip(record.values, cell_spans(record.raw, marks), strict=True))
    return sorted(
        Splice(*spans[column], cell_bytes(value, record.raw[slice(*spans[column])], marks))
        for column, value in cells.items()
    )
