"""Tests of file texts: a kept text reads like a new one, and is not read before."""

from hashlib import sha256

import pytest

from schemactl.handbook import file_texts
from schemactl.handbook.file_texts import FileTexts, Piece, pieces, whole

WHOLE = "before é after".encode()
KEPT = Piece(WHOLE, 7, 2, sha256("é".encode()).hexdigest())


def test_a_kept_text_reads_like_a_new_one() -> None:
    texts = FileTexts([("a", "é"), ("b", KEPT)])
    assert texts == {"a": "é", "b": "é"} == dict(texts)
    assert FileTexts([("a", "é".encode())]) == {"a": "é"}
    assert (len(texts), list(texts), "b" in texts, "c" in texts) == (2, ["a", "b"], True, False)
    texts["b"] += "!"
    del texts["a"]
    assert texts == {"b": "é!"}


def test_files_are_known_alike_by_a_new_text_and_a_kept_one() -> None:
    found = pieces(FileTexts([("a", "é"), ("b", "é".encode()), ("c", KEPT)]))
    assert found["c"] is KEPT
    assert pieces({"a": "é"}) == {"a": found["a"]}
    assert found["a"] == found["b"] == whole("é".encode())
    for one in found.values():
        assert (one.content(), one.size, one.digest) == ("é".encode(), 2, KEPT.digest)


def test_texts_that_are_added_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(file_texts.Piece, "content")
    texts = FileTexts([("a", "1"), ("b", "2")])
    texts.add(FileTexts([("b", KEPT)]))
    texts.add({"c": "3"})
    assert pieces(texts) == {"a": whole(b"1"), "b": KEPT, "c": whole(b"3")}
