"""`registry status --check`: each finding is told, and 1 where there is any."""

from pathlib import Path

import pytest

from schemactl.audit.findings.catalog import FINDINGS
from tests.audit.recorded import recorded_in
from tests.cli.registry_commands import answer, text


@pytest.fixture(autouse=True)
def _history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded_in(tmp_path / "repository", monkeypatch, capsys)


def test_findings_are_told_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "registry", "status", "--check", code=1)
    assert found["summary"].keys() == FINDINGS.keys()
    [one] = found["findings"]
    assert (one["finding"], one["ref"]) == ("labels-predate-definition", "batch:week@1")
    said = text(capsys, "registry", "status", "--check", code=1)
    assert "[labels-predate-definition]\n  hint: " in said
    assert said.endswith("1 finding\n")


def test_files_are_read_where_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("cards.jsonl").unlink()
    found = answer(capsys, "registry", "status", "--check", "--locations", code=1)
    assert found["summary"]["data-changed"] == 1


def test_without_check_the_status_is_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "registry", "status")["datasets"] == 1
