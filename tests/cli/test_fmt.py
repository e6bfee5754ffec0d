"""`schemactl fmt`: what it writes, what it leaves alone, and its exit codes."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.builders import SHORT_FORM, a_repository

FILE = "schemas/sentiment/schema.yaml"
MESSY = SHORT_FORM.replace("name: sentiment", "name:   'sentiment'  # ours")
Output = pytest.CaptureFixture[str]


def fmt(root: Path, *arguments: str) -> int:
    """Run the command and return its exit code."""
    return run(["fmt", "--root", str(root), *arguments])


def test_files_are_formatted_once(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {FILE: MESSY})
    assert fmt(tmp_path) == 0
    assert capsys.readouterr().out == f"changed {FILE}\n1 file: changed 1\n"
    expected = SHORT_FORM.replace("name: sentiment", "name: sentiment  # ours")
    assert (tmp_path / FILE).read_text(encoding="utf-8") == expected
    assert fmt(tmp_path) == 0
    assert capsys.readouterr().out == "1 file: changed 0\n"


def test_check_lists_and_writes_nothing(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {FILE: MESSY, "schemactl.yaml": "profile: strict\n"})
    assert fmt(tmp_path, "--check") == 1
    assert capsys.readouterr().out == f"would change {FILE}\n2 files: would change 1\n"
    assert (tmp_path / FILE).read_text(encoding="utf-8") == MESSY
    assert fmt(tmp_path, "--check", str(tmp_path / "schemactl.yaml")) == 0


def test_a_file_with_problems_is_reported_and_the_others_are_formatted(
    tmp_path: Path, capsys: Output
) -> None:
    a_repository(tmp_path, {FILE: MESSY, "schemas/broken/schema.yaml": "a: [b\n"})
    assert fmt(tmp_path) == 1
    out = capsys.readouterr().out
    assert "schemas/broken/schema.yaml:2:1: error: " in out
    assert f"changed {FILE}\n" in out
    assert (tmp_path / "schemas/broken/schema.yaml").read_text(encoding="utf-8") == "a: [b\n"


def test_the_result_as_json(tmp_path: Path, capsys: Output) -> None:
    a_repository(tmp_path, {FILE: MESSY})
    fmt(tmp_path, "--check", "--format", "json")
    assert json.loads(capsys.readouterr().out) == {
        "files": 1,
        "changed": [FILE],
        "diagnostics": [],
    }


def test_a_wrong_path_is_2(tmp_path: Path) -> None:
    a_repository(tmp_path, {FILE: MESSY})
    assert fmt(tmp_path, str(tmp_path / "none")) == 2
