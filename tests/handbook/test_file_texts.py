"""Tests of file texts: a kept text reads like a new one, and is not read before."""

from hashlib import sha256

import pytest

from schemactl.handbook import file_texts
from schemactl.handbook.file_texts import FileTexts, Piece, bytes_of, contents, digest_of, size_of

WHOLE = "before é after".encode()
KEPT = Piece(WHOLE, 7, 2, sha256("é".encode()).hexdigest())


def test_a_kept_text_reads_like_a_new_one() -> None:
    texts = FileTexts([("a", "é"), ("b", KEPT)])
    assert texts == {"a": "é", "b": "é"} == dict(texts)
    assert (len(texts), list(texts), "b" in texts, "c" in texts) == (2, ["a", "b"], True, False)
    texts["b"] += "!"
    del texts["a"]
    assert texts == {"b": "é!"}


def test_files_are_known_alike_by_a_new_text_and_a_kept_one() -> None:
    found = contents(FileTexts([("a", "é"), ("b", KEPT)]))
    assert found == {"a": "é".encode(), "b": KEPT}
    assert contents({"a": "é"}) == {"a": "é".encode()}
    for say in (digest_of, size_of, bytes_of):
        assert say(found["a"]) == say(found["b"])


def test_texts_that_are_added_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(file_texts.Piece, "content")
    texts = FileTexts([("a", "1"), ("b", "2")])
    texts.add(FileTexts([("b", KEPT)]))
    texts.add({"c": "3"})
    assert contents(texts) == {"a": b"1", "b": KEPT, "c": b"3"}
    assert (digest_of(KEPT), size_of(KEPT)) == (sha256("é".encode()).hexdigest(), 2)
