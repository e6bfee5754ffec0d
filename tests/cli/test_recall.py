"""A run that is told again: only the same question, only about the same bytes, and as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.cli.recall import FORMATS, Recall, Told
from schemactl.cli.reports.catalog import FORMATS as ALL_FORMATS
from schemactl.files.note import note_path
from schemactl.validate import unchanged
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository

TOLD = Told("1 schema\n", 1)
MODULES = """
import sys
from schemactl.cli.main import run
code = run(["validate", "--root", sys.argv[1]])
sys.stderr.write(" ".join(sys.modules))
sys.exit(code)
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Return a small repository of which all is worth keeping."""
    monkeypatch.setattr(unchanged, "WORTH_SECONDS", 0)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    unchanged.digest_of_tool.cache_clear()
    return a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})


def test_the_same_question_has_the_same_answer(workspace: Workspace) -> None:
    first = Recall(workspace, (), "strict", "text")
    assert first.told() is None
    first.keep(TOLD)
    assert Recall(workspace, (), "strict", "text").told() == TOLD
    assert Recall(workspace, (), "minimal", "text").told() is None
    assert Recall(workspace, (workspace.schemas,), "strict", "text").told() is None


def test_another_byte_is_another_question(workspace: Workspace) -> None:
    Recall(workspace, (), "text").keep(TOLD)
    workspace.schema_file("sentiment").write_text(SHORT_FORM + "# more\n")
    assert Recall(workspace, (), "text").told() is None


def test_what_changed_meanwhile_is_not_kept(workspace: Workspace) -> None:
    recall = Recall(workspace, (), "text")
    before = workspace.schema_file("sentiment").read_bytes()
    workspace.schema_file("sentiment").write_text(SHORT_FORM + "# more\n")
    recall.keep(TOLD)
    assert Recall(workspace, (), "text").told() is None
    workspace.schema_file("sentiment").write_bytes(before)
    assert Recall(workspace, (), "text").told() is None


def test_where_nothing_can_be_told_or_written_nothing_is(workspace: Workspace) -> None:
    (workspace.root / ".schemactl").write_text("in the way")
    Recall(workspace, (), "text").keep(TOLD)
    (workspace.root / ".schemactl").unlink()
    (workspace.schemas / "link").symlink_to(workspace.root)
    Recall(workspace, (), "text").keep(TOLD)
    assert not (workspace.root / ".schemactl").exists()


def test_a_note_of_another_shape_is_none(workspace: Workspace) -> None:
    recall = Recall(workspace, (), "text")
    recall.keep(TOLD)
    path = note_path(workspace, recall._name)
    path.write_bytes(path.read_bytes().replace(b"1 schema", b"9 schema"))
    assert Recall(workspace, (), "text").told() is None


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_second_run_writes_what_the_first_one_did(
    workspace: Workspace, output_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.schema_file("sentiment").write_text(
        SHORT_FORM.replace("id: negative", "id: positive")
    )
    asked = ["validate", "--root", str(workspace.root), "--format", output_format]
    codes, outputs = [], []
    for more in ([], [], ["--no-cache"]):
        codes.append(run([*asked, *more]))
        outputs.append(capsys.readouterr().out)
    assert codes == [1, 1, 1]
    assert outputs[0] == outputs[1] == outputs[2]
    assert len(list((workspace.root / ".schemactl/cache").glob("run-*.json"))) == 1


def test_formats_are_known() -> None:
    assert set(FORMATS) < set(ALL_FORMATS)


def test_a_build_server_looks_at_everything(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert run(["validate", "--root", str(workspace.root)]) == 0
    assert not (workspace.root / ".schemactl").exists()


def test_a_run_that_is_told_again_imports_neither_models_nor_rules(workspace: Workspace) -> None:
    assert run(["validate", "--root", str(workspace.root)]) == 0
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    again = subprocess.run(
        [sys.executable, "-c", MODULES, str(workspace.root)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert "1 schema, 2 labels" in again.stdout
    loaded = set(again.stderr.split())
    assert loaded.isdisjoint({"pydantic", "yaml", "schemactl.validate.engine"})
