"""Tests of data."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood

GOOD = {"item": "1", "label": "positive", "schema": "mood@1.0.0"}


@pytest.fixture
def root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a repository with one released schema."""
    released_mood(tmp_path)
    capsys.readouterr()
    return tmp_path


def written(root: Path, *rows: dict[str, Any]) -> str:
    path = root / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_check_lists_problems_and_answers_with_its_exit_code(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["data", "check", written(root, GOOD, {**GOOD, "label": "postive"})]
    arguments += ["--schema", "mood@1.0.0", "--root", str(root)]
    assert run([*arguments, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["annotations"], found["items"]) == (2, 1)
    assert found["summary"] == {"too-many-choices": 1, "unknown-label": 1}
    assert found["problems"][1] == {
        "kind": "unknown-label",
        "item": "1",
        "line": 2,
        "label": "postive",
        "message": "task `mood` has no label 'postive'; did you mean `positive`?",
        "severity": "error",
    }
    assert run(arguments) == 1
    assert "data.jsonl:2: error: item 1: task `mood` has no label" in capsys.readouterr().out


def test_check_of_good_data_is_fine(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["data", "check", written(root, GOOD), "--schema", "mood@latest"]
    assert run([*arguments, "--root", str(root)]) == 0
    assert capsys.readouterr().out == "1 annotations of 1 items: no problems\n"


def test_a_file_in_which_nothing_was_asked_is_not_called_good(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "data.csv"
    path.write_text("item,label\n1,\n", encoding="utf-8")
    arguments = ["data", "check", str(path), "--schema", "mood@latest", "--root", str(root)]
    assert run(arguments) == 0
    assert capsys.readouterr().out == "0 annotations of 0 items: nothing to check\n"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--schema", "mood@9.0.0"], "schema:mood@9.0.0 does not exist"),
        (["--schema", "mood@1.0.0", "--as", "excel"], "no format 'excel'"),
        (["--schema", "mood@1.0.0", "--task", "x"], "has no task 'x'"),
        (["--schema", "mood@1.0.0", "--column", "x"], "is not understood"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    root: Path, capsys: pytest.CaptureFixture[str], given: list[str], message: str
) -> None:
    arguments = ["data", "check", written(root, GOOD), *given, "--root", str(root)]
    assert run(arguments) == 2
    assert message in capsys.readouterr().err


def test_each_verb_is_imported_when_it_is_called() -> None:
    # A child process: here everything is imported already.
    told = "import sys; from schemactl.cli.main import run; run(sys.argv[1:]); print(" + (
        "*sorted(name for name in sys.modules if name.startswith('schemactl.cli.data_')))"
    )
    child = [sys.executable, "-c", told, "data", "digest", "--help"]
    done = subprocess.run(child, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "schemactl.cli.data_digest schemactl.cli.data_options"


def test_what_is_no_verb_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "devour"]) == 2
    assert "No such command 'devour'" in capsys.readouterr().err
