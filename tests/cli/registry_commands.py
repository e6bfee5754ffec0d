"""A small repository with a release, and its registry's commands, for tests of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run

SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: positive
    definition: The writer is pleased.
  - id: negative
    definition: The writer is displeased.
"""


def released_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a new repository whose release is in a checkpoint."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.chdir(folder)
    (folder / "schemas" / "mood").mkdir(parents=True)
    (folder / "schemas" / "mood" / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    (folder / "data.jsonl").write_text('{"item": "1", "label": "positive"}\n')
    assert run(["release"]) == 0


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    """Run a command and return what it wrote as JSON."""
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == code, capsys.readouterr().out
    return json.loads(capsys.readouterr().out)


def text(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command and return the text that it wrote to stdout and stderr."""
    capsys.readouterr()
    assert run([*arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err
