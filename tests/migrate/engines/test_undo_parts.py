"""Tests of undo_parts: all parts lead back, or nothing is written; see also test_spark."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.manifest import MANIFEST
from schemactl.migrate.engines.spark import apply_with_spark
from schemactl.migrate.engines.undo_parts import undo_parts
from tests.migrate.engines.fake_spark import FakeSession
from tests.migrate.engines.test_spark import a_request, lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a run over two files in two folders, cut to several parts."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 90))
    (tmp_path / "in" / "b.jsonl").write_bytes(lines(7, 9))
    apply_with_spark(FakeSession(), a_request(tmp_path))
    return tmp_path


def test_files_get_their_names_back(folder: Path) -> None:
    undone = undo_parts(folder / "data", folder / "undo", folder / "back")
    assert undone.size == len(lines(0, 90) + lines(7, 9))
    assert undone.digest.startswith("sha256:")
    assert sorted(path.name for path in (folder / "back").iterdir()) == ["a.jsonl", "b.jsonl"]
    assert (folder / "back" / "a.jsonl").read_bytes() == lines(0, 90)


@pytest.mark.parametrize("gone", [MANIFEST, "_SUCCESS"])
def test_a_folder_that_is_not_whole_is_refused(folder: Path, gone: str) -> None:
    (folder / "data" / gone).unlink()
    with pytest.raises(SchemactlError, match=r"has no schemactl-manifest\.json and _SUCCESS"):
        undo_parts(folder / "data", folder / "undo", folder / "back")


def test_a_part_that_was_edited_is_refused_and_nothing_is_written(folder: Path) -> None:
    part = folder / "data" / "part-00001.jsonl"
    part.write_bytes(part.read_bytes() + b"\n")
    with pytest.raises(SchemactlError, match="neither what the run"):
        undo_parts(folder / "data", folder / "undo", folder / "back")
    assert sorted(path.name for path in folder.iterdir()) == ["data", "in", "queue", "undo"]


def test_what_exists_stays(folder: Path) -> None:
    with pytest.raises(SchemactlError, match="in exists"):
        undo_parts(folder / "data", folder / "undo", folder / "in")
    with pytest.raises(SchemactlError, match="no folder"):
        undo_parts(folder / "data", folder / "undo", folder / "no" / "back")
