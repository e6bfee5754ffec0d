"""Tests of matrices in NumPy files."""

from pathlib import Path

import numpy as np
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.matrix import matrix_rows, save_matrix


def test_a_matrix_comes_back(tmp_path: Path) -> None:
    save_matrix(tmp_path / "a.npy", [[1, -1], [0, 2]], 2)
    assert list(matrix_rows(tmp_path / "a.npy")) == [[1, -1], [0, 2]]
    save_matrix(tmp_path / "a.npy", [], 3)
    assert list(matrix_rows(tmp_path / "a.npy")) == []


@pytest.mark.parametrize("array", [np.zeros(3, int), np.zeros((2, 2)), np.array([[None]])])
def test_what_is_no_matrix_of_numbers_is_refused(tmp_path: Path, array: object) -> None:
    np.save(tmp_path / "a.npy", np.asarray(array))
    with pytest.raises(SchemactlError, match=r"a\.npy: "):
        list(matrix_rows(tmp_path / "a.npy"))
