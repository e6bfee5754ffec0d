"""`schemactl migrate draft` as a command."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.builders import SHORT_FORM, a_repository, release_schema

FILE = "schemas/sentiment/schema.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    release_schema(workspace, "sentiment")
    a_repository(
        tmp_path, {FILE: SHORT_FORM.replace("is pleased", "is glad").replace("1.0.0", "1.0.1")}
    )
    return tmp_path


def test_the_draft_names_its_file_and_what_is_open(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["migrate", "draft", "sentiment", "--root", str(root)]
    assert run([*command, "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["file"] == "schemas/sentiment/migrations/1.0.1.yaml"
    assert result["added"] == ["redefine positive"]
    assert run(command) == 0
    assert "every change has its step" in capsys.readouterr().out


def test_an_unknown_schema_is_one_message(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", "draft", "gone", "--root", str(root)]) == 2
    assert "there is no schema 'gone'" in capsys.readouterr().err


def test_a_decided_draft_says_what_approvals_state(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["migrate", "draft", "sentiment", "--root", str(root)]
    assert run(command) == 0
    assert "approvals" not in capsys.readouterr().out
    path = root / "schemas/sentiment/migrations/1.0.1.yaml"
    decided = path.read_text().replace("effect: CHOOSE ", "effect: clarify ")
    path.write_text(decided.replace("because: CHOOSE", "because: A plainer word."))
    assert run(command) == 0
    assert "approvals of this draft state content: sha256:" in capsys.readouterr().out
