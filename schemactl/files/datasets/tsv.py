"""tsv: tab-separated values as IANA registered them; quotes are characters like others."""

import csv
from collections.abc import Iterator
from pathlib import Path

from schemactl.files.dataset import Layout, Record, Shape
from schemactl.files.datasets.csv import Marks, read_rows

NAME = "tsv"
SHAPE = Shape(is_text=True)

_MARKS = Marks("\t", csv.QUOTE_NONE)


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the name, or by a tab in the first line of a text file."""
    if path.suffix.lower() in (".tsv", ".tab"):
        return True
    return path.suffix == ".txt" and b"\t" in head.split(b"\n", 1)[0]


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line after the header."""
    return read_rows(path, layout, _MARKS)
