"""Tests of the progress bar."""

import io
import sys

import pytest

from schemactl.cli import progress
from schemactl.cli.progress import ProgressBar


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_it_and_sees_it_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "_SILENT_SECONDS", 0.0)
    terminal = sys.stderr
    assert isinstance(terminal, Terminal)
    with ProgressBar(200) as bar:
        bar.advance(100)
        assert terminal.getvalue() == f"\r[{'#' * 15}{' ' * 15}]  50%"
    assert terminal.getvalue().endswith("\r" + " " * 37 + "\r")


def test_short_work_and_files_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        with ProgressBar(0) as bar:
            bar.advance(1)
        assert stream.getvalue() == ""
