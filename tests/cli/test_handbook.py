"""Tests of the command handbook."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from schemactl.cli import progress
from schemactl.cli.main import run
from tests.builders import SHORT_FORM, a_repository
from tests.cli.test_progress import Terminal


def test_it_says_where_to_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    out = tmp_path / "out"
    assert run(["handbook", "build", "--root", str(tmp_path), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert f"open {out / 'index.html'}" in printed
    assert (out / "sentiment" / "labels" / "positive.html").is_file()


def test_json_and_a_folder_that_is_no_handbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    arguments = ["handbook", "build", "--root", str(tmp_path), "--format", "json"]
    assert run(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["out"] == "build/handbook/site"
    assert found["schemas"][0]["draft"] is True
    assert found["warnings"] == []
    assert run([*arguments, "--out", str(tmp_path / "schemas")]) == 2
    assert "no handbook" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_a_terminal_sees_how_far_it_is_and_nobody_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    monkeypatch.setattr(progress, "_SILENT_SECONDS", 0.0)
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN", 0.0)
    seen = {}
    for form in ("text", "json"):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        assert run(["handbook", "build", "--root", str(tmp_path), "--format", form]) == 0
        seen[form] = terminal.getvalue()
    shares = [int(share) for share in re.findall(r"(\d+)%", seen["text"])]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (10, 90)
    assert seen["json"] == ""


def test_a_broken_link_is_a_bad_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guideline = (
        "schemactl: 1\nname: g\nversion: 1.0.0\n"
        'schema: {name: sentiment, versions: ">=1"}\npages: [a.md]\n'
    )
    a_repository(
        tmp_path,
        {
            "schemas/sentiment/schema.yaml": SHORT_FORM,
            "guidelines/g/guideline.yaml": guideline,
            "guidelines/g/a.md": "# A\n\n[[positiv]]\n",
        },
    )
    assert run(["handbook", "build", "--root", str(tmp_path)]) == 1
    assert "guidelines/g/a.md:3:1: [[positiv]]" in capsys.readouterr().err


# What starts in the background of a shell ignores interrupts, and so does all that it starts.
INTERRUPTIBLE = """\
import signal
from schemactl.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


def test_a_preview_is_served_until_it_is_interrupted(tmp_path: Path) -> None:
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    command = [sys.executable, "-c", INTERRUPTIBLE, "handbook", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--root", str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urlopen(f"{address}sentiment/index.html") as answer:
            assert b"positive" in answer.read()
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=60) == 130
        finally:
            process.kill()
