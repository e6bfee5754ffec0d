"""`audit`: a folder that verifies, the same on every run, and clear refusals."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.audit.recorded import recorded_in
from tests.cli.registry_commands import answer, text


@pytest.fixture(autouse=True)
def _history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded_in(tmp_path / "repository", monkeypatch, capsys)


def test_the_report_is_written_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    said = text(capsys, "audit", "model:cook@1", "--out", "report")
    assert "report/index.html: model:cook@1, ledger up to entry 7" in said
    assert "things not known" in said
    assert Path("report/index.html").is_file()


def test_a_rerun_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    first = answer(capsys, "audit", "model:cook@1", "--out", "report", "--at", "7")
    assert run(["registry", "checkpoint"]) == 0
    assert run(["register", "model", "cook@3", "--dataset", "cards@1"]) == 0
    again = answer(capsys, "audit", "model:cook@1", "--out", "again", "--at", "7")
    assert again["sums"] == first["sums"]
    assert again["points"].keys() == {str(n) for n in range(1, 19)}


def test_what_is_not_recorded_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    said = text(capsys, "audit", "model:nobody@1", "--out", "report", code=2)
    assert "not in the registry" in said
    assert not Path("report").exists()


def test_an_edited_release_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("registry/schemas/mood/1.0.0/schema.json")
    path.write_text(path.read_text().replace("disliked", "loathed"))
    said = text(capsys, "audit", "model:cook@1", "--out", "report", code=2)
    assert "schema.json" in said
