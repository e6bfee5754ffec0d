"""Tests of installed."""

import importlib.metadata
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.handbook import installed
from schemactl.handbook.installed import version_of


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing"), *sys.path])
    installed._by_folder.cache_clear()
    yield tmp_path
    installed._by_folder.cache_clear()


@pytest.mark.parametrize("name", ["mkdocs", "mkdocs-material", "markdown", "jinja2"])
def test_versions_are_those_that_python_tells(name: str) -> None:
    assert version_of(name) == importlib.metadata.version(name)


def test_the_first_place_counts(place: Path) -> None:
    (place / "MkDocs-0.1.dist-info").mkdir()
    (place / "no-1.txt").touch()
    assert version_of("mkdocs") == "0.1"


def test_where_folders_do_not_tell_python_is_asked(place: Path) -> None:
    for version in ("1.0", "2.0"):
        folder = place / f"two_of_it-{version}.dist-info"
        folder.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: two-of-it\nVersion: {version}\n"
        (folder / "METADATA").write_text(metadata, encoding="utf-8")
    assert version_of("two-of-it") in ("1.0", "2.0")
    with pytest.raises(ImportError):
        version_of("nobody-has-this")
