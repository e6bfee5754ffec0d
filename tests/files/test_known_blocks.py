"""Known blocks: what was read once is read no more, and whatever somebody did to it is noticed."""

from pathlib import Path

import pytest

from schemactl.files import known_blocks, yaml_blocks
from schemactl.files.known_blocks import KnownBlocks, read_known_blocks, write_known_blocks
from schemactl.files.yaml_blocks import BlockDocument
from schemactl.files.yaml_tree import Document
from schemactl.model.scalar import Plain

ENTRIES = [f"  - id: l-{number}\n    hotkey: {number}\n    on: true\n" for number in range(20)]


def written(entries: list[str]) -> bytes:
    return f"name: s\nlabels:\n{''.join(entries)}".encode()


def read(file: Path, entries: list[str]) -> BlockDocument:
    known = read_known_blocks(file)
    document = BlockDocument("f.yaml", written(entries), known)
    write_known_blocks(file, known)
    return document


def test_what_is_known_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "work" / "blocks"
    first = read(file, ENTRIES).data
    texts: list[bytes] = []

    class Noted(Document):
        def __init__(self, path: str, content: bytes) -> None:
            texts.append(content)
            super().__init__(path, content)

    monkeypatch.setattr(yaml_blocks, "Document", Noted)
    edited = [*ENTRIES[:-1], "  - id: other\n"]
    again = read(file, edited).data
    assert again["labels"][:-1] == first["labels"][:-1]
    assert type(again["labels"][0]["hotkey"]) is Plain
    assert type(again["labels"][0]["id"]) is str
    assert [text for text in texts if text.startswith(b"  -")] == [b"  - id: other\n"]
    assert len(read_known_blocks(file).before) == len(ENTRIES)


def test_a_file_that_says_the_same_is_left_alone(tmp_path: Path) -> None:
    read(tmp_path / "blocks", ENTRIES)
    before = (tmp_path / "blocks").stat()
    read(tmp_path / "blocks", ENTRIES[::-1])
    assert (tmp_path / "blocks").stat() == before


def spoiled(content: bytes) -> list[bytes]:
    head, _, body = content.partition(b"\n")
    return [
        b"",
        b"[]",
        b"{}",
        head,
        content[:-1],
        content.replace(b"l-1", b"l-x", 1),
        content.replace(b"schemactl-blocks", b"schemactl-blacks", 1),
        head + b"\n" + body.replace(b"true", b"flat"),
    ]


def test_a_file_that_was_touched_knows_nothing(tmp_path: Path) -> None:
    file = tmp_path / "blocks"
    wanted = read(file, ENTRIES).data
    for content in spoiled(file.read_bytes()):
        file.write_bytes(content)
        assert read_known_blocks(file).before == {}
        assert read(file, ENTRIES).data == wanted


def test_another_code_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "blocks"
    read(file, ENTRIES)
    assert read_known_blocks(file).before
    monkeypatch.setattr(known_blocks, "_format", lambda: "schemactl-blocks-1 other")
    assert read_known_blocks(file).before == {}


def test_nothing_is_known_of_nothing(tmp_path: Path) -> None:
    read(tmp_path / "blocks", ENTRIES)
    read(tmp_path / "blocks", [])
    assert read_known_blocks(tmp_path / "blocks").before == {}
    assert KnownBlocks().take("x") is None
