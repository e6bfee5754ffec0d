"""Tests of rewriting label matrices."""

from pathlib import Path

import numpy as np
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Layout
from schemactl.files.datasets import label_matrix
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    assert_nothing_changes,
    release,
    rewritten,
    told,
)

CONTENT = b'item,"lf ""a""",b,c\r\n"1",0,"-1",2\r\n2,1,-1,1\r\n'
SCHEMA = release(("a", "b", "c"), "classification")


def test_only_the_cell_of_the_label_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CONTENT)
    assert_nothing_changes(label_matrix, path, SCHEMA)
    choose = told(**{"1": Relabel("classification", "c"), "0": None})
    found = rewritten(label_matrix, path, SCHEMA, choose)
    assert found.path.read_bytes() == CONTENT.replace(b'"1",0', b'"1",-1').replace(
        b"2,1,-1,1", b"2,2,-1,2"
    )
    same = told(**{"1": Relabel("classification", "b"), "2": Relabel("classification", None)})
    assert rewritten(label_matrix, path, SCHEMA, same).path.read_bytes() == CONTENT


def test_what_is_read_again_differs_in_the_number_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CONTENT)
    records = list(label_matrix.read(path, Layout()))
    assert [use.annotation.label for one in records for use in one.uses] == ["0", "2", "1", "1"]
    found = rewritten(
        label_matrix, path, SCHEMA, told(**{"1": Relabel("classification", "c"), "2": None})
    )
    again = list(label_matrix.read(found.path, Layout()))
    before = [use.annotation for one in records for use in one.uses]
    after = [use.annotation for one in again for use in one.uses]
    assert after == [before[0], before[2]._replace(label="2"), before[3]._replace(label="2")]


def test_a_label_without_an_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CONTENT)
    [task] = SCHEMA.tasks
    bare = task.labels[0].model_copy(update={"index": None})
    task = task.model_copy(update={"labels": (bare,)})
    schema = SCHEMA.model_copy(update={"tasks": (task,)})
    with pytest.raises(SchemactlError, match="classification/a has no index"):
        rewritten(label_matrix, path, schema, told(**{"1": Relabel("classification", "a")}))


@pytest.mark.parametrize("kind", ["<i8", ">i4", "|i1"])
def test_a_numpy_file_changes_in_its_cells_only(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.array([[0, -1, 2], [1, -1, 1]], dtype=kind))
    assert_nothing_changes(label_matrix, path, SCHEMA)
    choose = told(**{"1": Relabel("classification", "c"), "0": None})
    found = rewritten(label_matrix, path, SCHEMA, choose).path
    assert np.load(found).tolist() == [[-1, -1, 2], [2, -1, 2]]
    assert np.load(found).dtype == np.dtype(kind)


def test_a_number_that_the_type_cannot_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.array([[1, 0]], dtype=np.uint8))
    with pytest.raises(SchemactlError, match="row 1: -1 is no uint8"):
        rewritten(label_matrix, path, SCHEMA, told(**{"1": None}))
