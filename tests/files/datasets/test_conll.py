"""Tests of conll."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import conll
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of

COLUMNS = """\
-DOCSTART- -X- -X- O

Ada NNP B-NP B-PER
Byron NNP I-NP I-PER
met VBD B-VP O
Bo NNP B-NP B-PER

# id = two
# schema = test@1.0.0
rain\tO
in\tO
Rome\tB-LOC

nothing O
"""


def read(tmp_path: Path, text: str | bytes) -> list[Record]:
    path = tmp_path / "a.conll"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(conll.read(path, Layout()))


def said(record: Record) -> list[tuple[str | None, str | None]]:
    text = str(record.uses[0].content.text) if record.uses[0].content else ""
    return [
        (u.annotation.label, text[r["start"] : r["end"]] if (r := u.annotation.region) else None)
        for u in record.uses
    ]


def test_a_sentence_is_a_record_and_an_entity_is_a_use(tmp_path: Path) -> None:
    mark, one, two, three = read(tmp_path, COLUMNS)
    assert (mark.line, mark.uses) == (1, ())
    assert (one.line, two.line, three.line) == (3, 8, 14)
    assert said(one) == [("PER", "Ada Byron"), ("PER", "Bo")]
    assert said(two) == [("LOC", "Rome")]
    assert said(three) == [(None, None)]
    assert [record.uses[0].annotation.item for record in (one, two, three)] == ["1", "two", "3"]
    assert two.uses[0].annotation.schema == "test@1.0.0"
    assert one.values["tokens"][0] == ["Ada", "NNP", "B-NP", "B-PER"]
    assert two.values["comments"] == ["# id = two", "# schema = test@1.0.0"]
    assert COLUMNS.encode()[two.offset :].startswith(two.raw)
    assert two.raw.endswith(b"B-LOC\n")


def test_line_ends_marks_and_hashes_are_no_hindrance(tmp_path: Path) -> None:
    one, two = read(tmp_path, b"\xef\xbb\xbf# about\r\n# O\r\n#win\tB-A\r\n\r\n \r\nx B-A")
    assert said(one) == [("A", "#win")]
    assert [token[0] for token in one.values["tokens"]] == ["#", "#win"]
    assert (two.line, said(two)) == (6, [("A", "x")])


def test_other_schemes_are_understood(tmp_path: Path) -> None:
    [record] = read(tmp_path, "a I-A\nb I-A\nc B-A\n")
    assert (said(record), record.problems) == ([("A", "a b"), ("A", "c")], ())
    [record] = read(tmp_path, "a S-A\nb B-A\nc E-A\n")
    assert (said(record), record.problems) == ([("A", "a"), ("A", "b c")], ())


def test_broken_sequences_are_reported_with_their_line(tmp_path: Path) -> None:
    _, record = read(tmp_path, "a B-A\n\n# about\nb O\nc I-A\n")
    assert said(record) == [("A", "c")]
    [problem] = record.problems
    assert (problem.kind, problem.item, problem.line) == ("broken-sequence", "2", 5)
    assert problem.message == "BIO: inside of A follows O: an entity begins with B-"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a O\nb\n", r"a.conll:2: one column where"),
        (b"a O\nb x O\n", r"a.conll:2: 3 columns where the sentence has 2"),
        (b"a O\n\xff O\n", r"a.conll:2: not UTF-8 at byte 1"),
        (b"a O\n\xc2\xa0\n", r"a.conll:2: one column where"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        read(tmp_path, content)


def test_a_sentence_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"a.conll:1: a sentence of more than 100000 lines"):
        read(tmp_path, b"a O\n" * 100_002)


WORDS = st.lists(st.text("ab#-é𝄞", min_size=1, max_size=4), min_size=1, max_size=8)


@given(words=WORDS, cuts=st.lists(st.booleans(), min_size=8, max_size=8), item=st.text("O#B-=x1"))
def test_spans_come_back(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], cuts: list[bool], item: str
) -> None:
    path = tmp_path_factory.mktemp("conll") / "a.conll"
    item = f"i{item}"
    text, spans, at = " ".join(words), [], 0
    for word, cut in zip(words, cuts, strict=False):
        spans += [{"start": at, "end": at + len(word)}] if cut else []
        at += len(word) + 1
    annotations = [Annotation(item, "span", "A", span, schema="test@1.0.0") for span in spans]
    annotations = annotations or [Annotation(item, "span", schema="test@1.0.0")]
    document = Document(item, Content(text=text), tuple(annotations))
    assert list(conll.write(path, [document], release_of(span=["A"]).schema)) == []
    [record] = conll.read(path, Layout())
    assert [use.annotation for use in record.uses] == [a._replace(task=None) for a in annotations]
    assert (record.uses[0].content, record.problems) == (Content(text=text), ())


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    schema = release_of(span=["A"], classification=["b"]).schema
    documents = [
        Document(
            "1 \n2",
            Content(text="Ada  met Bo."),
            (
                Annotation("1", "span", "A", {"start": 9, "end": 11}, annotator="me"),
                Annotation("1", "span", "A", {"start": 10, "end": 12}),
                Annotation("1", "span", "A", {"start": 3, "end": 5}),
                Annotation("1", "classification", "b"),
            ),
        ),
        Document("3", Content(file="c.png"), ()),
        # Tags alone would say that somebody looked, and nothing was found.
        Document("4", Content(text="Ada"), (Annotation("4", "classification", "b"),)),
        Document("5", Content(text="Bo"), (Annotation("5", "span", "A", {"start": 9, "end": 12}),)),
    ]
    kinds = ["annotator", "annotation", "annotation", "annotation", "text", "item", "file", "item"]
    kinds += ["annotation", "item"] * 2
    assert [loss.kind for loss in conll.write(path, documents, schema)] == kinds
    [record] = conll.read(path, Layout())
    assert said(record) == [("A", "Bo")]
    assert record.uses[0].annotation.item == "1 2"
