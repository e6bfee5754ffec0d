"""Tests of holding."""

import os
from pathlib import Path

from schemactl.handbook.holding import hold


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_holds_just_these_files(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    first = {"a.txt": b"1", "b/c.txt": b"2", "b/d ü.txt": b""}
    assert hold(folder, first) == folder
    assert content(folder) == first
    second = {"a.txt": b"1", "b/c.txt": b"3", "e/f.txt": b"long"}
    hold(folder, second)
    assert content(folder) == second


def test_a_file_that_holds_what_it_should_keeps_its_time(tmp_path: Path) -> None:
    hold(tmp_path, {"a": b"1", "b": b"2"})
    before = {name: (tmp_path / name).stat() for name in ("a", "b")}
    hold(tmp_path, {"a": b"1", "b": b"3"})
    assert (tmp_path / "a").stat() == before["a"]
    assert (tmp_path / "b").stat().st_mtime_ns > before["b"].st_mtime_ns


def test_the_second_name_of_a_file_keeps_its_content(tmp_path: Path) -> None:
    hold(tmp_path / "work", {"a": b"1"})
    os.link(tmp_path / "work" / "a", tmp_path / "served")
    hold(tmp_path / "work", {"a": b"2"})
    assert (tmp_path / "served").read_bytes() == b"1"
