"""Tests of kept texts: what a build left is what the next one finds, or nothing."""

import os
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from schemactl.handbook.kept_texts import (
    NOTHING_KEPT,
    Kept,
    Texts,
    read_kept,
    write_kept,
)

FIRST: dict[str, Texts] = {"a": {"page": b"1", "row": "é".encode()}, "b": {"page": b""}}


def said(kept: Kept) -> dict[str, dict[str, str]]:
    return {
        digest: {kind: kept.text_at(place) for kind, place in texts.items()}
        for digest, texts in kept.texts.items()
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "new" / "labels"
    write_kept(file, NOTHING_KEPT, FIRST)
    return file


def test_texts_stay_over_a_build(file: Path) -> None:
    assert said(read_kept(file)) == {"a": {"page": "1", "row": "é"}, "b": {"page": ""}}


def test_the_whole_of_a_file_is_kept_with_its_digest(file: Path) -> None:
    before, kept = {"page": b"1"}, read_kept(file)
    new, old = NOTHING_KEPT.piece_at(before["page"]), kept.piece_at(kept.texts["a"]["page"])
    assert [(one.content(), one.digest) for one in (new, old)] == [
        (b"1", sha256(b"1").hexdigest())
    ] * 2
    assert kept.texts["a"]["row"] == [1, 2]
    for place in (b"1", kept.texts["a"]["page"]):
        assert kept.bytes_at(place) == b"1"


def test_pieces_of_ascii_are_taken_alike(tmp_path: Path) -> None:
    write_kept(tmp_path / "a", NOTHING_KEPT, {"a": {"page": b"12", "row": b"3"}})
    kept = read_kept(tmp_path / "a")
    assert kept.text == "123"
    assert said(kept) == said(kept._replace(text=None)) == {"a": {"page": "12", "row": "3"}}


def test_what_is_new_is_added_and_what_is_not_needed_is_not_known(file: Path) -> None:
    before = read_kept(file)
    now: dict[str, Texts] = {"a": before.texts["a"], "c": {"page": b"3"}}
    write_kept(file, before, now)
    again = read_kept(file)
    assert said(again) == {"a": {"page": "1", "row": "é"}, "c": {"page": "3"}}
    assert again.whole == before.whole + b"3"


def test_a_file_does_not_grow_without_end(file: Path) -> None:
    for number in range(20):
        before = read_kept(file)
        assert before.texts
        text = f"{number:09}"
        write_kept(file, before, {"a": before.texts["a"], text: {"page": text.encode()}})
        assert said(read_kept(file)) == {"a": {"page": "1", "row": "é"}, text: {"page": text}}
    assert len(read_kept(file).whole) <= 1.5 * len("1é000000000".encode())
    assert sorted(one.name for one in file.parent.iterdir()) == ["labels", "labels.json"]


def test_what_did_not_change_is_not_written_again(file: Path) -> None:
    before = read_kept(file)
    for one in file.parent.iterdir():
        one.unlink()
    write_kept(file, before, dict(before.texts))
    assert list(file.parent.iterdir()) == []


def test_a_file_that_was_touched_holds_nothing(file: Path) -> None:
    content, before = file.read_bytes(), read_kept(file)
    with file.open("ab") as opened:
        opened.write(b"of a build that was cut off")
    assert read_kept(file) == NOTHING_KEPT
    file.write_bytes(content[::-1])
    os.utime(file, (1, 1))
    assert read_kept(file) == NOTHING_KEPT
    write_kept(file, NOTHING_KEPT, FIRST)
    assert said(read_kept(file)) == said(before)


@pytest.mark.parametrize(
    "index", [b"", b"[]", b"{}", b'{"format":"schemactl-texts-1"}', b'{"format":1,"file":[],"a":1}']
)
def test_a_broken_index_knows_nothing(file: Path, index: bytes) -> None:
    for content in (index, sha256(index).hexdigest().encode() + b"\n" + index):
        (file.parent / "labels.json").write_bytes(content)
        assert read_kept(file) == NOTHING_KEPT


def test_an_index_that_was_edited_knows_nothing(file: Path) -> None:
    index = file.parent / "labels.json"
    index.write_bytes(index.read_bytes().replace(b'"row":[1,2]', b'"row":[0,1]'))
    assert read_kept(file) == NOTHING_KEPT


def test_an_index_without_its_file_knows_nothing(file: Path) -> None:
    index = orjson.loads((file.parent / "labels.json").read_bytes().split(b"\n")[1])
    assert index["file"][0] == file.stat().st_size
    file.unlink()
    assert read_kept(file) == NOTHING_KEPT
