"""`schemactl release` as a command: what it prints and how it exits."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run

SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: happy
    definition: The writer is happy.
  - id: sad
    definition: The writer is sad.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "schemas" / "mood").mkdir(parents=True)
    (tmp_path / "schemas" / "mood" / "schema.yaml").write_text(SCHEMA)
    return tmp_path


def test_json_names_reference_digest_and_path(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", "--format", "json", "--root", str(root)]) == 0
    (released,) = json.loads(capsys.readouterr().out)["released"]
    assert released["ref"] == "schema:mood@1.0.0"
    assert released["digest"].startswith("sha256:")
    assert released["path"] == "registry/schemas/mood/1.0.0"


def test_a_second_run_has_nothing_to_release(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", "--root", str(root)]) == 0
    capsys.readouterr()
    assert run(["release", "--root", str(root)]) == 0
    assert "nothing to release" in capsys.readouterr().out


def test_a_dry_run_says_that_it_is_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", "schema:mood", "--dry-run", "--root", str(root)]) == 0
    assert "would release schema:mood@1.0.0" in capsys.readouterr().out
    assert not (root / "registry").exists()


def test_findings_at_the_gate_are_printed_and_exit_with_1(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "schemas" / "mood" / "schema.yaml"
    path.write_text(SCHEMA.replace("id: sad", "id: happy"))
    assert run(["release", "--root", str(root)]) == 1
    output = capsys.readouterr().out
    assert "[duplicate-label-id]" in output
    assert "nothing was released" in output


@pytest.mark.parametrize("draft", ["model:mood", "schema:Mood", "schema:../mood", "schema:"])
def test_what_is_no_draft_is_refused(
    root: Path, draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", draft, "--root", str(root)]) == 2
    assert "is no draft" in capsys.readouterr().err


def test_the_actor_of_the_settings_is_recorded(root: Path) -> None:
    (root / "schemactl.yaml").write_text("actor: guideline-owner\n")
    assert run(["release", "--note", "first", "--reason", "pilot", "--root", str(root)]) == 0
    (entry,) = (root / "registry/journal/000000000001.jsonl").read_text().splitlines()
    said = json.loads(entry)
    assert (said["actor"], said["note"], said["reason"]) == ("guideline-owner", "first", "pilot")


def test_a_dry_run_shows_what_the_changelog_would_say(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", "--dry-run", "--root", str(root)]) == 0
    assert "schemas/mood/CHANGELOG.md would say:\n    ## 1.0.0 - " in capsys.readouterr().out
    assert run(["release", "--dry-run", "--format", "json", "--root", str(root)]) == 0
    (planned,) = json.loads(capsys.readouterr().out)["released"]
    assert planned["changelog"]["path"] == "schemas/mood/CHANGELOG.md"
    assert "First release." in planned["changelog"]["entry"]
