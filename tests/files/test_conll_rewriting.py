"""Tests of rewriting sentences of CoNLL-2003."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout
from schemactl.files.datasets import conll
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    AFTER,
    BEFORE,
    Choose,
    assert_nothing_changes,
    assert_only_labels_change,
    changed_bytes,
    chosen,
    documents,
    release,
    told,
)

NEW = Relabel("span", "new", False)


@settings(deadline=None, max_examples=25)
@given(made=documents("span"), data=st.data(), may_leave=st.booleans())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[Document],
    data: st.DataObject,
    may_leave: bool,
) -> None:
    path = tmp_path_factory.mktemp("conll") / "a.txt"
    before = release(BEFORE, "span")
    list(conll.write(path, made, before))
    assert_nothing_changes(conll, path, before)
    after = release(AFTER, "span", version="2.0.0")
    choose = chosen(data, may_leave=may_leave)
    if not any(
        record.uses and all(change is None for change in choose(record).values())
        for record in conll.read(path, Layout())
    ):
        assert_only_labels_change(conll, path, after, choose)


def changed(tmp_path: Path, content: bytes, choose: Choose) -> bytes:
    """Return the bytes of sentences after they were rewritten."""
    path = tmp_path / "a.txt"
    return changed_bytes(conll, path, content, release(("new",), "span"), choose)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"old NN B-old\nB-old X I-old\n", b"old NN B-new\nB-old X I-new\n"),
        (
            b"a\tx\tB-old\r\nb\ty\tE-old\r\n\r\nS-old\tO\tO\r\n",
            b"a\tx\tB-new\r\nb\ty\tE-new\r\n\r\nS-old\tO\tO\r\n",
        ),
        (b"# id = B-old\na B-old  \nb O\n", b"# id = B-old\na B-new  \nb O\n"),
        (b"\xef\xbb\xbfB-old S-old\nb U-old", b"\xef\xbb\xbfB-old S-new\nb U-new"),
        (b"B-old\x0c M-old\n", b"B-old\x0c M-new\n"),
    ],
)
def test_only_tags_of_the_entity_change(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert changed(tmp_path, before, told(old=NEW)) == after


def test_tags_of_what_leaves_are_outside(tmp_path: Path) -> None:
    found = changed(tmp_path, b"a B-old\nb I-old\nc B-a\n", told(old=None))
    assert found == b"a O\nb O\nc B-a\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a I-a\nb I-old\n\nc O\n", b"a I-a\nb B-a\n\nc O\n"),
        (b"a I-old\nb I-a\n\nc I-a\n", b"a I-a\nb B-a\n\nc I-a\n"),
        (b"a B-a\nb B-old\nc I-old\n", b"a B-a\nb B-a\nc I-a\n"),
        (b"a B-a\nb E-a\nc E-old\n", b"a B-a\nb E-a\nc S-a\n"),
    ],
)
def test_entities_that_touch_stay_two(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert changed(tmp_path, before, told(old=Relabel("span", "a"))) == after


def test_a_sentence_without_an_entity_has_no_place_for_one(tmp_path: Path) -> None:
    content = b"a O\nb O\n\nc B-a\n"
    assert changed(tmp_path, content, told(nothing=None, a=Relabel("x", None))) == content
    with pytest.raises(SchemactlError, match="a sentence has no place for 'new' without words"):
        changed(tmp_path, content, told(nothing=NEW))


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    content = b"# schema = test@0.1.0 \r\n# guideline = g@0.1.0\r\na B-a\r\n"
    expected = content.replace(b"test@0.1.0", b"test@1.0.0")
    assert changed(tmp_path, content, lambda _: {}) == expected
