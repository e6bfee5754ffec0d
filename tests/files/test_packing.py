"""Packing: plain bytes of what is packed, and the way back; other files go along."""

import gzip
import os
import zlib
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.datasets import jsonl, yolo
from schemactl.files.packing import Form, Packed, bring_along, form_of_output, pack, packed

CONTENT = b"some bytes " * 200_000


def a_folder(path: Path) -> Path:
    """Write a folder of YOLO with an image, links and a file beside."""
    (path / "labels").mkdir(parents=True)
    (path / "images").mkdir()
    (path / "data.yaml").write_text("names: [a]\n")
    (path / "labels" / "1.txt").write_text("0 0.5 0.5 0.1 0.1\n")
    (path / "images" / "1.png").write_bytes(b"png")
    (path / "images" / "2.png").symlink_to("1.png")
    (path / "out.png").symlink_to("../beside.png")
    (path / "empty").mkdir()
    return path


@pytest.mark.parametrize("form", ["plain", "gzip", "zlib"])
def test_files_come_back(tmp_path: Path, form: Form) -> None:
    (tmp_path / "a").write_bytes(CONTENT)
    pack(tmp_path / "a", form, tmp_path / "b")
    found = Packed(tmp_path / "b", form).plain(tmp_path / "c")
    assert found.read_bytes() == CONTENT
    assert (found == tmp_path / "b") == (form == "plain")
    pack(tmp_path / "a", form, tmp_path / "d")
    assert (tmp_path / "d").read_bytes() == (tmp_path / "b").read_bytes()


def test_plain_bytes_are_made_once(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(CONTENT))
    (tmp_path / "plain").write_bytes(b"made before")
    data = packed(tmp_path / "a.gz", jsonl)
    assert data.form == "gzip"
    assert data.plain(tmp_path / "plain").read_bytes() == b"made before"


def test_a_folder_is_its_data_files_and_what_goes_along(tmp_path: Path) -> None:
    path = a_folder(tmp_path / "a")
    (tmp_path / "beside.png").write_bytes(b"beside")
    data = packed(path, yolo)
    assert data.names == ("data.yaml", "labels/1.txt")
    assert data.size() == sum(file.stat().st_size for file in data.files())
    goal = tmp_path / "deep" / "er"
    goal.parent.mkdir()
    pack(data.plain(tmp_path / "plain"), "folder", goal)
    assert not (goal / "images").exists()
    bring_along(data, goal)
    assert packed(goal, yolo).digest() == data.digest()
    assert (goal / "images" / "1.png").read_bytes() == b"png"
    assert str((goal / "images" / "2.png").readlink()) == "1.png"
    assert (goal / "out.png").read_bytes() == b"beside"
    assert (goal / "empty").is_dir()


def test_the_state_changes_with_names_sizes_and_times(tmp_path: Path) -> None:
    path = a_folder(tmp_path / "a")
    states = {packed(path, yolo).state()}
    (path / "images" / "1.png").write_bytes(b"other")
    states.add(packed(path, yolo).state())
    assert len(states) == 1
    os.utime(path / "data.yaml", (1, 1))
    states.add(packed(path, yolo).state())
    (path / "labels" / "2.txt").write_text("")
    states.add(packed(path, yolo).state())
    assert len(states) == 3


def test_the_name_of_an_output_says_whether_it_is_packed() -> None:
    assert form_of_output(Path("a.jsonl.gz"), "plain") == "gzip"
    assert form_of_output(Path("a.jsonl"), "gzip") == "plain"
    assert form_of_output(Path("a.gz"), "folder") == "folder"


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("gzip", gzip.compress(CONTENT, mtime=0)[:99]),
        ("gzip", b"\x1f\x8bno gzip"),
        ("zlib", zlib.compress(CONTENT)[:99]),
        ("zlib", b"no zlib"),
    ],
    ids=["gzip cut", "no gzip", "zlib cut", "no zlib"],
)
def test_what_is_broken_is_refused(tmp_path: Path, form: Form, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(SchemactlError, match=f"the {form} file cannot be read"):
        Packed(tmp_path / "a", form).plain(tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_folder_of_a_format_of_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="is a folder"):
        packed(tmp_path, jsonl)
