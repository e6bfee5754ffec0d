"""Tests of rewriting lines of doccano."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import doccano
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    Choose,
    assert_labels_change,
    changed_bytes,
    chosen,
    documents,
    release,
    told,
)

NEW = Relabel("span", "new")


@pytest.mark.parametrize(
    "types", [("classification",), ("span",), ("classification", "span"), ("box",), ("polygon",)]
)
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, types: tuple[str, ...], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("doccano") / "a.jsonl"
    made: list[Document] = data.draw(documents(*types))
    assert_labels_change(doccano, path, types, made, chosen(data))


def changed(tmp_path: Path, content: bytes, choose: Choose) -> bytes:
    """Return the bytes of a file after it was rewritten."""
    path = tmp_path / "a.jsonl"
    return changed_bytes(doccano, path, content, release(("new",), "span"), choose)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'{"text":"old","label":["old"]}', b'{"text":"old","label":["new"]}'),
        (b'{"text":"x","l\\u0061bel":["\\u006fld"]}', b'{"text":"x","l\\u0061bel":["new"]}'),
        (b'{"text":"x","label" : [ "a","old" ]}', b'{"text":"x","label" : [ "a","new" ]}'),
        (b'{"m":{"label":["old"]},"label":["old"]}', b'{"m":{"label":["old"]},"label":["new"]}'),
        (
            b'{"text":"\\"label\\": [0, 1, \\"old\\"]","label":[[0, 1, "old"],[1, 2,"a"]]}\r\n',
            b'{"text":"\\"label\\": [0, 1, \\"old\\"]","label":[[0, 1, "new"],[1, 2,"a"]]}\r\n',
        ),
        (
            b'{"text":"x","entities":[{"id":1,"label":"old","start_offset":0,"end_offset":1.0}]}',
            b'{"text":"x","entities":[{"id":1,"label":"new","start_offset":0,"end_offset":1.0}]}',
        ),
        (
            b'{"text":"label","relations":[{"id":1,"type":"old","from_id":0,"to_id":1}]}',
            b'{"text":"label","relations":[{"id":1,"type":"new","from_id":0,"to_id":1}]}',
        ),
    ],
)
def test_only_the_label_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert changed(tmp_path, before, told(old=NEW)) == after


def test_labels_leave_and_a_list_without_any_leaves_too(tmp_path: Path) -> None:
    content = b'{"text":"x","label":[[0,1,"old"], [1,2,"a"]],"cats":["old"]}'
    assert changed(tmp_path, content, told(old=None)) == b'{"text":"x","label":[[1,2,"a"]]}'


def test_a_label_is_written_where_nothing_applied(tmp_path: Path) -> None:
    content = b'{"text":"x","label":[]}'
    assert changed(tmp_path, content, told(nothing=NEW)) == b'{"text":"x","label":["new"]}'
    assert changed(tmp_path, content, told(nothing=None)) == b'{"text":"x"}'
    with pytest.raises(SchemactlError, match="`entities` has no place for 'new'"):
        changed(tmp_path, b'{"text":"x","entities":[]}', told(nothing=NEW))


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    content = b'{"text":"x","label":["a"],"schema":"test@0.1.0"}'
    assert changed(tmp_path, content, lambda _: {}) == content.replace(b"0.1.0", b"1.0.0")
