"""Tests of spacy."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import spacy
from schemactl.files.doc_bin import BinDoc, write_doc_bin
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.files.doc_bin_sample import WRITTEN


def read(path: Path) -> list[Record]:
    return list(spacy.read(path, Layout()))


def said(record: Record) -> list[tuple[Any, ...]]:
    return [(u.annotation.task, u.annotation.label, u.annotation.region) for u in record.uses]


def test_entities_groups_and_categories_are_uses(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(WRITTEN)
    [record] = read(path)
    assert said(record) == [
        (None, "PERSON", {"start": 0, "end": 9}),
        (None, "pet", {"start": 14, "end": 16}),
        ("sc", "A", {"start": 0, "end": 9}),
        ("sc", "B", {"start": 4, "end": 13}),
        (None, "good", None),
        (None, "odd", None),
    ]
    first, *_, odd = (use.annotation for use in record.uses)
    assert (first.item, odd.confidence) == ("i1", 0.75)
    assert record.uses[2].annotation.annotation == "s1"
    assert record.uses[0].content == Content(text="Ada Byron met Bo.")
    assert (record.line, record.raw, record.values["words"][0]) == (1, b"", "Ada")


def test_what_was_looked_at_in_vain_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    nothing = BinDoc(["x"], [False], [], {"g": []}, {"a": 0.0}, {}, {})
    write_doc_bin(path, [nothing, nothing._replace(entities=None, groups={}, cats={})])
    one, other = read(path)
    assert said(one) == [(None, None, None), ("g", None, None), (None, None, None)]
    assert [dict(use.regions) for use in one.uses] == [
        {"span": None},
        {"span": None},
        {"classification": None},
    ]
    assert one.uses[0].annotation.item == "1"
    assert other.uses == ()


TEXTS = st.text("ab \n𝄞", min_size=1, max_size=12)


@given(text=TEXTS, places=st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)), max_size=4))
def test_spans_of_several_tasks_come_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, places: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("spacy") / "a.spacy"
    schema = release_of(span=["a"], other_span=["b"]).schema
    annotations = [
        Annotation("1", "span", "a", {"start": start, "end": end}, schema="test@1.0.0")
        for start, end in sorted(set(places))
        if start < end <= len(text)
    ] or [Annotation("1", "span", schema="test@1.0.0")]
    annotations.append(Annotation("1", "other-span", schema="test@1.0.0"))
    document = Document("1", Content(text=text), tuple(annotations))
    assert list(spacy.write(path, [document], schema)) == []
    [record] = read(path)
    assert [use.annotation for use in record.uses] == annotations
    assert record.uses[0].content == Content(text=text)


def test_entities_and_categories_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    schema = release_of(span=["a"], classification=["b", "c"]).schema
    annotations = (
        Annotation("1", "span", "a", {"start": 0, "end": 3}),
        Annotation("1", "classification", "c", confidence=0.75),
    )
    documents = [
        Document("1", Content(text="Ada met Bo"), annotations),
        Document("2", Content(text="x"), (Annotation("2", "span"),)),
        Document("3", Content(text="x"), (Annotation("3", "classification"),)),
    ]
    assert list(spacy.write(path, documents, schema)) == []
    one, two, three = read(path)
    found = [use.annotation._replace(schema=None) for use in one.uses]
    assert found == [annotation._replace(task=None) for annotation in annotations]
    assert one.values["cats"] == {"b": 0.0, "c": 0.75}
    assert said(two) == said(three) == [(None, None, None)]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    schema = release_of(span=["a"], classification=["b"], rating=[]).schema
    annotations = (
        Annotation("1", "span", "a", {"start": 0, "end": 3}, annotation="x"),
        Annotation("1", "span", "a", {"start": 2, "end": 7}),
        Annotation("1", "span", "a", {"start": 2, "end": 70}),
        Annotation("1", "span", "a"),
        Annotation("1", "classification", "b", confidence=0.2),
        Annotation("1", "rating", value=3),
    )
    documents = [
        Document("1", Content(text="Ada met Bo", file="c.txt"), annotations),
        Document("2", Content(file="c.png"), ()),
    ]
    losses = [loss.kind for loss in spacy.write(path, documents, schema)]
    assert losses == [
        *("file", "annotation-id", "annotation", "annotation", "confidence", "annotation"),
        *("annotation", "file", "item"),
    ]
    [record] = read(path)
    assert said(record) == [(None, "a", {"start": 0, "end": 3}), (None, "b", None)]


def test_of_which_task_nothing_applies_is_a_loss(tmp_path: Path) -> None:
    schema = release_of(classification=["a"], other_classification=["b"], span=["c"]).schema
    far = Annotation("1", "span", "c", {"start": 7, "end": 9})
    document = Document("1", Content(text="Ada"), (Annotation("1", "classification"), far))
    losses = [loss.kind for loss in spacy.write(tmp_path / "a.spacy", [document], schema)]
    assert losses == ["task", "annotation"]
    [record] = read(tmp_path / "a.spacy")
    # A span that could not be written is no proof that there is none.
    assert [list(use.regions) for use in record.uses] == [["classification"]]
