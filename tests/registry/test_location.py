"""Locations: portable where they are inside, and without secrets."""

from pathlib import Path

import pytest

from schemactl.registry.location import location
from schemactl.workspace import Workspace


def test_a_path_inside_is_relative_to_the_root(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.schemas)
    assert location(workspace, Path("../data/a.jsonl")) == "data/a.jsonl"
    assert location(workspace, workspace.root / "data" / "a.jsonl") == "data/a.jsonl"


def test_a_path_outside_is_absolute(workspace: Workspace, tmp_path: Path) -> None:
    outside = tmp_path.parent / "a.jsonl"
    assert location(workspace, outside) == outside.as_posix()


def test_credentials_in_a_mounted_address_are_not_recorded(workspace: Workspace) -> None:
    address = workspace.root / "https:" / "me:secret@host" / "a.jsonl"
    assert "secret" not in location(workspace, address)


def test_bytes_that_are_no_text_are_escaped(workspace: Workspace) -> None:
    assert location(workspace, workspace.root / "a\udcff.jsonl") == "a\\udcff.jsonl"
