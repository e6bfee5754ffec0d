"""Tests of rewriting data rows of Labelbox."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import labelbox
from schemactl.files.rewriting import Relabel
from schemactl.model.release import ReleasedSchema
from tests.files.rewriting_laws import (
    Choose,
    assert_labels_change,
    changed_bytes,
    chosen,
    documents,
    rewritten,
    told,
)

SCHEMA = ReleasedSchema.model_validate(
    {
        "schemactl": 1,
        "name": "test",
        "version": "2.0.0",
        "tasks": [
            {"id": task, "type": "classification", "labels": [{"id": "new", "name": "New one"}]}
            for task in ("mood", "tone")
        ],
    }
)
NEW = Relabel("mood", "new", False)


@pytest.mark.parametrize("types", [("classification", "span"), ("box", "polygon")])
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, types: tuple[str, ...], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("labelbox") / "a.ndjson"
    made: list[Document] = data.draw(documents(*types))
    assert_labels_change(labelbox, path, types, made, chosen(data), has_tasks=True)


def row(annotations: bytes) -> bytes:
    """Return a data row with the annotations of one label."""
    return (
        b'{"data_row": {"id": "1", "row_data": "old"}, "projects" : {"p": {"labels": [ {"note":'
        b'"old", "annotations": {' + annotations + b"}} ]}}}\r\n"
    )


def answer(label: bytes) -> bytes:
    """Return an answer."""
    return b'{"name": "' + label + b'", "value": "' + label + b'"}'


def question(*answers: bytes, name: bytes = b"mood") -> bytes:
    """Return a question with several answers."""
    listed = b", ".join(answers)
    return answer(name)[:-1] + b', "checklist_answers" : [' + listed + b"]}"


def changed(tmp_path: Path, annotations: bytes, choose: Choose) -> bytes:
    """Return the bytes of a data row after it was rewritten."""
    path = tmp_path / "a.ndjson"
    return changed_bytes(labelbox, path, row(annotations), SCHEMA, choose)


OBJECT = b'"value": "old", "bounding_box": {"top": 1.50, "left": 2, "width": 3, "height": 4}}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b'"objects": [{"name": "old", ' + OBJECT + b"]",
            b'"objects": [{"name": "new", ' + OBJECT.replace(b"old", b"new") + b"]",
        ),
        (
            b'"objects": [{"name" : "Old one", ' + OBJECT + b"]",
            b'"objects": [{"name" : "New one", ' + OBJECT.replace(b"old", b"new") + b"]",
        ),
        (
            b'"objects": [{"note": "\\"value\\": \\"old\\"", ' + OBJECT + b"]",
            b'"objects": [{"note": "\\"value\\": \\"old\\"", '
            + OBJECT.replace(b"old", b"new")
            + b"]",
        ),
        (
            b'"frames": {"7": {"objects": {"x": {"v\\u0061lue":"\\u006fld", "point": {"x":1,"y":2}'
            b"}}}}",
            b'"frames": {"7": {"objects": {"x": {"v\\u0061lue":"new", "point": {"x":1,"y":2}}}}}',
        ),
        (
            b'"relationships": [{"value":"old","relationship": {"source":"old","target":"b"}}]',
            b'"relationships": [{"value":"new","relationship": {"source":"old","target":"b"}}]',
        ),
        (
            b'"classifications": [' + question(answer(b"a"), answer(b"old")) + b"]",
            b'"classifications": [' + question(answer(b"a"), answer(b"new")) + b"]",
        ),
        (
            b'"classifications": [{"name":"old", "radio_answer" : ' + answer(b"old") + b"}]",
            b'"classifications": [{"name":"old", "radio_answer" : ' + answer(b"new") + b"}]",
        ),
    ],
)
def test_only_the_label_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    choose = told(old=NEW)
    assert changed(tmp_path, before, choose) == row(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([question(answer(b"a"), answer(b"old"))], [question(answer(b"a"))]),
        ([question(answer(b"old")), question(answer(b"a"))], [question(answer(b"a"))]),
        ([b'{"name": "x", "radio_answer": ' + answer(b"old") + b"}"], []),
    ],
)
def test_answers_leave_and_a_question_without_any_leaves_too(
    tmp_path: Path, before: list[bytes], after: list[bytes]
) -> None:
    def content(questions: list[bytes]) -> bytes:
        return b'"objects":[], "classifications": [' + b",".join(questions) + b"]"

    assert changed(tmp_path, content(before), told(old=None)) == row(content(after))


def test_an_object_leaves(tmp_path: Path) -> None:
    content = b'"objects": [{' + OBJECT + b", {" + OBJECT.replace(b"old", b"a") + b"]"
    expected = b'"objects": [{' + OBJECT.replace(b"old", b"a") + b"]"
    assert changed(tmp_path, content, told(old=None)) == row(expected)


def test_answers_move_to_the_questions_of_other_tasks(tmp_path: Path) -> None:
    choose = told(old=Relabel("tone", "new"))
    found = changed(tmp_path, b'"classifications": [' + question(answer(b"old")) + b"]", choose)
    assert found == row(b'"classifications": [' + question(answer(b"new"), name=b"tone") + b"]")
    both = question(answer(b"a"), answer(b"old"))
    found = changed(tmp_path, b'"classifications": [' + both + b"]", choose)
    expected = question(answer(b"a")) + b", " + question(answer(b"new"), name=b"tone")
    assert found == row(b'"classifications": [' + expected + b"]")


def test_a_label_is_written_where_nothing_applied(tmp_path: Path) -> None:
    found = changed(tmp_path, b'"classifications": [' + question() + b"]", told(nothing=NEW))
    new = b'{"name":"new","value":"new"}'
    assert found == row(b'"classifications": [' + question(new) + b"]")
    text = b'"classifications": [{"name":"mood","text_answer":{"content":"x"}}]'
    moved = changed(tmp_path, text, told(nothing=Relabel("tone", None)))
    assert moved == row(text.replace(b"mood", b"tone"))
    with pytest.raises(SchemactlError, match="a text has no place for mood/new"):
        changed(tmp_path, text, told(nothing=NEW))


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(
        b'{"data_row":{"id":"1"},"metadata_fields":[{"schema_name":"x","value":"test@1.0.0"},'
        b'{"name":"schema","value":"test@1.0.0"}],"projects":{}}'
    )
    found = rewritten(labelbox, path, SCHEMA, lambda _: {}).path.read_bytes()
    assert found == path.read_bytes()[:-29] + b'"test@2.0.0"}],"projects":{}}'
