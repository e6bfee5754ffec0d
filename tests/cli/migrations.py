"""Migrations: a repository with two releases of a schema, and data labeled under the first."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace

SCHEMA = """\
schemactl: 1
name: mood
version: {version}
type: classification
labels:
"""
MIGRATION = """\
schemactl: 1
from: {{schema: mood, version: 1.0.0, digest: "{digest}"}}
to: {{schema: mood, version: 2.0.0}}
steps:
  - change: recode
    from: glad
    to: happy
    because: A plainer word.
  - change: split
    from: bad
    to:
      - {{label: sad, criterion: Something is lost.}}
      - {{label: cross, criterion: Somebody is to blame.}}
    because: Two answers.
"""
ROWS = [
    {"item": "1", "label": "glad"},
    {"item": "2", "label": "bad"},
    {"item": "3", "label": "calm"},
]


def write_schema(root: Path, version: str, **labels: str) -> None:
    """Write the working copy with labels and their definitions."""
    folder = root / "schemas" / "mood"
    folder.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"  - id: {one}\n    definition: {text}\n" for one, text in labels.items())
    (folder / "schema.yaml").write_text(SCHEMA.format(version=version) + listed, encoding="utf-8")


def a_repository(root: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Write the repository and the data; return the data file."""
    write_schema(root, "1.0.0", glad="It is liked.", bad="It is not liked.", calm="It is neither.")
    assert run(["release", "--root", str(root)]) == 0
    digest = read_schema(Workspace(root), "mood", "1.0.0").digest
    after = {"happy": "It is liked.", "sad": "It is missed.", "cross": "It is blamed."}
    write_schema(root, "2.0.0", **after, calm="It is neither.")
    (root / "schemas" / "mood" / "migrations").mkdir()
    file = root / "schemas" / "mood" / "migrations" / "2.0.0.yaml"
    file.write_text(MIGRATION.format(digest=digest), encoding="utf-8")
    assert run(["release", "--root", str(root)]) == 0
    capsys.readouterr()
    data = root / "data.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return data


def arguments(verb: str, data: Path, *more: str) -> list[str]:
    """Return the command line of a verb over the data."""
    way = ["--schema", "mood", "--from", "1.0.0", "--to", "2.0.0", "--root", str(data.parent)]
    return ["migrate", verb, str(data), *way, *more]


def targets(data: Path) -> list[str]:
    """Return the options that name what is written."""
    names = ("out", "queue", "undo")
    return [word for name in names for word in (f"--{name}", str(data.parent / name))]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return what a command wrote as JSON."""
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found
