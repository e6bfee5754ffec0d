"""`registry export|import|upgrade`: from SQLite to another store and back by the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.registry_commands import answer, released_in, text


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose release is in a checkpoint."""
    released_in(tmp_path, monkeypatch)
    return tmp_path


def test_what_is_exported_is_imported_with_the_same_root(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert text(capsys, "registry", "export", "--out", "a.jsonl").startswith("1 entry in a.jsonl\n")
    first = answer(capsys, "registry", "export", "--out", "a.jsonl")
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", "sqlite:///other.db")
    found = answer(capsys, "registry", "import", "a.jsonl")
    assert found["root"] == first["root"]
    assert "1 entry in a.jsonl, 0 new here" in text(capsys, "registry", "import", "a.jsonl")
    said = text(capsys, "registry", "import", "a.jsonl", "--replay")
    assert "1 entry in a.jsonl, 0 new here" in said


def test_without_a_file_the_entries_are_data_on_stdout(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text(capsys, "registry", "export", "--out", "a.jsonl")
    command = [sys.executable, "-m", "schemactl", "registry", "export"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout == (root / "a.jsonl").read_bytes()


def test_a_forked_file_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text(capsys, "registry", "export", "--out", "a.jsonl")
    content = (root / "a.jsonl").read_text()
    (root / "b.jsonl").write_text(content.replace('"content":', '"content": '))
    assert "canonical form" in text(capsys, "registry", "import", "b.jsonl", code=2)
    entry = json.loads(content) | {"note": "other"}
    line = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    (root / "c.jsonl").write_text(f"{line}\n")
    said = text(capsys, "registry", "import", "c.jsonl", code=2)
    assert "ledger-forked: registry and file hold different entries for number 1" in said


def test_an_upgrade_says_what_it_did(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "already" in text(capsys, "registry", "upgrade")
    assert root.is_dir()
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", "sqlite:///other.db")
    assert text(capsys, "registry", "upgrade").startswith("the tables are now those of revision")
    found = answer(capsys, "registry", "upgrade")
    assert found["from"] == found["to"]
