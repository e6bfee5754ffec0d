"""tsv: tab-separated values as IANA registered them; quotes are characters like others."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape
from schemactl.files.datasets.csv import read_rows
from schemactl.files.rewriting import Splice
from schemactl.files.separated_line import row_splices
from schemactl.files.separated_rows import Marks, write_rows
from schemactl.model.release import ReleasedSchema

NAME = "tsv"
SHAPE = Shape(is_text=True)

_MARKS = Marks("\t", csv.QUOTE_NONE)


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line after the header."""
    return read_rows(path, layout, _MARKS)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a row per annotation; cells hold neither tabs nor line ends."""
    del schema
    return write_rows(path, documents, _MARKS)


def cell_splices(record: Record, cells: Mapping[str, Any], layout: Layout) -> list[Splice]:
    """Return what new values of columns change in a row."""
    del layout
    return row_splices(record, cells, _MARKS)
