"""Moving a draft onto another branch: the next free version, the right ends, nothing lost."""

import os
import subprocess
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.schema_file import read_migration_file, read_schema_file
from schemactl.migrate.draft import draft_migration
from schemactl.migrate.onto import move_onto
from schemactl.releases.canonical import digest_of
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema

FILE = "schemas/sentiment/schema.yaml"
RELEASED = "registry/schemas/sentiment/1.1.0/manifest.json"


def git(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, env=environment)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "State")


def with_label(label: str) -> str:
    text = SHORT_FORM.replace("1.0.0", "1.1.0")
    return f"{text}  - id: {label}\n    definition: The writer is {label}.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Main has released 1.1.0 with one label; this branch drafts 1.1.0 with another."""
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    git(tmp_path, "init", "-q", "-b", "main")
    release_schema(workspace, "sentiment")
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "work")
    a_repository(tmp_path, {FILE: with_label("moved")})
    draft_migration(workspace, "sentiment")
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    a_repository(tmp_path, {FILE: with_label("bored")})
    release_schema(workspace, "sentiment")
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "work")
    return workspace


def test_the_draft_rises_above_the_release_by_the_same_step(workspace: Workspace) -> None:
    assert move_onto(workspace, "sentiment", "main") == "schema:sentiment@1.1.0"
    schema = read_schema_file(workspace, workspace.root / FILE).schema
    assert schema is not None
    assert schema.version == "1.2.0"


def test_the_migration_follows_and_starts_from_the_release(workspace: Workspace) -> None:
    move_onto(workspace, "sentiment", "main")
    (path,) = workspace.migrations("sentiment").iterdir()
    assert path.name == "1.2.0.yaml"
    migration = read_migration_file(workspace, path).migration
    assert migration is not None
    command = ["git", "show", f"main:{RELEASED}"]
    manifest = subprocess.run(command, cwd=workspace.root, check=True, capture_output=True).stdout
    assert migration.source.version == "1.1.0"
    assert migration.source.digest == digest_of(manifest)
    assert migration.target.version == "1.2.0"
    assert "to: moved" in path.read_text()


def test_afterwards_the_migrations_merge_without_conflict(workspace: Workspace) -> None:
    move_onto(workspace, "sentiment", "main")
    commit(workspace.root)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    command = ["git", *identity, "merge", "--no-edit", "main"]
    done = subprocess.run(
        command, cwd=workspace.root, check=False, capture_output=True, env=environment
    )
    assert b"migrations" not in done.stdout


def test_where_nothing_was_released_nothing_moves(workspace: Workspace) -> None:
    before = (workspace.root / FILE).read_text()
    git(workspace.root, "branch", "still", "main~1")
    assert move_onto(workspace, "sentiment", "still") is None
    assert (workspace.root / FILE).read_text() == before


def test_an_unknown_ref_is_refused(workspace: Workspace) -> None:
    with pytest.raises(SchemactlError, match="git knows no"):
        move_onto(workspace, "sentiment", "nowhere")
