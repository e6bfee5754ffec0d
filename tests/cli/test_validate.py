"""`schemactl validate`: its JSON, its exit code, and mending."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import SHORT_FORM, a_repository

SCHEMA = "schemas/sentiment/schema.yaml"
CUT = SHORT_FORM + "unsure: {say: Flag it, then wait}\n"

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the garbage collector on: this process does not end with the report."""
    monkeypatch.setattr("gc.disable", lambda: None)


def validate(root: Path, *arguments: str) -> int:
    """Run the command and return its exit code."""
    return run(["validate", "--root", str(root), *arguments])


def as_json(root: Path, capsys: Output, *arguments: str) -> dict[str, Any]:
    """Return what the command writes as JSON."""
    validate(root, "--format", "json", *arguments)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_good_repository_is_0(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {SCHEMA: SHORT_FORM})
    assert validate(tmp_path) == 0
    assert "1 schema, 2 labels, 0 guidelines: 0 errors" in capsys.readouterr().out


def test_an_error_is_1_and_a_warning_is_0(tmp_path: Path) -> None:
    a_repository(tmp_path, {SCHEMA: SHORT_FORM.replace("id: positive", "id: a b")})
    assert validate(tmp_path) == 1
    a_repository(
        tmp_path, {SCHEMA: SHORT_FORM.replace("    definition: The writer is pleased.\n", "")}
    )
    assert validate(tmp_path) == 0
    assert validate(tmp_path, "--profile", "strict") == 1


def test_the_shape_of_the_json(tmp_path: Path, capsys: Output) -> None:
    a_repository(
        tmp_path, {SCHEMA: SHORT_FORM.replace("definition: The writer is d", "definiton: d")}
    )
    found = as_json(tmp_path, capsys)
    (unknown,) = [d for d in found["diagnostics"] if d["rule"] == "unknown-key"]
    assert {key: unknown[key] for key in ("severity", "file", "line", "column", "end_line")} == {
        "severity": "error",
        "file": SCHEMA,
        "line": 9,
        "column": 5,
        "end_line": 9,
    }
    assert unknown.keys() >= {"message", "end_column", "label", "hint", "fixable", "suppressed"}
    assert found["summary"].keys() >= {
        *("errors", "warnings", "infos", "suppressed", "schemas", "labels", "guidelines")
    }


def test_an_empty_repository_has_empty_lists(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {"schemactl.yaml": ""})
    found = as_json(tmp_path, capsys)
    assert found["diagnostics"] == []
    assert set(found["summary"].values()) == {0}


def test_mending_is_done_once_and_reported(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {SCHEMA: CUT})
    assert any(d["fixable"] for d in as_json(tmp_path, capsys)["diagnostics"])
    assert validate(tmp_path, "--fix") == 0
    assert (tmp_path / SCHEMA).read_text().endswith('{say: "Flag it, then wait"}\n')


def test_without_fix_no_file_is_touched(tmp_path: Path) -> None:
    a_repository(tmp_path, {SCHEMA: CUT})
    assert validate(tmp_path) == 1
    assert (tmp_path / SCHEMA).read_text() == CUT


def test_a_path_that_is_not_there_is_2(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {SCHEMA: SHORT_FORM})
    assert validate(tmp_path, str(tmp_path / "none")) == 2
    assert "no such file or folder" in capsys.readouterr().err
