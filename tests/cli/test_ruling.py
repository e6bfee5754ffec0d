"""`ruling import|add` by the command line, with their JSON."""

import json
from pathlib import Path

import pytest

from tests.builders import GUIDELINE, SHORT_FORM, a_repository
from tests.cli.registry_commands import answer, text
from tests.model.test_returned import QUESTION


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository with a guideline and a downloaded question."""
    files = {
        "schemas/sentiment/schema.yaml": SHORT_FORM,
        "guidelines/sentiment/guideline.yaml": GUIDELINE,
        "guidelines/sentiment/index.md": "# How\n",
        "schemactl.yaml": "actor: lead-1\n",
        "question.json": json.dumps({**QUESTION, "schema": "schema:sentiment@1.0.0"}),
    }
    a_repository(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795168800")
    return tmp_path


def test_a_question_comes_in_and_is_answered(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [one] = answer(capsys, "ruling", "import", "question.json", "--by", "ann-3")["rulings"]
    assert (one["state"], one["new"]) == ("open", True)
    assert (root / one["file"]).is_file()
    said = text(capsys, "ruling", "import", "question.json", "--by", "ann-3")
    assert said == f"asked already: {one['id']} in {one['file']}\n"
    said = text(capsys, "ruling", "add", "--answers", one["id"], "--use", "positive")
    assert said == f"ruled {one['id']} in {one['file']}\n"
    written = (root / one["file"]).read_text()
    assert "use: positive" in written
    assert "by: lead-1" in written
    assert 'asked: "2026-11-20"' in written
    assert "error" not in text(capsys, "validate", "--format", "text").lower().replace(
        "0 errors", ""
    )


def test_what_is_wrong_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "give --item or --answers" in text(capsys, "ruling", "add", "--use", "x", code=2)
    said = text(capsys, "ruling", "add", "--use", "x", "--item", "y", "--date", "soon", code=2)
    assert "is no date" in said
    (root / "question.json").write_text("[]")
    assert "is empty" in text(capsys, "ruling", "import", "question.json", code=2)
    assert not (root / "guidelines/sentiment/rulings").exists()
