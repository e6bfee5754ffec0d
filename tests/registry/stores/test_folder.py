"""The folder of a database: git leaves it out, and what is ignored already stays."""

from pathlib import Path

import pytest

from schemactl.registry.store import NotWritable
from schemactl.registry.stores.folder import prepare_folder
from schemactl.workspace import Workspace


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "*.db\n*.db-*\n"),
        ("*.log", "*.log\n*.db\n*.db-*\n"),
        ("*.db\n", "*.db\n*.db-*\n"),
        ("*.db\n*.db-*\n", "*.db\n*.db-*\n"),
    ],
)
def test_the_database_is_kept_out_of_git(workspace: Workspace, before: str, after: str) -> None:
    workspace.registry.mkdir()
    ignored = workspace.registry / ".gitignore"
    ignored.write_text(before)
    prepare_folder(workspace, workspace.registry, "registry.db")
    assert ignored.read_text() == after


def test_folders_elsewhere_are_left_alone(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    prepare_folder(workspace, folder, "registry.db")
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_not_writable(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable, match=r"registry\.db cannot be written"):
        prepare_folder(workspace, tmp_path / "file" / "folder", "registry.db")
