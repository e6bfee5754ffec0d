"""Tests of DocBin."""

import zlib
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files import doc_bin as module
from schemactl.files.doc_bin import BinDoc, BinSpan, read_doc_bin, write_doc_bin
from tests.files.doc_bin_sample import WRITTEN


def read(tmp_path: Path, content: bytes) -> list[BinDoc]:
    path = tmp_path / "a.spacy"
    path.write_bytes(content)
    return list(read_doc_bin(path))


def changed(**values: Any) -> bytes:
    content = msgpack.unpackb(zlib.decompress(WRITTEN))
    return zlib.compress(msgpack.packb({**content, **values}))


def test_what_spacy_wrote_is_read(tmp_path: Path) -> None:
    [doc] = read(tmp_path, WRITTEN)
    assert doc.text == "Ada Byron met Bo."
    assert doc.words == ["Ada", "Byron", "met", "Bo", "."]
    assert doc.entities == [BinSpan(0, 2, "PERSON"), BinSpan(3, 4, "pet")]
    assert doc.groups == {"sc": [BinSpan(0, 2, "A", "s1"), BinSpan(1, 3, "B")]}
    assert doc.cats == {"good": 1.0, "bad": 0.0, "odd": 0.75}
    assert doc.user_data == {"item": "i1"}


def test_tokens_without_entity_tags_were_not_looked_at(tmp_path: Path) -> None:
    [doc] = read(tmp_path, changed(attrs=[65, 67, 68, 69]))
    assert doc.entities is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zlib",
        zlib.compress(b"\xc1"),
        zlib.compress(msgpack.packb([1])),
        zlib.compress(msgpack.packb({"attrs": []})),
    ],
)
def test_other_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SchemactlError, match=r"a.spacy is no DocBin|breaks off"):
        read(tmp_path, content)


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="the DocBin breaks off"):
        read(tmp_path, WRITTEN[:-20])


def test_a_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_BYTES", 100)
    with pytest.raises(SchemactlError, match="is larger than 1 GiB"):
        read(tmp_path, WRITTEN)


@pytest.mark.parametrize(
    "values",
    [
        {"lengths": b"\x09\x00\x00\x00"},
        {"lengths": b"\x09\x00"},
        {"strings": ["Ada"]},
        {"tokens": b""},
        {"attrs": [66]},
        {"span_groups": [b"\x07\x07"]},
        {"spaces": b""},
    ],
)
def test_documents_that_do_not_fit_together_are_named(
    tmp_path: Path, values: dict[str, Any]
) -> None:
    with pytest.raises(SchemactlError, match="document 1 cannot be read"):
        read(tmp_path, changed(**values))


WORDS = st.lists(
    st.tuples(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.booleans()),
    min_size=1,
)


@given(words=WORDS, label=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, bool]], label: str
) -> None:
    path = tmp_path_factory.mktemp("docbin") / "a.spacy"
    forms, spaces = [word for word, _ in words], [space for _, space in words]
    span = BinSpan(0, len(words), label, "id")
    doc = BinDoc(forms, spaces, [span._replace(id="")], {"g": [span]}, {label: 0.5}, {"a": 1}, {})
    bare = BinDoc(forms, spaces, None, {}, {}, {}, {})
    write_doc_bin(path, [doc, bare])
    assert [found._replace(columns={}) for found in read_doc_bin(path)] == [doc, bare]
