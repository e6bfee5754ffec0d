"""Tests of holding."""

import os
from collections.abc import Mapping
from hashlib import sha256
from io import FileIO
from pathlib import Path

import pytest

from schemactl.handbook import holding
from schemactl.handbook.file_texts import Piece, whole
from schemactl.handbook.holding import hold
from schemactl.handbook.listing import Listing, listing


def held(folder: Path, files: Mapping[str, bytes | Piece]) -> Listing:
    """Have a folder hold bytes that stand alone, or among others."""
    return hold(
        folder,
        {name: one if isinstance(one, Piece) else whole(one) for name, one in files.items()},
    )


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_holds_just_these_files(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    first = {"a.txt": b"1", "b/c.txt": b"2", "b/d ü.txt": b""}
    assert held(folder, first) == listing(folder)
    assert content(folder) == first
    second = {"a.txt": b"1", "b/c.txt": b"3", "e/f.txt": b"long"}
    assert held(folder, second) == listing(folder)
    assert content(folder) == second


def test_a_file_that_holds_what_it_should_keeps_its_time(tmp_path: Path) -> None:
    held(tmp_path / "work", {"a": b"1", "b": b"2"})
    before = {name: (tmp_path / "work" / name).stat() for name in ("a", "b")}
    held(tmp_path / "work", {"a": b"1", "b": b"3"})
    assert (tmp_path / "work" / "a").stat() == before["a"]
    assert (tmp_path / "work" / "b").stat().st_mtime_ns > before["b"].st_mtime_ns


def test_the_second_name_of_a_file_keeps_its_content(tmp_path: Path) -> None:
    held(tmp_path / "work", {"a": b"1"})
    os.link(tmp_path / "work" / "a", tmp_path / "served")
    held(tmp_path / "work", {"a": b"2"})
    assert (tmp_path / "served").read_bytes() == b"1"


def test_a_file_is_read_only_where_somebody_touched_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(tmp_path / "work", {"a": b"1", "b": b"2"})
    read: list[str] = []

    def opened(file: str) -> FileIO:
        read.append(Path(file).name)
        return FileIO(file)

    monkeypatch.setattr(holding, "FileIO", opened)
    held(tmp_path / "work", {"a": b"1", "b": b"2"})
    assert read == []
    os.utime(tmp_path / "work" / "b", (1, 1))
    held(tmp_path / "work", {"a": b"1", "b": b"2"})
    assert read == ["b"]
    held(tmp_path / "work", {"a": b"1", "b": b"2"})
    assert read == ["b"]


def test_a_kept_text_is_read_only_where_the_file_does_not_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Piece(b"0123", 1, 2, sha256(b"12").hexdigest())
    folder = tmp_path / "work"
    for before in (b"12", b"34", b"long"):
        held(folder, {"a": before})
        held(folder, {"a": kept})
        assert content(folder) == {"a": b"12"}
    os.utime(folder / "a", (1, 1))
    held(folder, {"a": kept})
    monkeypatch.delattr(Piece, "content")
    assert held(folder, {"a": kept}) == listing(folder)


@pytest.mark.parametrize("memory", ["", "[]", "{", '{"a": 1}', '{"a": []}', '{"a": ["x"]}'])
def test_files_that_somebody_changed_are_written_again(tmp_path: Path, memory: str) -> None:
    wanted = {"a": b"1", "b": b"2", "c/d": b"3"}
    held(tmp_path / "work", wanted)
    (tmp_path / "work" / "a").write_bytes(b"4")
    (tmp_path / "work" / "c" / "d").unlink()
    (tmp_path / "work" / "e").write_bytes(b"5")
    if memory:
        (tmp_path / "work.json").write_text(memory, encoding="utf-8")
    held(tmp_path / "work", wanted)
    assert content(tmp_path / "work") == wanted
