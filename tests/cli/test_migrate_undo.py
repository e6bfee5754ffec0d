"""`schemactl migrate undo`: the bytes are those from before."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.cli.migrations import a_repository, arguments, targets, told


@pytest.fixture
def undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the command that undoes a run."""
    data = a_repository(tmp_path, capsys)
    assert run(arguments("apply", data, *targets(data))) == 0
    capsys.readouterr()
    names = ["--undo", str(tmp_path / "undo"), "--out", str(tmp_path / "back")]
    return ["migrate", "undo", str(tmp_path / "out"), *names, "--root", str(tmp_path)]


def test_the_input_comes_back(
    undo: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*undo, "--format", "json"]) == 0
    content = (tmp_path / "data.jsonl").read_bytes()
    assert (tmp_path / "back").read_bytes() == content
    assert told(capsys)["bytes"] == len(content)
    assert run(undo) == 2
    assert run([*undo, "--force"]) == 0
    assert "bytes, as they were before run" in capsys.readouterr().out


def test_another_file_is_refused(
    undo: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undo[2] = str(tmp_path / "data.jsonl")
    assert run(undo) == 2
    assert "neither what the run" in capsys.readouterr().err
