"""Rows of separated values: how annotations are written where every cell is text."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from schemactl.files.annotation_row import COLUMNS, annotation_rows, says_nothing_applies
from schemactl.files.dataset import Document, Loss
from schemactl.files.exact_json import write_exactly

# What a spreadsheet would take for a formula, where it opens a cell.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
_BREAKS = re.compile(r"[\t\r\n]+")


class Marks(NamedTuple):
    """What stands between cells, and whether quotes may stand around them."""

    delimiter: str
    quoting: int


# RFC 4180.
COMMA = Marks(",", csv.QUOTE_MINIMAL)


def write_rows(path: Path, documents: Iterable[Document], marks: Marks) -> Iterator[Loss]:
    """Write a row per annotation and return what was lost."""
    losses: list[Loss] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = _writer(file, marks)
        rows.writerow(COLUMNS)
        for row in annotation_rows(documents):
            item = str(row["item"])
            if says_nothing_applies(row):
                what = "an empty label cell says that nothing applies only with --empty none"
                losses.append(Loss("nothing-applies", item, what))
            cells = []
            for column in COLUMNS:
                cell, lost = _cell(row.get(column), marks)
                cells.append(cell)
                losses += [Loss(kind, item, f"`{column}`: {what}") for kind, what in lost]
            rows.writerow(cells)
    return iter(losses)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run the text of a cell; a number is none."""
    return _FORMULA.match(text) is not None and _NUMBER.match(text) is None


def _writer(file: TextIO, marks: Marks) -> Any:
    if marks.quoting == csv.QUOTE_NONE:
        return csv.writer(
            file,
            delimiter=marks.delimiter,
            quoting=csv.QUOTE_NONE,
            quotechar=None,
            lineterminator="\n",
        )
    # A carriage return is only quoted where it is part of the line's end, as RFC 4180 has it.
    return csv.writer(file, delimiter=marks.delimiter, lineterminator="\r\n")


def _cell(value: Any, marks: Marks) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a cell, and kind and message of what it does not say as it was."""
    if value is None:
        return "", []
    text = value if isinstance(value, str) else write_exactly(value).decode()
    lost = []
    if isinstance(value, str) and is_formula(text):
        text = f"'{text}"
        lost.append(("formula", "an apostrophe stands before what would be a formula"))
    if marks.quoting == csv.QUOTE_NONE and _BREAKS.search(text):
        text = _BREAKS.sub(" ", text)
        lost.append(("line-break", "tabs and line ends have become blanks"))
    return text, lost
