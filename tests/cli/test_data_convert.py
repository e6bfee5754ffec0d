"""Tests of `schemactl data convert`."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood

ROW = {"item": "1", "label": "positive", "source": "mail"}


@pytest.fixture
def arguments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return a command that converts a row, in a repository with one released schema."""
    released_mood(tmp_path)
    capsys.readouterr()
    data = tmp_path / "data.jsonl"
    data.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    out = ["--to", "csv", "--out", str(tmp_path / "out.csv")]
    return ["data", "convert", str(data), "--schema", "mood@1.0.0", *out, "--root", str(tmp_path)]


def test_what_was_written_and_lost_is_told(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--format", "json"]) == 0
    message = "column `source` has no place in an annotation"
    assert json.loads(capsys.readouterr().out) == {
        "schema": "schema:mood@1.0.0",
        "format": "csv",
        "path": (tmp_path / "out.csv").as_posix(),
        "items": 1,
        "annotations": 1,
        "losses": [{"kind": "column", "item": None, "message": message}],
        "summary": {"column": 1},
    }
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[1].startswith("1,mood,positive,")


def test_what_is_there_is_replaced_only_by_force(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    assert run(arguments) == 2
    assert "out.csv exists" in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_text("utf-8") == "mine"
    assert run([*arguments, "--force"]) == 0
    assert "1 annotations of 1 items; lost: column 1" in capsys.readouterr().out


def test_losses_are_grouped_by_kind(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"label": "positive", "text": "x", "annotator": "a", "note": "n"}
    rows = [json.dumps({"item": str(n), **row}) for n in range(30)]
    data = Path(arguments[2])
    data.write_text("\n".join(rows), encoding="utf-8")
    assert run([*arguments, "--to", "spacy"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith("  ")][:2] == [
        "lost: annotator, 30",
        "lost: note, 30",
    ]
    assert "  item 0: there is no place for annotator 'a'" in lines
    assert lines.count("  … 10 more; --format json lists ten thousand") == 2
