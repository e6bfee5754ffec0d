"""Tests of rewriting words of CoNLL-U."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import conllu
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

NEW = Relabel("upos", "new", False)


@settings(deadline=None, max_examples=25)
@given(made=documents("span"), data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("conllu") / "a.conllu"
    named = [
        one._replace(annotations=tuple(a._replace(task="upos") for a in one.annotations))
        for one in made
    ]
    assert_labels_change(conllu, path, ("span",), named, chosen(data), has_tasks=True)


def changed(tmp_path: Path, content: bytes, choose: Choose) -> bytes:
    """Return the bytes of lines after they were rewritten."""
    path = tmp_path / "a.conllu"
    return changed_bytes(conllu, path, content, release(("new",), "span"), choose)


def word(upos: bytes, xpos: bytes = b"_") -> bytes:
    """Return a word whose form, lemma and features are the label that changes."""
    cells = [b"1", b"old", "öld".encode(), upos, xpos, b"upos=old", b"0", b"root", b"_", b"old"]
    return b"\t".join(cells) + b"\r\n"


def test_only_the_column_of_the_label_changes(tmp_path: Path) -> None:
    before = b"\xef\xbb\xbf" + word(b"old", b"a") + b"\r\n# text = old\r\n" + word(b"b", b"old")
    after = b"\xef\xbb\xbf" + word(b"new", b"a") + b"\r\n# text = old\r\n" + word(b"b", b"new")
    assert changed(tmp_path, before, told(old=NEW)) == after


def test_a_label_that_leaves_becomes_an_underscore(tmp_path: Path) -> None:
    assert changed(tmp_path, word(b"old", b"a"), told(old=None)) == word(b"_", b"a")


def test_a_label_may_move_to_another_column_that_is_empty(tmp_path: Path) -> None:
    moved = told(old=Relabel("xpos", "new"))
    assert changed(tmp_path, word(b"old"), moved) == word(b"_", b"new")
    swapped = told(old=Relabel("xpos", None), a=None)
    assert changed(tmp_path, word(b"old", b"a"), swapped) == word(b"_", b"old")
    for task, xpos in (("xpos", b"a"), ("feats", b"_")):
        with pytest.raises(SchemactlError, match=f"the column `{task}` has no place for 'new'"):
            changed(tmp_path, word(b"old", xpos), told(old=Relabel(task, "new")))


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    content = b"# schema = test@0.1.0\n# sent_id = schema = x@0.1.0\n" + word(b"a")
    expected = content.replace(b"test@0.1.0", b"test@1.0.0")
    assert changed(tmp_path, content, lambda _: {}) == expected
