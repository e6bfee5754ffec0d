"""Tests of conllu."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import conllu
from schemactl.files.signs import conllu as signs
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.files.datasets.samples import SAMPLES

SAMPLE = SAMPLES["conllu"].content


def row(number: str, form: str, upos: str = "_", misc: str = "_") -> str:
    return f"{number}\t{form}\t_\t{upos}\t_\t_\t_\t_\t_\t{misc}\n"


def read(tmp_path: Path, text: str | bytes) -> list[Record]:
    path = tmp_path / "a.conllu"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(conllu.read(path, Layout()))


def said(records: list[Record]) -> list[tuple[Any, ...]]:
    return [
        (
            u.annotation.item,
            u.annotation.task,
            u.annotation.label,
            *(u.annotation.region or {"": 0}).values(),
        )
        for record in records
        for u in record.uses
    ]


def test_a_line_is_a_record_and_its_columns_are_uses(tmp_path: Path) -> None:
    records = read(tmp_path, SAMPLE)
    assert [record.section for record in records] == ["comment"] * 2 + [None] * 5
    assert records[1].values == {"text": "# text = Don't!"}
    assert records[3].values["lemma"] == "do"
    assert records[3].raw == b"1\tDo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n"
    assert said(records[3:5]) == [
        ("s1", "upos", "AUX", 0, 2),
        ("s1", "xpos", "VB", 0, 2),
        ("s1", "deprel", "root", 0, 2),
        ("s1", "upos", "PART", 2, 5),
        ("s1", "xpos", "RB", 2, 5),
        ("s1", "deprel", "advmod", 2, 5),
    ]
    assert records[3].uses[0].content == Content(text="Don't!")


def test_ranges_have_no_labels_and_empty_nodes_stand_at_the_word_before(tmp_path: Path) -> None:
    records = read(tmp_path, SAMPLE)
    assert records[2].uses == ()
    assert said([records[5]]) == [("s1", "upos", "VERB", 2, 5), ("s1", "xpos", "VB", 2, 5)]
    first = read(tmp_path, row("0.1", "x", "VERB") + row("1", "ab", "X"))
    assert said(first) == [("1", "upos", "VERB", 0, 2), ("1", "upos", "X", 0, 2)]


def test_sentences_without_an_id_are_counted(tmp_path: Path) -> None:
    text = row("1", "a", "X") + "\n \n# schema = s@1.0.0\n" + row("1", "b", "Y")
    records = read(tmp_path, text)
    assert [use[0] for use in said(records)] == ["1", "2"]
    assert records[-1].uses[0].annotation.schema == "s@1.0.0"


def test_the_text_is_built_where_none_is_told(tmp_path: Path) -> None:
    text = row("1", "a", misc="Gloss=b|SpaceAfter=No") + row("2", "c", "X") + row("3", "d", "X")
    records = read(tmp_path, text)
    assert said(records) == [("1", "upos", "X", 1, 2), ("1", "upos", "X", 3, 4)]
    assert records[1].uses[0].content == Content(text="ac d")


def test_a_text_that_words_do_not_make_up_is_reported(tmp_path: Path) -> None:
    records = read(tmp_path, "# sent_id = s\n# text = other\n" + row("1", "a", "X"))
    [problem] = [problem for record in records for problem in record.problems]
    assert (problem.kind, problem.item, problem.line) == ("text-mismatch", "s", 1)
    old = read(tmp_path, "# sentence-text: other\n" + row("1", "a", "X"))
    assert not [problem for record in old for problem in record.problems]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"1\ta\n", r"a.conllu:1: 2 columns where CoNLL-U has 10"),
        (row("x", "a").encode(), r"a.conllu:1: 'x' is no id such as 3, 3-4 or 3.1"),
        (b"# a\n\xff\n", r"a.conllu:2: not UTF-8 at byte 1"),
        (b"# a\n" * 100_002, r"a.conllu:1: a sentence of more than 100000 lines"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        read(tmp_path, content)


WORDS = st.lists(st.text("ab#-é𝄞", min_size=1, max_size=4), min_size=1, max_size=6)
TAGS = st.lists(st.sampled_from(["NOUN", "VERB", None]), min_size=6, max_size=6)


@given(words=WORDS, tags=TAGS)
def test_labels_of_words_come_back(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], tags: list[str | None]
) -> None:
    path = tmp_path_factory.mktemp("conllu") / "a.conllu"
    text, annotations, at = " ".join(words), [], 0
    for word, tag in zip(words, tags, strict=False):
        region = {"start": at, "end": at + len(word)}
        annotations += [Annotation("1", "upos", tag, region, schema="test@1.0.0")] if tag else []
        at += len(word) + 1
    document = Document("1", Content(text=text), tuple(annotations))
    assert list(conllu.write(path, [document], release_of(span=["NOUN"]).schema)) == []
    assert signs.recognise(path, path.read_bytes())
    records = list(conllu.read(path, Layout()))
    assert [use.annotation for record in records for use in record.uses] == annotations
    assert {use.content for r in records for use in r.uses} <= {Content(text=text)}
    assert not [problem for record in records for problem in record.problems]


def test_words_are_cut_at_spans_and_two_columns_may_share_one(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    annotations = (
        Annotation("1", "upos", "AUX", {"start": 0, "end": 2}),
        Annotation("1", "xpos", "VB", {"start": 0, "end": 2}),
    )
    document = Document("1", Content(text="Don't go"), annotations)
    assert list(conllu.write(path, [document], release_of(span=[]).schema)) == []
    records = list(conllu.read(path, Layout()))
    assert [r.values["form"] for r in records if r.section is None] == ["Do", "n't", "go"]
    assert said(records) == [("1", "upos", "AUX", 0, 2), ("1", "xpos", "VB", 0, 2)]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    annotations = (
        Annotation("1", "names", "A", {"start": 0, "end": 1}),
        Annotation("1", "upos", "A", {"start": 0, "end": 3}),
        Annotation("1", "upos", "A", {"start": 0, "end": 1}, annotator="me"),
        Annotation("1", "upos", "B", {"start": 0, "end": 1}),
        Annotation("1", "xpos", "B", {"start": 0, "end": 9}),
        Annotation("1", "xpos", "B", {"start": 3, "end": 5}),
        Annotation("1", "xpos", "B", {"start": 4, "end": 5}),
    )
    documents = [
        Document("1 a", Content(text="a b cd"), annotations),
        Document("2", Content(text=" "), ()),
    ]
    losses = conllu.write(tmp_path / "a.conllu", documents, release_of(span=[]).schema)
    reasons = [(loss.kind, loss.message.rpartition(": ")[2]) for loss in losses]
    assert reasons == [
        ("text", "blanks are single, and stand in no sent_id"),
        ("annotation", "conllu has no such column"),
        ("annotation", "it stands at no single word"),
        ("annotator", "there is no place for annotator 'me'"),
        ("annotation", "its column is taken by another label"),
        ("annotation", "it stands at no single word"),
        ("annotation", "it stands at no single word"),
        ("item", "there is no sentence without a text"),
    ]
