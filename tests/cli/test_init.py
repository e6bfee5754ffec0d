"""`schemactl init`: what it writes works with the next commands."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run


@pytest.mark.parametrize("options", [[], ["--example"]])
def test_the_next_commands_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
) -> None:
    assert run(["init", str(tmp_path / "labels"), *options]) == 0
    assert f"cd {tmp_path / 'labels'}" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "labels")
    readme = Path("README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.split()[1:] for line in readme if line.startswith("schemactl ")]
    assert [command[0] for command in commands] == [
        *("validate", "release", "handbook", "register", "trace"),
    ]
    for command in commands:
        assert run(command) == 0, command
    assert Path("build/handbook/site/index.html").is_file()
    assert "\ncomplete\n" in capsys.readouterr().out


def test_the_starter_is_a_good_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path)]) == 0
    capsys.readouterr()
    assert (
        run(["validate", "--root", str(tmp_path), "--profile", "strict", "--format", "json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []


def test_it_writes_here_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["root"] == "."
    assert all(Path(path).is_file() for path in report["files"])
    assert run(["init", "--format", "json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert ".gitignore" in error["message"]
    assert error["hint"]
