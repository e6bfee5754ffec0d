"""Matrices of whole numbers in NumPy files."""

from collections.abc import Iterator
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.files.arrays import numpy

NUMPY = b"\x93NUMPY"

_DIMENSIONS = 2


def matrix_rows(path: Path) -> Iterator[list[int]]:
    """Yield the rows of a matrix of whole numbers, which stays on disk while it is read.

    Raises SchemactlError for what is no such matrix; objects in the file are never loaded.
    """
    np = numpy()

    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        hint = "save it with numpy.save"
        raise SchemactlError(f"{path}: the NumPy file cannot be read: {error}", hint) from None
    if found.ndim != _DIMENSIONS or found.dtype.kind not in "iu":
        what = f"{path}: {found.ndim} dimensions of {found.dtype} where a matrix of labels belongs"
        raise SchemactlError(what, "save whole numbers, a row per item and a column per function")
    for row in found:
        yield row.tolist()


def save_matrix(path: Path, rows: list[list[int]], columns: int) -> None:
    """Write a matrix of whole numbers."""
    np = numpy()

    with path.open("wb") as file:
        np.save(file, np.array(rows, dtype=np.int64).reshape(len(rows), columns))
