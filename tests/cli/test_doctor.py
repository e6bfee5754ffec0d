"""Tests of `schemactl doctor`."""

import json
import sys
from pathlib import Path

import pytest

from schemactl.cli import doctor
from schemactl.cli.main import run


def test_what_is_installed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--format", "json"]) == 0
    found = {part["name"]: part for part in json.loads(capsys.readouterr().out)["parts"]}
    assert found["python"]["found"] == ".".join(map(str, sys.version_info[:3]))
    assert found["git"]["found"].startswith("git version")
    assert all(found[name]["required"] for name in ("libyaml", "sqlmodel"))


def test_what_is_missing_is_told_with_what_it_is_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["doctor"]) == 0
    assert "java             not there; for --engine spark: install Java" in (
        capsys.readouterr().out
    )
    missing = doctor.Part("glue", "everything", lambda: None, True, "buy glue")
    monkeypatch.setattr(doctor, "PARTS", (missing,))
    assert run(["doctor"]) == 1
    assert "glue  missing; for everything: buy glue" in capsys.readouterr().out


def test_a_program_that_fails_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "java"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    run(["doctor", "--format", "json"])
    found = {part["name"]: part for part in json.loads(capsys.readouterr().out)["parts"]}
    assert found["java"]["found"] is None
