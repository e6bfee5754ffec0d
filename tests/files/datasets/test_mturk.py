"""Tests of mturk."""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.options import DataOptions
from schemactl.data.reading import DataReader
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import mturk
from schemactl.files.pseudonym import VARIABLE, pseudonym
from schemactl.files.signs import mturk as signs
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of

WORKER = "A2SUAM7U7RJQYM"
KEY = "a key for the tests"
ROW = {
    "HITId": "H1",
    "HITTypeId": "T1",
    "AssignmentId": "A1",
    "WorkerId": WORKER,
    "AssignmentStatus": "Approved",
    "SubmitTime": "Fri May 01 10:00:00 PDT 2026",
    "Input.text": "Fine, thanks",
}


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)


def read(tmp_path: Path, **cells: str) -> Record:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(ROW | cells), list((ROW | cells).values())])
    [record] = mturk.read(path, Layout())
    return record


def said(record: Record) -> list[tuple[Any, ...]]:
    return [(u.annotation.task, u.annotation.label, u.annotation.region) for u in record.uses]


def test_an_assignment_has_worker_time_and_batch(tmp_path: Path) -> None:
    record = read(tmp_path, **{"Answer.mood.label": "good"})
    [use] = record.uses
    assert use.annotation == Annotation(
        "H1",
        "mood",
        "good",
        annotator=pseudonym(KEY.encode(), WORKER),
        at="2026-05-01T10:00:00-07:00",
        batch="T1",
        annotation="A1",
    )
    assert use.content == Content(text="Fine, thanks")


def test_the_id_of_a_worker_is_in_no_value(tmp_path: Path) -> None:
    record = read(tmp_path, **{"Answer.mood": "good"})
    assert WORKER not in repr((record.values, record.uses, record.problems))
    assert record.values["WorkerId"] == pseudonym(KEY.encode(), WORKER)
    assert WORKER.encode() in record.raw


def test_without_a_key_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(SchemactlError, match="there is no key"):
        read(tmp_path, **{"Answer.mood": "good"})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Answer.q": "a"}, [("q", "a", None)]),
        ({"Answer.q": "a|b"}, [("q", "a", None), ("q", "b", None)]),
        ({"Answer.q": ""}, []),
        ({"Answer.q.labels": '["a", "b"]'}, [("q", "a", None), ("q", "b", None)]),
        ({"Answer.q.labels": "[]"}, [("q", None, None)]),
        ({"Answer.q.a": "true", "Answer.q.b": "false"}, [("q", "a", None)]),
        ({"Answer.q.a": "FALSE", "Answer.q.b": "false"}, [("q", None, None)]),
        ({"Answer.q": "true"}, [("q", "true", None)]),
        ({"Answer.q": "[not JSON"}, [("q", "[not JSON", None)]),
        (
            {"Answer.taskAnswers": '[{"q": {"label": "a"}, "r": {"x": true, "y": false}, "n": 4}]'},
            [("q", "a", None), ("r", "x", None), ("n", "4", None)],
        ),
        ({"Answer.taskAnswers": '[{"q": true}]'}, [("q", "true", None)]),
        (
            {
                "Answer.q.boundingBoxes": '[{"left": 1, "top": 2, "width": 3, "height": 4, '
                '"label": "a"}]'
            },
            [("q", "a", {"x": 1, "y": 2, "width": 3, "height": 4})],
        ),
        (
            {"Answer.q.entities": '[{"startOffset": 0, "endOffset": 3, "label": "a"}]'},
            [("q", "a", {"start": 0, "end": 3})],
        ),
    ],
)
def test_every_form_of_an_answer_is_read(
    tmp_path: Path, cells: dict[str, str], expected: list[Any]
) -> None:
    assert said(read(tmp_path, **cells)) == expected


@pytest.mark.parametrize("cells", [{"AssignmentStatus": "Rejected"}, {"Reject": "copied"}])
def test_rejected_answers_are_reported_and_not_read(tmp_path: Path, cells: dict[str, str]) -> None:
    record = read(tmp_path, **cells, **{"Answer.q": "a"})
    assert record.uses == ()
    assert [(p.kind, p.item) for p in record.problems] == [("rejected-answer", "H1")]


