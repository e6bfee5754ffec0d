"""Tests of `schemactl data stats`."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood


@pytest.fixture
def arguments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return a command on two rows, in a repository with one released schema."""
    released_mood(tmp_path)
    capsys.readouterr()
    data = _data(tmp_path, "positive", "negative")
    return ["data", "stats", data, "--schema", "mood@1.0.0", "--root", str(tmp_path)]


def _data(folder: Path, *labels: str) -> str:
    path = folder / f"{len(labels)}.jsonl"
    rows = [{"item": str(n), "label": label} for n, label in enumerate(labels)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_chart_in_the_terminal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--minimum", "2"]) == 0
    out = capsys.readouterr().out
    assert "2 annotations of 2 items" in out
    assert "██████ 1" in out
    assert "starved: positive 1, negative 1" in out


def test_json_and_a_page(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = _data(tmp_path, "positive")
    page = tmp_path / "stats.html"
    options = ["--against", earlier, "--html", str(page), "--format", "json"]
    assert run([*arguments, *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "schema:mood@1.0.0"
    assert found["drift"]["mood"]["total_variation"] == 0.5
    assert "<h1>Labeled data under schema:mood@1.0.0</h1>" in page.read_text("utf-8")
