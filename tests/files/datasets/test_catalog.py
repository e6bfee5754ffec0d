"""Tests of the catalog of dataset formats."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files import datasets
from schemactl.files.dataset import Layout
from schemactl.files.datasets.catalog import (
    DATASET_FORMATS,
    FOLDERS,
    find_format,
    named_format,
)
from tests.files.datasets.samples import SAMPLES


def test_the_catalog_is_the_folder() -> None:
    folder = Path(str(datasets.__file__)).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")} - {"catalog"}
    assert files == set(DATASET_FORMATS)
    assert all(name == named_format(name).NAME for name in DATASET_FORMATS)
    assert set(FOLDERS) == {name for name in files if named_format(name).SHAPE.is_folder}


def test_only_the_format_that_data_is_in_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"item": "1", "label": "a"}\n')
    probe = (
        "import sys; from pathlib import Path; from schemactl.files.datasets import catalog;"
        "print(catalog.find_format(Path('a.jsonl')).NAME, *sorted(name for name in sys.modules"
        " if name.startswith('schemactl.files.datasets.') or name in ('msgpack', 'numpy')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = [f"schemactl.files.datasets.{name}" for name in ("catalog", "jsonl")]
    assert run.stdout.split() == ["jsonl", *loaded]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_sample_is_of_its_own_format_only(tmp_path: Path, name: str) -> None:
    path = tmp_path / SAMPLES[name].file
    path.write_bytes(SAMPLES[name].content)
    assert name == find_format(path).NAME


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_records_say_where_they_stand(tmp_path: Path, name: str) -> None:
    path = tmp_path / SAMPLES[name].file
    content = SAMPLES[name].content
    path.write_bytes(content)
    records = list(named_format(name).read(path, Layout(folder=tmp_path)))
    assert records
    for record in records:
        assert content[record.offset :].startswith(record.raw)
        assert content[: record.offset].count(b"\n") == record.line - 1


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jsonl", '{"item": "1", "label": "a"}', "jsonl"),
        ("a.jsonl", '{"label": "a", "schema": "s@1.0.0"}', "annotations"),
        ("a.csv", "a,b", "csv"),
        ("a.tsv", "a,b", "tsv"),
    ],
)
def test_content_and_name_decide(tmp_path: Path, name: str, content: str, expected: str) -> None:
    path = tmp_path / name
    path.write_text(content + "\n", encoding="utf-8")
    assert expected == find_format(path).NAME


def test_a_named_format_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.data"
    path.write_text("a,b\n", encoding="utf-8")
    assert find_format(path, "csv").NAME == "csv"
    with pytest.raises(SchemactlError, match="format is not recognised"):
        find_format(path)
    with pytest.raises(SchemactlError, match="no format 'cvs'") as raised:
        find_format(path, "cvs")
    assert "csv" in raised.value.hint


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf\r\n")
    with pytest.raises(SchemactlError, match="is empty"):
        find_format(path, "csv")
    with pytest.raises(SchemactlError, match="is a folder"):
        find_format(tmp_path)


def test_a_pipe_is_refused_before_it_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    for named in (None, "jsonl"):
        with pytest.raises(SchemactlError, match=r"a\.jsonl is no file that can be read twice"):
            find_format(tmp_path / "a.jsonl", named)


def test_a_long_file_is_recognised_by_its_whole_first_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"label": "a", "schema": "s@1.0.0"}\n' * 9000, encoding="utf-8")
    assert find_format(path).NAME == "annotations"


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("item,label\n".encode("utf-16"), "save it as UTF-8"),
        (b"PK\x03\x04" + bytes(40), "an archive that breaks off"),
        (b"?\n", "give --as FORMAT, one of"),
    ],
)
def test_what_no_format_begins_with_is_told(tmp_path: Path, content: bytes, hint: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(SchemactlError, match="the format is not recognised") as raised:
        find_format(path)
    assert hint in raised.value.hint
