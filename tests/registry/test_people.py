"""People: a random pseudonym for each, and nothing left of a name that was deleted."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry.people import (
    forget,
    name_of,
    new_pseudonym,
    people_file,
    pseudonym_of,
)
from schemactl.workspace import Workspace

NAME = "Ada Lovelace-Øster"


def test_a_person_keeps_one_pseudonym_which_says_nothing(workspace: Workspace) -> None:
    first = pseudonym_of(workspace, NAME)
    assert pseudonym_of(workspace, NAME) == first != pseudonym_of(workspace, "Grace")
    assert name_of(workspace, first) == NAME
    assert len({new_pseudonym() for _ in range(100)}) == 100


def test_the_file_is_private_and_ignored(workspace: Workspace) -> None:
    pseudonym_of(workspace, NAME)
    assert people_file(workspace).stat().st_mode & 0o077 == 0
    assert "*.db" in (workspace.registry / ".gitignore").read_text().splitlines()


def test_a_forgotten_name_is_nowhere_in_the_folder(workspace: Workspace) -> None:
    others = [pseudonym_of(workspace, f"Person {n}") for n in range(200)]
    pseudonym = pseudonym_of(workspace, NAME)
    assert forget(workspace, pseudonym)
    assert not forget(workspace, pseudonym)
    assert name_of(workspace, pseudonym) is None
    assert name_of(workspace, others[7]) == "Person 7"
    for path in workspace.registry.iterdir():
        assert NAME.encode() not in path.read_bytes(), path.name


def test_without_a_file_nobody_is_known_and_none_is_made(workspace: Workspace) -> None:
    assert name_of(workspace, "a-0123456789ab") is None
    assert not forget(workspace, "a-0123456789ab")
    assert not people_file(workspace).exists()


def test_a_damaged_file_is_said_in_one_line(workspace: Workspace, tmp_path: Path) -> None:
    workspace.registry.mkdir()
    people_file(workspace).write_bytes(b"no database at all" * 100)
    with pytest.raises(SchemactlError, match=r"registry/people\.db: file is not a database"):
        pseudonym_of(workspace, NAME)
    assert tmp_path.is_dir()


def test_a_name_that_is_no_utf_8_is_refused(workspace: Workspace) -> None:
    with pytest.raises(SchemactlError, match="the name is no UTF-8"):
        pseudonym_of(workspace, "a\udcffb")
