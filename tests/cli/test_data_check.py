"""Tests of data check."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import SHORT_FORM, a_repository

GOOD = {"item": "1", "label": "positive", "schema": "sentiment@1.0.0"}


@pytest.fixture
def root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a repository with a schema that was released on the first of January 2026."""
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert run(["release", "--root", str(tmp_path)]) == 0
    capsys.readouterr()
    return tmp_path


def check(root: Path, *rows: dict[str, Any], given: tuple[str, ...] = ()) -> int:
    path = root / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = ["data", "check", str(path), "--schema", "sentiment@1.0.0", *given]
    return run([*arguments, "--root", str(root)])


def test_text_groups_problems_and_counts_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**GOOD, "item": str(n), "label": "postive"} for n in range(25)]
    assert (
        check(root, *rows, {"item": "x", "label": "positive", "value": None, "schema": None}) == 1
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "unknown-label, 25 errors: the task has no label that is written so"
    assert lines[21] == "  … 5 more; --format json lists all"
    assert lines[22].startswith("missing-stamp, 1 warning: ")
    assert lines[-1] == "26 annotations of 26 items: missing-stamp 1, unknown-label 25"


def test_json_lists_all(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{**GOOD, "item": str(n), "label": "x"} for n in range(25)]
    assert check(root, *rows, given=("--format", "json")) == 1
    found = json.loads(capsys.readouterr().out)
    assert [problem["line"] for problem in found["problems"]] == list(range(1, 26))
    assert found["summary"] == {"unknown-label": 25}
    assert check(root, GOOD, given=("--format", "json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"annotations": 1, "items": 1, "problems": [], "summary": {}}


@pytest.mark.parametrize(
    ("row", "fail_on", "code"),
    [
        ({"label": "x"}, "error", 1),
        ({"label": "x"}, "missing-stamp", 0),
        ({"schema": None}, "error", 0),
        ({"schema": None}, "warning", 1),
        ({"label": "x"}, "warning", 1),
        ({"schema": None}, "contradiction,missing-stamp", 1),
    ],
)
def test_what_makes_it_fail_can_be_said(
    root: Path, row: dict[str, Any], fail_on: str, code: int
) -> None:
    assert check(root, GOOD, {**GOOD, "item": "2", **row}, given=("--fail-on", fail_on)) == code


def test_an_unknown_kind_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(root, GOOD, given=("--fail-on", "unknown-labels")) == 2
    assert "did you mean `unknown-label`?" in capsys.readouterr().err


def test_the_registry_says_how_old_a_release_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(root, {**GOOD, "at": "2025-12-31T23:59:59Z"}) == 0
    assert "before schema:sentiment@1.0.0 was released at 2026-01-01T00:00:00Z" in (
        capsys.readouterr().out
    )
    assert check(root, {**GOOD, "at": "2026-01-01T00:00:00Z"}) == 0
    assert "older-than-release" not in capsys.readouterr().out


def test_several_files_are_told_apart(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = root / "other.jsonl"
    other.write_text(json.dumps({**GOOD, "item": "2", "label": "x"}) + "\n", encoding="utf-8")
    assert check(root, GOOD, given=(str(other), "--format", "json")) == 1
    [problem] = json.loads(capsys.readouterr().out)["problems"][:1]
    assert problem["file"].endswith("other.jsonl")
