"""Notes of the tool: what was kept under a key comes back under that key, or nothing does."""

from pathlib import Path

import pytest

from schemactl.files.note import note_path, read_note, write_note
from schemactl.workspace import Workspace


def test_a_note_is_found_by_its_key(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert read_note(workspace, "n", "key") is None
    write_note(workspace, "n", "key", b"one\ntwo\n")
    assert read_note(workspace, "n", "key") == b"one\ntwo\n"
    assert read_note(workspace, "n", "other") is None
    assert read_note(workspace, "n", None) is None
    assert read_note(workspace, "m", "key") is None


@pytest.mark.parametrize("damage", [b"", b"key", b"key\nno digest\nx", b"\xff\n\n"])
def test_a_damaged_note_is_none(damage: bytes, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    write_note(workspace, "n", "key", b"content")
    path = note_path(workspace, "n")
    path.write_bytes(damage)
    assert read_note(workspace, "n", "key") is None
    write_note(workspace, "n", "key", b"content")
    path.write_bytes(path.read_bytes() + b"!")
    assert read_note(workspace, "n", "key") is None


def test_git_leaves_notes_out(tmp_path: Path) -> None:
    write_note(Workspace(tmp_path), "n", "key", b"")
    assert (tmp_path / ".schemactl" / ".gitignore").read_text() == "*\n"
