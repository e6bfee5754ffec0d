"""Tests of registry."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository with a release in a checkpoint, and a dataset that is newer."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.jsonl").write_text('{"item": "1", "label": "positive"}\n')
    released_mood(tmp_path)
    assert run(["register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0"]) == 0
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    """Run the command and return what it wrote as JSON."""
    capsys.readouterr()
    assert run(["registry", *arguments, "--format", "json"]) == code
    return json.loads(capsys.readouterr().out)


def test_status_counts_what_no_checkpoint_covers(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "status")
    assert (found["head"]["seq"], found["checkpoint"]["seq"], found["newer"]) == (3, 1, 2)
    capsys.readouterr()
    assert run(["registry", "status"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "3 entries: 1 release, 1 dataset, 0 models",
        "last checkpoint at entry 1; 2 newer: run `schemactl registry checkpoint`",
    ]


def test_a_checkpoint_covers_everything_and_is_made_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = said(capsys, "checkpoint")
    assert found["path"] == "registry/journal/000000000003.json"
    assert found["checkpoint"]["root"].startswith("sha256:")
    assert said(capsys, "checkpoint") == {"checkpoint": None, "path": None}
    assert said(capsys, "status")["newer"] == 0


def test_what_verifies_has_no_diagnostics(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "verify")
    assert found["diagnostics"] == []
    assert found["summary"]["errors"] == 0


def test_a_difference_is_a_bad_answer(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "registry" / "journal" / "000000000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"mood", b"mode"))
    found = said(capsys, "verify", code=1)
    assert {one["rule"] for one in found["diagnostics"]} == {"journal-altered"}
    capsys.readouterr()
    assert run(["registry", "verify"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 difference"


def test_a_checkpoint_held_elsewhere_is_compared(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "checkpoint")
    held = tmp_path_factory.mktemp("auditor") / "held.json"
    shutil.copy(root / "registry" / "journal" / "000000000003.json", held)
    said(capsys, "verify", "--checkpoint", str(held))
    held.write_text(held.read_text().replace('"seq":3', '"seq":1'))
    said(capsys, "verify", "--checkpoint", str(held), code=1)
    held.write_text("nothing")
    said(capsys, "verify", "--checkpoint", str(held), code=2)
    said(capsys, "verify", "--checkpoint", str(held.parent / "absent.json"), code=2)


def test_a_fork_is_shown_and_stops_a_checkpoint(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = root / "registry" / "journal"
    other = root / "other"
    shutil.copytree(root / "registry", other / "registry")
    shutil.copytree(root / "schemas", other / "schemas")
    for path in (other / "registry").glob("registry.db*"):
        path.unlink()
    data = ["register", "dataset", "e@1", "data.jsonl", "--schema", "mood@1.0.0"]
    assert run([*data, "--root", str(other)]) == 0
    assert run(["registry", "checkpoint", "--root", str(other)]) == 0
    for path in (other / "registry" / "journal").iterdir():
        shutil.copy(path, journal)
    assert said(capsys, "status")["forked"] is True
    error = said(capsys, "checkpoint", code=2)["error"]
    assert error["message"].startswith("ledger-forked: database and journal hold")
    assert said(capsys, "verify", code=1)["summary"]["errors"] > 0
