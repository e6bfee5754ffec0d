"""Syncing: files reach the disk aside, one task after the other, and failures are told."""

import os
from pathlib import Path
from threading import Event

import pytest

from schemactl.migrate.syncing import Syncing


def test_what_follows_is_done_when_files_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    go_on = Event()

    def wait(number: int) -> None:
        go_on.wait()
        done.append(number)

    monkeypatch.setattr(os, "fsync", wait)
    syncing = Syncing()
    assert syncing.is_idle
    with (tmp_path / "file").open("wb") as file:
        file.write(b"a")
        syncing.begin([file], lambda: done.append("then"))
        assert (tmp_path / "file").read_bytes() == b"a"
        assert not syncing.is_idle
        assert done == []
        go_on.set()
        syncing.begin([file])
        assert done[:2] == [file.fileno(), "then"]
        syncing.wait()
        assert done == [file.fileno(), "then", file.fileno()]
    assert syncing.is_idle


def test_a_failure_is_told_when_it_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(number: int) -> None:
        raise OSError(5, f"no disk for {number}")

    monkeypatch.setattr(os, "fsync", fail)
    syncing = Syncing()
    done: list[str] = []
    with (tmp_path / "file").open("wb") as file:
        syncing.begin([file], lambda: done.append("then"))
        syncing.stop()
        with pytest.raises(OSError, match="no disk"):
            syncing.begin([file])
    assert done == []
