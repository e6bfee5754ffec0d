"""A small repository with a release, and its registry's commands, for tests of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood


def released_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a new repository whose release is in a checkpoint."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.chdir(folder)
    (folder / "data.jsonl").write_text('{"item": "1", "label": "positive"}\n')
    released_mood(folder)


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
