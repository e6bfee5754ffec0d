"""Taking in a file: written whole or not at all, and the result is a valid draft."""

import csv
import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.exchange import intake
from schemactl.exchange.importer import Request
from schemactl.exchange.intake import take_in
from schemactl.files.schema_file import read_schema_file
from schemactl.model.finding import Diagnostic
from schemactl.validate.engine import validate
from schemactl.workspace import Workspace

REQUEST = Request(name="mood")

cells = st.sampled_from(
    ["", "a", "b", "nothing", "Q1", "a b", "a?b", "yes", "0111", "a: b", "- c", "# d", "\t", "😀"]
)
values = st.one_of(st.text(max_size=5), cells)
rows = st.lists(st.tuples(values, values, values, values), max_size=8)
keys = st.one_of(st.sampled_from(["id", "name", "children", "parent", "definition"]), values)
trees = st.recursive(
    st.one_of(values, st.none(), st.integers(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=15,
)


def a_list(folder: Path, text: str = "joy\nfear\n") -> Path:
    """Write a list of names."""
    file = folder / "names.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_draft_is_written_and_reads_without_problems(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    imported = take_in(workspace, "list", a_list(tmp_path), REQUEST)
    assert imported.labels == 2
    read = read_schema_file(workspace, workspace.schema_file("mood"))
    assert read.document.problems == []
    assert read.schema is not None
    assert [label.id for label in read.schema.tasks[0].labels] == ["joy", "fear"]


def test_a_working_copy_is_replaced_only_when_asked(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    take_in(workspace, "list", a_list(tmp_path), REQUEST)
    before = workspace.schema_file("mood").read_bytes()
    other = a_list(tmp_path, "other\n")
    with pytest.raises(SchemactlError, match=r"schemas/mood/schema\.yaml exists already"):
        take_in(workspace, "list", other, REQUEST)
    assert workspace.schema_file("mood").read_bytes() == before
    take_in(workspace, "list", other, REQUEST, force=True)
    assert b"other" in workspace.schema_file("mood").read_bytes()


def problems_of(file_format: str, text: str, request: Request = REQUEST) -> tuple[Diagnostic, ...]:
    """Return the errors in what a source becomes; a source that is refused has none."""
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        file = workspace.root / "source"
        file.write_text(text, encoding="utf-8", newline="")
        try:
            take_in(workspace, file_format, file, request)
        except SchemactlError:
            return ()
        return validate(workspace, (), "minimal", today="2026-01-01").diagnostics


@given(rows)
@settings(deadline=None)
def test_whatever_a_table_holds_the_draft_has_no_errors(table: list[tuple[str, ...]]) -> None:
    text = StringIO()
    csv.writer(text).writerows([("id", "name", "definition", "parent"), *table])
    assert problems_of("csv", text.getvalue()) == ()
    by_path = REQUEST._replace(columns={"id": "name"}, path_column="id")
    assert problems_of("csv", text.getvalue(), by_path) == ()
    assert problems_of("list", text.getvalue()) == ()


@given(trees)
@settings(deadline=None)
def test_whatever_a_tree_holds_the_draft_has_no_errors(tree: Any) -> None:
    assert problems_of("json-tree", json.dumps(tree)) == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "Mood"}, "--name: 'Mood' is not a name"),
        ({"name": "../x"}, "--name: '../x' is not a name"),
        ({"task": "a b"}, "--task: 'a b' is not a name"),
        ({"version": "1.0"}, "--version: '1.0' is not a version"),
        ({"task_type": "zap"}, "no task type 'zap'"),
    ],
)
def test_a_wrong_request_writes_nothing(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(SchemactlError, match=message) as caught:
        take_in(Workspace(tmp_path), "list", a_list(tmp_path), REQUEST._replace(**changes))
    assert caught.value.hint
    assert not (tmp_path / "schemas").exists()


def test_an_unreadable_source_writes_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(SchemactlError, match="is a folder"):
        take_in(workspace, "list", tmp_path, REQUEST)
    with pytest.raises(FileNotFoundError):
        take_in(workspace, "list", tmp_path / "ghost", REQUEST)
    with pytest.raises(SchemactlError, match="is empty"):
        take_in(workspace, "list", a_list(tmp_path, ""), REQUEST)
    assert not (tmp_path / "schemas").exists()


def test_what_is_too_large_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    file = a_list(tmp_path, "joy\n" * 300)
    monkeypatch.setattr(intake, "LARGEST_FILE", 1000)
    with pytest.raises(SchemactlError, match="the draft would have"):
        take_in(workspace, "list", file, REQUEST)
    monkeypatch.setattr(intake, "_LARGEST_SOURCE", 1000)
    with pytest.raises(SchemactlError, match="is larger than"):
        take_in(workspace, "list", file, REQUEST)
    assert not (tmp_path / "schemas").exists()


def test_a_folder_that_leads_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "root" / "schemas").mkdir(parents=True)
    (tmp_path / "root" / "schemas" / "mood").symlink_to(tmp_path / "outside")
    with pytest.raises(SchemactlError, match="leads out of the repository"):
        take_in(Workspace(tmp_path / "root"), "list", a_list(tmp_path), REQUEST)
