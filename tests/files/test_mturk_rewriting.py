"""Tests of rewriting results of Mechanical Turk."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import mturk
from schemactl.files.pseudonym import VARIABLE
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    Choose,
    assert_labels_change,
    chosen,
    documents,
    release,
    rewritten,
    told,
)

NEW = Relabel("q", "new", False)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "a key for the tests")


@pytest.mark.parametrize("types", [("classification", "span"), ("box",)])
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, types: tuple[str, ...], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("mturk") / "a.csv"
    made: list[Document] = data.draw(documents(*types))
    assert_labels_change(mturk, path, types, made, chosen(data), has_tasks=True)


def changed(tmp_path: Path, cells: dict[str, str], choose: Choose) -> dict[str, str]:
    """Return the answers of a row after it was rewritten; all other bytes are as they were."""
    head = '"HITId","AssignmentId","WorkerId","Input.text","Input.schema"'
    names = ",".join(f'"{name}"' for name in cells)
    told = '"H1","A1","W","old|""old""","test@0.1.0"'
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in cells.values())
    path = tmp_path / "a.csv"
    path.write_bytes(f"{head},{names}\r\n{told},{','.join(quoted)}\r\n".encode())
    found = rewritten(mturk, path, release(("new",), "span"), choose).path.read_bytes().decode()
    assert found.startswith(f"{head},{names}\r\n{told.replace('0.1.0', '1.0.0')},")
    [row] = csv.DictReader(StringIO(found, newline=""))
    return {name: row[name] for name in cells}


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ({"Answer.q": "a|old"}, {"Answer.q": "a|new"}, {"Answer.q": "a"}),
        ({"Answer.q.label": "old"}, {"Answer.q.label": "new"}, {"Answer.q.label": ""}),
        ({"Answer.q": '["a", "old"]'}, {"Answer.q": '["a", "new"]'}, {"Answer.q": '["a"]'}),
        (
            {"Answer.q": '{"labels" : ["\\u006fld"],"x":1.50}'},
            {"Answer.q": '{"labels" : ["new"],"x":1.50}'},
            {"Answer.q": ""},
        ),
        (
            {"Answer.q": '{"a":true, "old" : true}'},
            {"Answer.q": '{"a":true, "new" : true}'},
            {"Answer.q": '{"a":true}'},
        ),
        (
            {"Answer.q": '{"new":false, "old" : true}'},
            {"Answer.q": '{"new":true, "old" : false}'},
            {"Answer.q": ""},
        ),
        (
            {"Answer.q": '[{"x":"\\"label\\":\\"old\\"","label":"old","startOffset":1.0}, "a"]'},
            {"Answer.q": '[{"x":"\\"label\\":\\"old\\"","label":"new","startOffset":1.0}, "a"]'},
            {"Answer.q": '["a"]'},
        ),
        (
            {"Answer.q.old": "TRUE", "Answer.q.new": "", "Answer.q.x": "FALSE"},
            {"Answer.q.old": "FALSE", "Answer.q.new": "TRUE", "Answer.q.x": "FALSE"},
            {"Answer.q.old": "", "Answer.q.new": "", "Answer.q.x": ""},
        ),
        (
            {"Answer.taskAnswers": '[{"q":{"label" : "old|a"}, "r":["old"]}]'},
            {"Answer.taskAnswers": '[{"q":{"label" : "new|a"}, "r":["new"]}]'},
            {"Answer.taskAnswers": '[{"q":{"label" : "a"}}]'},
        ),
    ],
)
def test_only_the_label_changes_or_leaves(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], gone: dict[str, str]
) -> None:
    assert changed(tmp_path, before, told(old=NEW)) == after
    assert changed(tmp_path, before, told(old=None)) == gone


def test_a_label_is_written_where_nothing_applied(tmp_path: Path) -> None:
    flags = {"Answer.q.a": "false", "Answer.q.new": "false"}
    assert changed(tmp_path, flags, told(nothing=NEW)) == flags | {"Answer.q.new": "true"}
    listed = {"Answer.q": '{"labels":[]}'}
    assert changed(tmp_path, listed, told(nothing=NEW)) == {"Answer.q": '{"labels":["new"]}'}
    with pytest.raises(SchemactlError, match=r"`Answer\.q` has no place for 'new'"):
        changed(tmp_path, {"Answer.q": "{}"}, told(nothing=NEW))


def test_what_columns_cannot_say_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"no column `Answer\.q\.new`"):
        changed(tmp_path, {"Answer.q.old": "true"}, told(old=NEW))
    with pytest.raises(SchemactlError, match="an answer to `q` cannot move to `r`"):
        changed(tmp_path, {"Answer.q": "old"}, told(old=Relabel("r", "new")))
    stays = told(old=Relabel("q", None))
    for cells in ({"Answer.q": "old"}, {"Answer.q": '["old"]'}, {"Answer.q.old": "true"}):
        assert changed(tmp_path, cells, stays) == cells
