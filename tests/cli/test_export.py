"""Tests of export."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.builders import SHORT_FORM, a_repository, release_schema


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with one released schema."""
    workspace = a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    release_schema(workspace, "sentiment")
    return tmp_path


def test_a_release_is_written_to_stdout_or_a_file(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", "json-schema", "sentiment@latest", "--root", str(root)]
    assert run(arguments) == 0
    text = capsys.readouterr().out
    assert json.loads(text)["title"] == "An annotation under schema:sentiment@1.0.0"
    out = root / "annotation.json"
    assert run([*arguments, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == text
    assert capsys.readouterr().out == f"{out}: json-schema of schema:sentiment@1.0.0\n"
    assert run([*arguments, "--out", str(out)]) == 2
    assert "exists" in capsys.readouterr().err
    assert run([*arguments, "--out", str(out), "--force", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["losses"] == []


def test_formats_are_listed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--list", "--root", str(root)]) == 0
    assert "json-schema   the JSON Schema of an annotation\n" in capsys.readouterr().out
    assert run(["export", "--list", "--format", "json", "--root", str(root)]) == 0
    [found] = [one for one in json.loads(capsys.readouterr().out) if one["format"] == "json-schema"]
    assert found["limits"] == {"name": None, "depth": None, "labels": None}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "give FORMAT and REF"),
        (["json-schma", "sentiment@latest"], "no export format 'json-schma'"),
        (["json-schema", "sentiment@9.0.0"], "does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    root: Path, capsys: pytest.CaptureFixture[str], given: list[str], message: str
) -> None:
    assert run(["export", *given, "--root", str(root)]) == 2
    assert message in capsys.readouterr().err
