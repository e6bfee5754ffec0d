"""Tests of streams."""

import gzip
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files import stream
from schemactl.files.stream import head_of, line_chunks, lines_before, lines_of


def test_chunks_are_whole_lines_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "data"
    content = b"".join(b"%d," % number * 9 + b"\n" for number in range(100_000)) + b"end"
    path.write_bytes(content)
    chunks = list(line_chunks(path))
    assert len(chunks) > 2
    assert b"".join(chunk.lines for chunk in chunks) == content
    for chunk in chunks:
        assert content[chunk.offset :].startswith(chunk.lines)
        assert content[: chunk.offset].count(b"\n") == chunk.line - 1
        assert chunk.lines.endswith((b"\n", b"end"))
    assert b"".join(lines_of(path)) == content


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "data.gz"
    path.write_bytes(gzip.compress(b"a\nb\n"))
    assert list(lines_of(path)) == [b"a\n", b"b\n"]
    assert head_of(path, 2) == b"a\n"


@pytest.mark.parametrize("keep", [-9, 12])
def test_a_broken_gzip_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "data.gz"
    path.write_bytes(gzip.compress(b"a\nb\n")[:keep])
    with pytest.raises(SchemactlError, match=r"data.gz:1: the gzip file breaks off near here"):
        list(lines_of(path))
    with pytest.raises(SchemactlError, match=r"data.gz:[13]: the gzip file breaks off near here"):
        head_of(path, 100)


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST_LINE", 2**21)
    path = tmp_path / "data"
    path.write_bytes(b"a\n" + b"b" * 2**22)
    with pytest.raises(SchemactlError, match="data:2: a line of more than 2 MiB"):
        list(lines_of(path))


def test_line_ends_before_an_offset_are_counted_a_chunk_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_CHUNK", 3)
    path = tmp_path / "some.txt"
    path.write_bytes(b"one\ntwo\n\nfour")
    assert [lines_before(path, end) for end in (0, 3, 4, 8, 9, 99)] == [0, 0, 1, 2, 3, 3]
