"""Tests of JSON text in blocks."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.json_text import JsonText, misplaced


def test_a_block_does_not_end_within_an_escape(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(rb'"\\\"x\\"')
    with path.open("rb") as file:
        text = JsonText(path, file, 3)
        blocks = [text.block]
        while text.fill():
            blocks.append(text.block)
    assert blocks == [rb'"\\', rb"\"x", rb'\\"']


def test_white_space_is_gone_over_and_lines_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + b" \n" * 100 + b"[" + b" " * 100)
    with path.open("rb") as file:
        text = JsonText(path, file, 16)
        assert (text.peek(), text.here(), text.offset) == (b"[", 101, 203)
        text.take()
        assert text.peek() == b""


def test_a_place_has_a_line_and_a_column_of_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{\n é x", encoding="utf-8")
    assert "a.json:2:4: wrong" in misplaced(path, 6, "wrong").message
    assert "a.json:1:1: wrong" in misplaced(path, 0, "wrong").message


def test_what_is_missing_at_the_end_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"[")
    with path.open("rb") as file:
        text = JsonText(path, file, 16)
        text.take()
        with pytest.raises(SchemactlError, match="1:2: not valid JSON: the file ends"):
            text.expect(b"]", "`]` is expected")


def test_what_is_left_of_a_block_stays_when_more_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[1,\n"\\\\\\n",\n2]')
    with path.open("rb") as file:
        text = JsonText(path, file, 6)
        text.at = 4
        assert text.more()
        assert (text.block, text.held, text.offset, text.here()) == (
            *(b'"\\\\\\n",\n', b""),
            *(4, 2),
        )
        assert text.more()
        assert not text.more()
        assert (text.block, text.offset) == (b'"\\\\\\n",\n2]', 4)


def test_half_an_escape_is_held_back_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'"a\\')
    with path.open("rb") as file:
        text = JsonText(path, file, 2)
        assert text.more()
        assert (text.block, text.held) == (b'"a', b"\\")
        assert not text.more()
        assert (text.block, text.held) == (b'"a\\', b"")
