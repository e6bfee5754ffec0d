"""The files of a side: on disk and in commits, and refs that are none."""

from pathlib import Path

import pytest

from schemactl.diff.side_files import DiskFiles, git_files
from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM
from tests.diff.repository import SCHEMA, git, two_versions


def test_a_folder_on_disk(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    files = DiskFiles(workspace.schemas / "sentiment", workspace, workspace)
    assert (files.read("schema.yaml") or b"").startswith(b"schemactl: 1")
    assert (files.read("none.yaml"), files.names("none")) == (None, [])
    assert files.names("migrations") == ["2.0.0.yaml"]
    assert files.shown("schema.yaml") == SCHEMA


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.yaml").write_text("x: 1")
    (tmp_path / "in" / "schema.yaml").symlink_to(tmp_path / "secret.yaml")
    workspace = Workspace(tmp_path / "in")
    with pytest.raises(SchemactlError, match="leads out"):
        DiskFiles(workspace.root, workspace, workspace).read("schema.yaml")


@pytest.mark.parametrize("ref", ["main", "HEAD", "main~0"])
def test_a_folder_of_a_commit_is_as_it_was_committed(tmp_path: Path, ref: str) -> None:
    two_versions(tmp_path)
    files, name = git_files(tmp_path, ref, "schemas/sentiment")
    assert (name, files.read("schema.yaml")) == ("", SHORT_FORM.encode())
    assert (files.names(""), files.names("none")) == (["schema.yaml"], [])
    files, name = git_files(tmp_path, ref, SCHEMA)
    assert (name, files.read(name), files.read("none")) == (
        "schema.yaml",
        SHORT_FORM.encode(),
        None,
    )
    assert files.shown(name) == SCHEMA


def test_a_label_repository_inside_a_git_repository(tmp_path: Path) -> None:
    inner = tmp_path / "labels"
    (inner / "schemas").mkdir(parents=True)
    (inner / "schemas" / "a.yaml").write_text("x: 1\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Start")
    for path in ("schemas/a.yaml", "labels/schemas/a.yaml"):
        files, name = git_files(inner, "main", path)
        assert files.read(name) == b"x: 1\n"


@pytest.mark.parametrize(
    ("ref", "path", "message"),
    [
        ("--output=x", "schemas", "no git ref"),
        ("", "schemas", "no git ref"),
        ("nope", "schemas", "git knows no"),
        ("main", "nope", "has no such path"),
    ],
)
def test_what_leads_nowhere_is_said_in_one_line(
    tmp_path: Path, ref: str, path: str, message: str
) -> None:
    two_versions(tmp_path)
    with pytest.raises(SchemactlError, match=message):
        git_files(tmp_path, ref, path)


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SchemactlError, match="no git repository"):
        git_files(tmp_path, "main", "schemas")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SchemactlError, match="git is not installed"):
        git_files(tmp_path, "main", "schemas")
