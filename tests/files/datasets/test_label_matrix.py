"""Tests of label-matrix."""

from collections import Counter
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout
from schemactl.files.datasets import label_matrix
from schemactl.files.datasets.catalog import find_format
from schemactl.files.matrix import save_matrix
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of

NAMED = "item,lf_word,lf_url\nd1,0,-1\nd2,-1,-1\nd3,2,0\n"


def said(path: Path) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (use.annotation.item, use.annotation.label, use.annotation.annotator, use.annotation.origin)
        for record in label_matrix.read(path, Layout())
        for use in record.uses
    ]


def test_functions_are_annotators_and_minus_one_abstains(tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text(NAMED, encoding="utf-8")
    assert find_format(path).NAME == "label-matrix"
    assert said(path) == [
        ("d1", "0", "lf_word", "rule"),
        ("d3", "2", "lf_word", "rule"),
        ("d3", "0", "lf_url", "rule"),
    ]
    records = list(label_matrix.read(path, Layout()))
    assert [(record.line, record.raw) for record in records][1] == (3, b"d2,-1,-1\n")
    assert records[1].values == {"item": "d2", "lf_word": "-1", "lf_url": "-1"}


def test_rows_without_names_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text("lf_a,lf_b,lf_c\n0,-1,1\n-1,-1,1\n", encoding="utf-8")
    assert said(path)[-1] == ("1", "1", "lf_c", "rule")


def test_numpy_matrices_are_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "L.npy"
    save_matrix(path, [[0, -1], [-1, 5]], 2)
    assert find_format(path).NAME == "label-matrix"
    assert said(path) == [("0", "0", "function-0", "rule"), ("1", "5", "function-1", "rule")]


@pytest.mark.parametrize("content", ["item,text\n1,-1\n", "a,b,c\n1,2,3\n", "a,b,c\n1,x,-1\n"])
def test_other_tables_are_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    assert find_format(path).NAME == "csv"


@pytest.mark.parametrize("cell", ["x", "-2", "1.5"])
def test_a_cell_is_a_number_of_a_label(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text(f"item,f,g\n1,0,-1\n2,{cell},1\n", encoding="utf-8")
    with pytest.raises(SchemactlError, match=r"matrix.csv:3: `f`: .* is no number of a label"):
        said(path)


@pytest.mark.parametrize("content", [b"", b"\x01\x00v\x00", b"\x01\x00\x46\x00{'descr': '|O'"])
def test_a_broken_numpy_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "L.npy"
    path.write_bytes(b"\x93NUMPY" + content)
    with pytest.raises(SchemactlError, match="the NumPy file cannot be read"):
        said(path)


def test_indexes_of_labels_are_written(tmp_path: Path) -> None:
    schema = release_of(classification=["a", "b"], rating=[]).schema
    task = "classification"
    documents = [
        Document("d1", Content(), (said_by("d1", "b", "f"), said_by("d1", "a", "g"))),
        Document("=d2", Content(text="x"), (said_by("=d2", "b", "f"), said_by("=d2", "a", "f"))),
        Document("d3", Content(), (Annotation("d3", "rating", annotator="f", value=1),)),
        Document("d4", Content(), (Annotation("d4", task, "a"),)),
    ]
    losses = list(label_matrix.write(tmp_path / "matrix.csv", documents, schema))
    assert Counter(loss.kind for loss in losses) == {"annotation": 3, "formula": 1, "text": 1}
    written = (tmp_path / "matrix.csv").read_text("utf-8").splitlines()
    assert written == ["item,f,g", "d1,1,0", "'=d2,1,-1", "d3,-1,-1", "d4,-1,-1"]
    assert said(tmp_path / "matrix.csv")[0] == ("d1", "1", "f", "rule")
    losses = list(label_matrix.write(tmp_path / "L.npy", documents[:1], schema))
    assert [loss.kind for loss in losses] == ["names"]
    assert said(tmp_path / "L.npy")[0] == ("0", "1", "function-0", "rule")


def said_by(item: str, label: str, function: str) -> Annotation:
    return Annotation(item, "classification", label, annotator=function, origin="rule")
