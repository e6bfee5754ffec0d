"""Row undo: a section of an undo file whose frames are a Parquet file of rows."""

import tempfile
from pathlib import Path
from typing import BinaryIO

from schemactl.files.datasets.parquet import MAGIC
from schemactl.files.parquet_undo import undo_rows
from schemactl.migrate.undo_file import Placed, frames


def is_of_rows(undo: Path, placed: Placed) -> bool:
    """Tell whether a section holds rows; edits of bytes begin otherwise."""
    return next(frames(undo, placed), b"").startswith(MAGIC)


def restore_rows(undo: Path, placed: Placed, source: Path, out: BinaryIO) -> None:
    """Write the rows of the input of a section, from its output. Raises SchemactlError."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as rows:
        for piece in frames(undo, placed):
            rows.write(piece)
        rows.flush()
        undo_rows(source, Path(rows.name), out)
