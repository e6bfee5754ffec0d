"""`schemactl diff`: formats, exit codes and inputs that lead nowhere."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.diff.repository import two_versions


@pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("patch", 1), ("minor", 1), ("major", 1)])
def test_only_fail_on_makes_a_difference_fail(
    tmp_path: Path, fail_on: str | None, code: int
) -> None:
    two_versions(tmp_path)
    arguments = ["diff", "sentiment@1.0.0", "sentiment@draft", "--root", str(tmp_path)]
    assert run([*arguments, *(["--fail-on", fail_on] if fail_on else [])]) == code


def test_no_difference_fails_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_versions(tmp_path)
    same = ["diff", "sentiment@draft", "sentiment@draft", "--root", str(tmp_path)]
    assert run([*same, "--fail-on", "patch"]) == 0
    assert "no changes\nminimum bump: none\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("output_format", "start"), [("json", "{"), ("markdown", "## "), ("html", "<!doctype html>")]
)
def test_formats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], output_format: str, start: str
) -> None:
    two_versions(tmp_path)
    arguments = ["diff", "sentiment@1.0.0", "sentiment@draft", "--root", str(tmp_path)]
    assert run([*arguments, "--format", output_format]) == 0
    assert capsys.readouterr().out.startswith(start)


@pytest.mark.parametrize("old", ["nope", "nope@1.0.0", "main:nope", "nope:schemas", "--x"])
def test_what_leads_nowhere_is_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str
) -> None:
    two_versions(tmp_path)
    arguments = ["diff", "--root", str(tmp_path), "--format", "json", "--", old, "sentiment@draft"]
    assert run(arguments) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["message"]
    assert error["hint"]
