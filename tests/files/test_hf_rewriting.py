"""Tests of rewriting datasets of Hugging Face; what a run comes to is in `test_table_ranges`."""

from io import BytesIO
from pathlib import Path

import orjson
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Layout
from schemactl.files.datasets import hf
from schemactl.files.rewriting import Relabel
from tests.files.classes_sample import STRING, classes, table, write_arrow
from tests.files.rewriting_laws import release

TASK = "classification"
FEATURES = {"item": STRING, "schema": STRING, "span": STRING, TASK: classes("old", "k")}


def written(path: Path, target: Path, label: str = "new", task: str = TASK) -> None:
    """Rewrite a file so that `old` becomes a label, under another release."""
    schema = release(("k", "new"), task, version="2.0.0")
    rewriting = hf.rewriting(path, Layout(), schema)
    for record in hf.read(path, Layout()):
        changes = {
            at: Relabel(task, label, task != TASK)
            for at, use in enumerate(record.uses)
            if use.annotation.label == "old"
        }
        assert rewriting.splices(record, changes) == []
    out = BytesIO()
    rewriting.write(out, BytesIO())
    target.write_bytes(out.getvalue())


def a_file(path: Path, *stamps: str | None) -> Path:
    rows = [
        {"item": str(at), "schema": one, "span": "", TASK: at % 2} for at, one in enumerate(stamps)
    ]
    write_arrow(path, table(rows, FEATURES))
    return path


def test_stamps_are_those_of_the_release(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a", "moods@1.0.0", None, "no stamp")
    written(path, tmp_path / "b")
    _, *rows = hf.read(tmp_path / "b", Layout())
    first, *others = [row.values["schema"] for row in rows]
    assert str(first).endswith("@2.0.0")
    assert others == [None, "no stamp"]
    labels = [row.uses[-1].annotation.label for row in rows]
    assert labels == ["new", "k", "new"]


@pytest.mark.parametrize(
    ("description", "expected"),
    [("test@1.0.0", "test@2.0.0"), ("Moods, as of test@1.0.0.", None), ("", None)],
)
def test_a_description_that_is_a_stamp_becomes_that_of_the_release(
    tmp_path: Path, description: str, expected: str | None
) -> None:
    folder = tmp_path / "d"
    a_file(folder / "a.arrow", None)
    told = {"description": description, "features": FEATURES}
    (folder / "dataset_info.json").write_bytes(orjson.dumps(told))
    written(folder, tmp_path / "b")
    wanted = orjson.dumps({"description": description if expected is None else expected})[1:-1]
    assert wanted in (tmp_path / "b").read_bytes()


def test_other_classes_beside_the_data_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    a_file(folder / "a.arrow", None)
    told = {"features": {**FEATURES, TASK: classes("k", "old")}}
    (folder / "dataset_info.json").write_bytes(orjson.dumps(told))
    with pytest.raises(SchemactlError, match="has other classes than"):
        written(folder, tmp_path / "b")


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a", None)
    with pytest.raises(SchemactlError, match="a column has that name already"):
        written(path, tmp_path / "b", task="span")


def test_a_label_without_a_number_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a", None)
    with pytest.raises(SchemactlError, match="row 1: `classification`: no class is 'none such'"):
        written(path, tmp_path / "b", label="none such")
