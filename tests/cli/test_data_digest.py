"""Tests of data digest."""

import json
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


def test_digest_prints_three(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["data", "digest", written(root, GOOD), "--schema", "mood@1.0.0"]
    arguments += ["--root", str(root)]
    assert run([*arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert run(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{name:7}{found[name]}" for name in ("bytes", "rows", "labels")]


def test_one_digest_may_be_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["data", "digest", written(root, {**GOOD, "label": "glad"}), "--schema"]
    arguments += ["mood@1.0.0", "--root", str(root), "--format", "json"]
    assert run(arguments) == 1
    every = json.loads(capsys.readouterr().out)
    for name, code in (("bytes", 0), ("rows", 0), ("labels", 1)):
        assert run([*arguments, "--only", name]) == code
        found = json.loads(capsys.readouterr().out)
        assert found.keys() == {name, "unknown_labels"}
        assert found[name] == every[name]


def test_digest_of_unknown_labels_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(root, {**GOOD, "label": "glad"})
    arguments = ["data", "digest", path, "--schema", "mood@1.0.0", "--format", "json"]
    assert run([*arguments, "--root", str(root)]) == 1
    output = capsys.readouterr()
    assert json.loads(output.out)["unknown_labels"] == {"glad": 1}
    assert "1 annotations carry labels that mood@1.0.0 lacks" in output.err
