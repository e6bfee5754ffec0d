"""Tests of cutting blocks of JSON into the objects of a list."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files import json_knife
from schemactl.files.json_element import Stretch
from schemactl.files.json_knife import Knife
from schemactl.files.json_structure import Nesting, outline
from schemactl.files.json_text import JsonText


def cut(path: Path, *blocks: bytes, is_owed: bool = False) -> list[bytes]:
    """Return the objects in blocks that follow each other."""
    content = b"".join(blocks)
    path.write_bytes(content)
    found, before = [], Nesting(0, False)
    with path.open("rb") as file:
        text = JsonText(path, file, len(blocks[0]))
        knife = Knife(text, "a", True, is_owed)
        for number, block in enumerate(blocks):
            if number:
                text.block_size = len(block)
                text.fill()
            told = outline(block, before)
            stretches: list[Stretch] = list(knife.cut(block, told))
            found += [one.raw for stretch in stretches for one in stretch.elements()]
            before = told.after
    return found


def test_objects_go_over_blocks(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert cut(path, b' {"a": 1}, {"b"', b": 2 }, ", b"{}") == [b'{"a": 1}', b'{"b": 2 }', b"{}"]


def test_a_comma_is_owed_behind_an_object(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert cut(path, b", {}", is_owed=True) == [b"{}"]
    with pytest.raises(SchemactlError, match="1:2: not valid JSON: `,` is expected"):
        cut(path, b" {}", is_owed=True)
    with pytest.raises(SchemactlError, match="1:1: not valid JSON: an object or a list is"):
        cut(path, b", {}")


def test_what_is_never_closed_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_knife, "LONGEST", 2**10)
    with pytest.raises(SchemactlError, match="1:1: what begins here is longer than"):
        cut(tmp_path / "a.json", b"{" * 3000)
