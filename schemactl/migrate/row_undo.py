"""Row undo: sections of an undo file whose frames are no edits of bytes, but rows or tables."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from schemactl.files import hf_undo
from schemactl.files.hf_undo import restore_tables
from schemactl.files.parquet_file import MAGIC
from schemactl.files.parquet_undo import undo_rows
from schemactl.migrate.undo_file import Placed, frames

Restorer = Callable[[Path, Path, BinaryIO], None]


def restorer(undo: Path, placed: Placed) -> Restorer | None:
    """Return what goes back by the rows or tables of a section; None where it has edits."""
    first = next(frames(undo, placed), b"")
    if first.startswith(MAGIC):
        return undo_rows
    return restore_tables if first.startswith(hf_undo.MAGIC) else None


def restore_rows(
    undo: Path, placed: Placed, restore: Restorer, source: Path, out: BinaryIO
) -> None:
    """Write the input of a section, from its output. Raises SchemactlError."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as rows:
        for piece in frames(undo, placed):
            rows.write(piece)
        rows.flush()
        restore(source, Path(rows.name), out)
