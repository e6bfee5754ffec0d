"""Temporary files for what does not fit in memory; nobody else sees them, and none stays."""

import tempfile
import weakref
from typing import BinaryIO, cast


def open_spill(owner: object) -> BinaryIO:
    """Return an empty temporary file that is closed, and gone, with its owner."""
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed with its owner
    weakref.finalize(owner, file.close)
    return file
