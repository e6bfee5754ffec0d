"""Tests of rewriting files of spaCy."""

import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import spacy
from schemactl.files.doc_bin import BinDoc, BinSpan, read_doc_bin, write_doc_bin
from schemactl.files.rewriting import Relabel, spliced
from tests.files.doc_bin_sample import WRITTEN
from tests.files.rewriting_laws import (
    AFTER,
    BEFORE,
    Choose,
    after_change,
    chosen,
    documents,
    release,
    said,
    told,
)

NEW = Relabel("span", "new", False)


def rewritten(path: Path, choose: Choose, labels: tuple[str, ...] = AFTER, *types: str) -> Path:
    """Rewrite a file beside it; undoing the edits gives its plain bytes back."""
    schema = release(labels, *(types or ("span", "classification")), version="2.0.0")
    rewriting = spacy.rewriting(path, Layout(), schema)
    for record in spacy.read(path, Layout()):
        assert rewriting.splices(record, choose(record)) == []
    content = zlib.decompress(path.read_bytes())
    edits = rewriting.edits(content)
    assert all(edit.end <= after.begin for edit, after in pairwise(edits))
    target = path.with_name("after.spacy")
    target.write_bytes(zlib.compress(spliced(content, edits)))
    return target


def uses(path: Path) -> list[tuple[Any, ...]]:
    return [said(use, False) for record in spacy.read(path, Layout()) for use in record.uses]


@settings(deadline=None, max_examples=30)
@given(made=documents("span", "classification"), data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("spacy") / "a.spacy"
    list(spacy.write(path, made, release(BEFORE, "span", "classification")))
    assert uses(rewritten(path, lambda _: {}, BEFORE)) == uses(path)
    choose = chosen(data, may_leave=False)
    expected = []
    for record in spacy.read(path, Layout()):
        changes = choose(record)
        found = []
        for at, use in enumerate(record.uses):
            change = changes.get(at)
            found.append(said(use, False) if change is None else after_change(use, change, False))
        expected.append(found)
    after = list(spacy.read(rewritten(path, choose), Layout()))
    for record, wanted in zip(after, expected, strict=True):
        found = [said(use, False) for use in record.uses]
        assert [one for one in found if one[0].region] == [one for one in wanted if one[0].region]
        # Two categories that became one are one; their names tell where they stand.
        assert {repr(one) for one in found} == {repr(one) for one in wanted}


def test_what_spacy_wrote_changes_at_its_labels_only(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(WRITTEN)
    content = zlib.decompress(WRITTEN)
    rewriting = spacy.rewriting(path, Layout(), release(("new",), "span", version="2.0.0"))
    [record] = spacy.read(path, Layout())
    rewriting.splices(record, told(PERSON=NEW, A=NEW)(record))
    edits = rewriting.edits(content)
    assert sum(edit.end - edit.begin for edit in edits) < len(content) / 2
    path.write_bytes(zlib.compress(spliced(content, edits)))
    [after] = spacy.read(path, Layout())
    labels = [use.annotation.label for use in record.uses]
    renamed = {"PERSON": "new", "A": "new"}
    assert [use.annotation.label for use in after.uses] == [
        renamed.get(str(label), label) for label in labels
    ]
    assert [use.annotation.region for use in after.uses] == [
        use.annotation.region for use in record.uses
    ]


def a_doc(**said: Any) -> BinDoc:
    return BinDoc(["x", "y"], [True, False], None, {}, {}, {}, {})._replace(**said)


def one_doc(path: Path) -> BinDoc:
    [doc] = read_doc_bin(path)
    return doc


def test_entities_leave_their_tokens_outside(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    write_doc_bin(path, [a_doc(entities=[BinSpan(0, 1, "old"), BinSpan(1, 2, "kept")])])
    after = one_doc(rewritten(path, told(old=None), ("kept",)))
    assert after.entities == [BinSpan(1, 2, "kept")]


def test_scores_of_labels_that_are_gone_leave(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    cats = {"gone": 0.1, "old": 0.9, "kept": 0.2, "new": 0.0}
    write_doc_bin(path, [a_doc(cats=cats)])
    change = Relabel("classification", "new", False)
    found = one_doc(rewritten(path, told(old=change), ("kept", "new")))
    assert found.cats == {"new": 0.9, "kept": 0.2}
    # What was the only label waits: the others would say that nothing applies.
    assert one_doc(rewritten(path, told(old=None), ("kept", "new"))).cats == {}
    write_doc_bin(path, [a_doc(cats={"kept": 0.0})])
    assert one_doc(rewritten(path, told(), ("kept", "new"))).cats == {"kept": 0.0}


def test_stamps_are_those_of_the_release(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    data = {"item": "1", "schema": "moods@1.0.0", "note": "schema"}
    write_doc_bin(path, [a_doc(user_data=data), a_doc(user_data={"schema": "no stamp"})])
    first, second = read_doc_bin(rewritten(path, told()))
    stamp = str(first.user_data.pop("schema"))
    assert stamp.endswith("@2.0.0")
    assert first.user_data == {"item": "1", "note": "schema"}
    assert second.user_data == {"schema": "no stamp"}


def test_a_label_has_no_place_where_nothing_was_found(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    for doc in (a_doc(entities=[]), a_doc(cats={"kept": 0.0}), a_doc(groups={"span": []})):
        write_doc_bin(path, [doc])
        with pytest.raises(SchemactlError, match="nothing has a place for span/new"):
            rewritten(path, told(nothing=NEW), ("kept",))


def test_documents_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    docs = [a_doc(entities=[BinSpan(at % 2, 2, "old")]) for at in range(3)]
    write_doc_bin(path, docs)

    def choose(record: Record) -> dict[int, Relabel | None]:
        return {0: NEW} if record.line == 2 else {}

    found = read_doc_bin(rewritten(path, choose, ("old", "new")))
    assert [[one.label for one in doc.entities or ()] for doc in found] == [
        ["old"],
        ["new"],
        ["old"],
    ]
