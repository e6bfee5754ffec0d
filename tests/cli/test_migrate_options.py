"""The options of migrations: which one is meant, and how it is told where it is not."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.cli.migrations import a_repository


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2.0.0", "1.0.0", "older than 2.0.0"),
        ("1.0.0", "9.0.0", "mood@9.0.0"),
        ("0.1.0", "2.0.0", "mood@0.1.0"),
    ],
)
def test_a_way_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], start: str, end: str, message: str
) -> None:
    data = a_repository(tmp_path, capsys)
    way = ["--schema", "schema:mood", "--from", start, "--to", end, "--root", str(tmp_path)]
    assert run(["migrate", "plan", str(data), *way]) == 2
    assert message in capsys.readouterr().err


def test_a_way_of_no_steps_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = a_repository(tmp_path, capsys)
    way = ["--schema", "mood", "--from", "1.0.0", "--to", "1.0.0", "--root", str(tmp_path)]
    assert run(["migrate", "plan", str(data), *way]) == 0
    assert "3 unchanged" in capsys.readouterr().out
