"""Tests of matrices in NumPy files."""

from pathlib import Path

import numpy as np
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.matrix import cell_bytes, matrix_kind, matrix_rows, save_matrix


def test_a_matrix_comes_back(tmp_path: Path) -> None:
    save_matrix(tmp_path / "a.npy", [[1, -1], [0, 2]], 2)
    rows = list(matrix_rows(tmp_path / "a.npy"))
    assert [row.cells for row in rows] == [[1, -1], [0, 2]]
    content = (tmp_path / "a.npy").read_bytes()
    assert all(content[row.offset :].startswith(row.raw) for row in rows)
    assert matrix_kind(tmp_path / "a.npy") == "<i8"
    save_matrix(tmp_path / "a.npy", [], 3)
    assert list(matrix_rows(tmp_path / "a.npy")) == []


def test_columns_behind_each_other_have_no_rows_of_bytes(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.asfortranarray([[1, 2], [3, 4]]))
    rows = list(matrix_rows(tmp_path / "a.npy"))
    assert [(row.cells, row.raw) for row in rows] == [([1, 2], b""), ([3, 4], b"")]


def test_a_number_has_the_bytes_of_its_type() -> None:
    assert cell_bytes(-1, "<i2") == b"\xff\xff"
    with pytest.raises(OverflowError, match="-1 is no uint8"):
        cell_bytes(-1, "|u1")


@pytest.mark.parametrize("array", [np.zeros(3, int), np.zeros((2, 2)), np.array([[None]])])
def test_what_is_no_matrix_of_numbers_is_refused(tmp_path: Path, array: object) -> None:
    np.save(tmp_path / "a.npy", np.asarray(array))
    with pytest.raises(SchemactlError, match=r"a\.npy: "):
        list(matrix_rows(tmp_path / "a.npy"))


@pytest.mark.parametrize("old", [b"(2, 2)", b"{'descr'", b"False"])
def test_a_header_that_is_no_python_is_refused(tmp_path: Path, old: bytes) -> None:
    path = tmp_path / "m.npy"
    np.save(path, np.zeros((2, 2), dtype=np.int64))
    path.write_bytes(path.read_bytes().replace(old, b"(" * len(old)))
    with pytest.raises(SchemactlError, match="the NumPy file cannot be read"):
        list(matrix_rows(path))
