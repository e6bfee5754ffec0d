"""Cuts: a file is cut where lines end, and nothing of it is lost."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.stream import Chunk
from schemactl.migrate import cuts as module
from schemactl.migrate.cuts import Cut, cuts


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_file_is_cut_at_line_ends(tmp_path: Path, size: int) -> None:
    path = tmp_path / "data"
    for content in (b"", b"a\n", b"a", b"aaa\n\nbb\ncccc", b"\n\n\n"):
        path.write_bytes(content)
        found = list(cuts(path, 0, size))
        assert b"".join(content[cut.begin : cut.end] for cut in found) == content
        assert all(content[: cut.end].endswith(b"\n") for cut in found[:-1])
        assert [cut.line for cut in found] == [1, *[2] * (len(found) - 1)][: len(found)]


def test_cuts_begin_where_they_are_told_to(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"aaa\nbb\nc\n")
    assert list(cuts(path, 4, 2)) == [Cut(4, 7), Cut(7, 9)]


def test_the_lines_of_a_cut_are_read(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"aaa\nbb\nc\n")
    with path.open("rb") as file:
        assert Cut(4, 7).chunk(file) == Chunk(2, 4, b"bb\n")
        assert Cut(0, 4).chunk(file) == Chunk(1, 0, b"aaa\n")
        assert Cut(4, 9).chunk(file, 7) == Chunk(7, 4, b"bb\nc\n")


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"a\n" + b" " * 200)
    monkeypatch.setattr(module, "LONGEST_LINE", 50)
    with pytest.raises(SchemactlError, match=r"data\.jsonl:2: a line of more than"):
        list(cuts(path, 0, 30))
