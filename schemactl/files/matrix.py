"""Matrices of whole numbers in NumPy files."""

from collections.abc import Iterator
from pathlib import Path
from tokenize import TokenError
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.arrays import numpy

NUMPY = b"\x93NUMPY"

_DIMENSIONS = 2
# The header of a file is read as if it were Python.
_UNREADABLE = (ValueError, OSError, EOFError, OverflowError, SyntaxError, TokenError)


class MatrixRow(NamedTuple):
    """A row: its numbers, where its bytes begin in the file, and the bytes.

    Where columns stand one behind another in the file, a row has no bytes of its own.
    """

    cells: list[int]
    offset: int
    raw: bytes


def matrix_rows(path: Path) -> Iterator[MatrixRow]:
    """Yield the rows of a matrix of whole numbers, which stays on disk while it is read.

    Raises SchemactlError for what is no such matrix; objects in the file are never loaded.
    """
    found = _opened(path)
    if found.ndim != _DIMENSIONS or found.dtype.kind not in "iu":
        what = f"{path}: {found.ndim} dimensions of {found.dtype} where a matrix of labels belongs"
        raise SchemactlError(what, "save whole numbers, a row per item and a column per function")
    has_bytes = found.flags.c_contiguous
    size = found.shape[1] * found.dtype.itemsize
    for number, row in enumerate(found):
        raw = row.tobytes() if has_bytes else b""
        yield MatrixRow(row.tolist(), found.offset + number * size, raw)


def matrix_kind(path: Path) -> str:
    """Return the type of the numbers, as NumPy writes it. Raises SchemactlError."""
    kind: str = _opened(path).dtype.str
    return kind


def _opened(path: Path) -> Any:
    np = numpy()

    try:
        return np.load(path, mmap_mode="r", allow_pickle=False)
    except _UNREADABLE as error:
        hint = "save it with numpy.save"
        raise SchemactlError(f"{path}: the NumPy file cannot be read: {error}", hint) from None


def cell_bytes(number: int, kind: str) -> bytes:
    """Return a number as bytes. Raises OverflowError where the type cannot hold it."""
    np = numpy()

    info = np.iinfo(kind)
    if not info.min <= number <= info.max:
        raise OverflowError(f"{number} is no {np.dtype(kind).name}")
    content: bytes = np.array(number, dtype=kind).tobytes()
    return content


def save_matrix(path: Path, rows: list[list[int]], columns: int) -> None:
    """Write a matrix of whole numbers."""
    np = numpy()

    with path.open("wb") as file:
        np.save(file, np.array(rows, dtype=np.int64).reshape(len(rows), columns))
