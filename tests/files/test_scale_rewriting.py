"""Tests of rewriting tasks of Scale AI."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import scale
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    Choose,
    assert_labels_change,
    changed_bytes,
    chosen,
    documents,
    release,
    rewritten,
    told,
)

NEW = Relabel("box", "new", False)


@pytest.mark.parametrize("types", [("classification", "span"), ("box", "polygon")])
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, types: tuple[str, ...], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("scale") / "a.jsonl"
    made: list[Document] = data.draw(documents(*types))
    assert_labels_change(scale, path, types, made, chosen(data), has_tasks=True)


def task(response: bytes) -> bytes:
    """Return a page with one task."""
    return (
        b'{"docs" : [ {"task_id":"1","params":{"old":"old"}, "response" : {' + response + b"} }"
        b'], "total": 1}\n'
    )


def changed(tmp_path: Path, response: bytes, choose: Choose) -> bytes:
    """Return the bytes of a page after it was rewritten."""
    path = tmp_path / "a.json"
    return changed_bytes(scale, path, task(response), release(("new",), "box"), choose)


SIDES = b'"left":1.50,"top":2,"width":3e0,"height":4'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b'"annotations":[{"label":"old",' + SIDES + b"}]",
            b'"annotations":[{"label":"new",' + SIDES + b"}]",
        ),
        (
            b'"annotations":[{"attributes":{"label":"old"},"l\\u0061bel" : "\\u006fld",'
            + SIDES
            + b"}]",
            b'"annotations":[{"attributes":{"label":"old"},"l\\u0061bel" : "new",' + SIDES + b"}]",
        ),
        (
            b'"annotations":[{"note":"\\"label\\":\\"old\\"","label":"old",' + SIDES + b"}]",
            b'"annotations":[{"note":"\\"label\\":\\"old\\"","label":"new",' + SIDES + b"}]",
        ),
        (b'"taxonomies":{"old":["a",["old","b"]]}', b'"taxonomies":{"old":["a",["new","b"]]}'),
        (b'"category" : "old"', b'"category" : "new"'),
        (
            b'"annotations":{"q":{"response":[["old"]],"x":"old"}}',
            b'"annotations":{"q":{"response":[["new"]],"x":"old"}}',
        ),
        (b'"global_attributes":{"q":"old"}', b'"global_attributes":{"q":"new"}'),
    ],
)
def test_only_the_label_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    choose = told(old=NEW)
    assert changed(tmp_path, before, choose) == task(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"x":1,"annotations":[{"label":"old",' + SIDES + b"}]", b'"x":1'),
        (
            b'"annotations":[{"label":"old",' + SIDES + b'}, {"label":"a",' + SIDES + b"}]",
            b'"annotations":[{"label":"a",' + SIDES + b"}]",
        ),
        (b'"taxonomies":{"q":[["a"], ["old"]]}', b'"taxonomies":{"q":[["a"]]}'),
        (b'"taxonomies":{"q":[["old"]],"r":["a"]}', b'"taxonomies":{"r":["a"]}'),
        (b'"annotations":{"q":{"response":"old","x":"old"}}', b'"annotations":{}'),
        (b'"x":1, "category":"old"', b'"x":1'),
    ],
)
def test_what_leaves_does_not_say_that_nothing_applies(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    assert changed(tmp_path, before, told(old=None)) == task(after)


def test_an_answer_moves_to_another_task(tmp_path: Path) -> None:
    choose = told(old=Relabel("other", "new"))
    found = changed(tmp_path, b'"taxonomies":{"q":["old"],"r":["a"]}', choose)
    assert found == task(b'"taxonomies":{"other":["new"],"r":["a"]}')
    assert changed(tmp_path, b'"category":"old"', choose) == task(b'"category":"new"')
    for answer in (b'"q":["old","a"]', b'"q":["old"],"other":["a"]'):
        with pytest.raises(SchemactlError, match="answers to `q` go to"):
            changed(tmp_path, b'"taxonomies":{' + answer + b"}", choose)


def test_a_label_is_written_where_nothing_applied(tmp_path: Path) -> None:
    found = changed(tmp_path, b'"taxonomies":{"q":[]}', told(nothing=NEW))
    assert found == task(b'"taxonomies":{"q":["new"]}')
    gone = changed(tmp_path, b'"taxonomies":{"q":[]},"annotations":[]', told(nothing=None))
    assert gone == task(b'"taxonomies":{}')
    with pytest.raises(SchemactlError, match="`annotations` has no place for 'new'"):
        changed(tmp_path, b'"annotations":[]', told(nothing=NEW))


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"task_id":"1","metadata":{"schema":"test@0.1.0"},"response":{}}')
    found = rewritten(scale, path, release(("new",), "box"), lambda _: {})
    assert found.path.read_bytes() == path.read_bytes().replace(b"0.1.0", b"1.0.0")
