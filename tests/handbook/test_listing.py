"""Tests of listing."""

import os
from pathlib import Path

import pytest

from schemactl.handbook.listing import listing


def test_every_file_below_a_folder_is_listed_with_its_state(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name in ("x.html", "a/y.html", "a/b/z ü.html"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    found = listing(tmp_path)
    assert sorted(found) == ["a/b/z ü.html", "a/y.html", "x.html"]
    for name, state in found.items():
        there = (tmp_path / name).stat()
        assert (state.st_size, state.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert listing(tmp_path / "none") == {}


def test_files_are_listed_alike_where_a_folder_cannot_be_opened_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.html").write_text(name, encoding="utf-8")
    (tmp_path / "link").symlink_to("a", target_is_directory=True)
    found = listing(tmp_path)
    monkeypatch.setattr(os, "supports_fd", set())
    assert listing(tmp_path) == found
    assert sorted(found) == ["a/x.html", "b/x.html", "link"]