@pytest.mark.parametrize(
    ("cells", "item"),
    [
        ({"Input.item": "i7"}, "i7"),
        ({"Input.id": "7"}, "7"),
        ({}, "H1"),
        ({"HITId": ""}, "sha256:"),
        ({"HITId": "", "Input.text": ""}, ""),
    ],
)
def test_the_item_is_an_input_or_the_hit(tmp_path: Path, cells: dict[str, str], item: str) -> None:
    [use] = read(tmp_path, **cells, **{"Answer.q": "a"}).uses
    assert use.annotation.item[: len(item) or None] == item


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu Jan 01 09:30:00 PST 2026", "2026-01-01T09:30:00-08:00"),
        ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"),
        ("Fri May 01 10:00:00 XYZ 2026", "Fri May 01 10:00:00 XYZ 2026"),
        ("Fri Foo 01 10:00:00 PDT 2026", "Fri Foo 01 10:00:00 PDT 2026"),
        ("", None),
    ],
)
def test_times_of_the_website_become_iso(tmp_path: Path, text: str, expected: str | None) -> None:
    [use] = read(tmp_path, SubmitTime=text, **{"Answer.q": "a"}).uses
    assert use.annotation.at == expected


ANSWERS = st.lists(st.sampled_from(["a", "b", "c|d"]), min_size=1, unique=True)


@given(labels=ANSWERS | st.just([]), who=st.sampled_from([None, "A1", "B2"]))
def test_labels_come_back(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], who: str | None
) -> None:
    path = tmp_path_factory.mktemp("mturk") / "a.csv"
    annotator = None if who is None else pseudonym(KEY.encode(), who)
    bare = Annotation(
        "1", "classification", annotator=annotator, at="2026-05-01", schema="test@1.0.0"
    )
    annotations = tuple(bare._replace(label=label) for label in labels) or (bare,)
    document = Document("1", Content(text="x, y", file="c.png"), annotations)
    schema = release_of(classification=["a", "b"]).schema
    assert list(mturk.write(path, [document], schema)) == []
    assert signs.recognise(path, path.read_bytes())
    [record] = mturk.read(path, Layout())
    assert tuple(use.annotation for use in record.uses) == annotations
    assert record.uses[0].content == document.content


def test_places_and_values_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    annotations = (
        Annotation("1", "span", "a", {"start": 0, "end": 3}, annotation="A1"),
        Annotation("1", "box", "b", {"x": 1, "y": 2, "width": 3, "height": 4}, annotation="A1"),
        Annotation("1", "text", value="words", annotation="A1"),
    )
    schema = release_of(span=["a"], box=["b"], text=[]).schema
    document = Document("1", Content(text="Ada met Bo"), annotations)
    assert list(mturk.write(path, [document], schema)) == []
    [record] = mturk.read(path, Layout())
    assert said(record) == [
        ("span", "a", annotations[0].region),
        ("box", "b", annotations[1].region),
        ("text", "words", None),
    ]


def test_what_it_cannot_say_is_a_loss_and_formulas_do_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    schema = release_of(classification=["a"], polygon=["b"], ranking=["a", "b"]).schema
    annotations = (
        Annotation("1", "classification", "a", confidence=0.5),
        Annotation("1", "polygon", "b", {"points": []}),
        Annotation("1", "gone", "b"),
        Annotation("1", "ranking", value=["a", "b"]),
    )
    document = Document("1", Content(text="=1+1", width=3), annotations)
    kinds = [loss.kind for loss in mturk.write(path, [document], schema)]
    assert kinds == ["width", "confidence", *["annotation"] * 3, "formula"]
    # An empty list would say that nothing was found.
    assert "[]" not in path.read_text(encoding="utf-8")
    assert "'=1+1" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["[a]", '["a"]', '{"a": 1}', "a|b", "3"])
def test_texts_that_look_like_lists_come_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    document = Document("1", Content(text="x"), (Annotation("1", "text", value=text),))
    schema = release_of(text=[]).schema
    assert not list(mturk.write(path, [document], schema))
    found = [one for _, each in DataReader(schema, DataOptions()).read(path) for one in each]
    assert [one.annotation.value for one in found] == [text]
