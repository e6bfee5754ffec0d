"""Against another commit: released files stay as they were, and versions are not given twice."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.finding import Diagnostic
from schemactl.model.settings import Settings
from schemactl.validate.against import asked_for, compare_with, is_new, read_baseline
from schemactl.validate.engine import validate
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema

FILE = "schemas/sentiment/schema.yaml"
RELEASED = "registry/schemas/sentiment/1.0.0/schema.json"


def git(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, env=environment)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "State")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A repository whose main branch has a release, on a branch of its own."""
    workspace = a_repository(tmp_path / "labels", {FILE: SHORT_FORM})
    git(workspace.root, "init", "-q", "-b", "main")
    release_schema(workspace, "sentiment")
    commit(workspace.root)
    git(workspace.root, "checkout", "-q", "-b", "work")
    return workspace


def found(workspace: Workspace, ref: str = "main") -> list[tuple[str, str | None]]:
    return [(d.rule, d.file) for d in compare_with(workspace, read_baseline(workspace, ref))]


def errors(workspace: Workspace) -> list[Diagnostic]:
    report = validate(workspace, today="2026-01-01", against="main")
    return [found for found in report.diagnostics if found.severity == "error"]


def test_a_branch_that_leaves_releases_alone_has_no_findings(workspace: Workspace) -> None:
    assert found(workspace) == []


def test_an_edited_release_is_found_even_with_a_matching_manifest(workspace: Workspace) -> None:
    shutil.rmtree(workspace.root / "registry")
    path = workspace.root / FILE
    path.write_text(SHORT_FORM.replace("pleased", "glad"))
    release_schema(workspace, "sentiment")
    manifest = RELEASED.replace("schema.json", "manifest.json")
    source = RELEASED.replace("schema.json", "source/schema.yaml")
    assert sorted(found(workspace)) == [
        ("release-edited", manifest),
        ("release-edited", RELEASED),
        ("release-edited", source),
    ]


def follow(error: Diagnostic, folder: Path) -> None:
    """Run the command of a hint in a shell, as a person would."""
    command = error.hint.split("`")[1]
    subprocess.run(command, shell=True, cwd=folder, check=True, capture_output=True)


def test_an_edit_is_said_once(workspace: Workspace) -> None:
    (workspace.root / RELEASED).write_bytes(b"{}\n")
    assert [error.file for error in errors(workspace)] == [RELEASED]


def test_a_removed_release_is_found(workspace: Workspace) -> None:
    shutil.rmtree(workspace.root / "registry")
    assert ("release-edited", RELEASED) in found(workspace)


def test_a_release_made_meanwhile_is_found(workspace: Workspace) -> None:
    git(workspace.root, "checkout", "-q", "main")
    a_repository(workspace.root, {FILE: SHORT_FORM.replace("1.0.0", "1.1.0")})
    release_schema(workspace, "sentiment")
    commit(workspace.root)
    git(workspace.root, "checkout", "-q", "work")
    assert found(workspace) == [("released-meanwhile", FILE)]
    # The place of the version, which is what has to give way.
    assert errors(workspace)[0].region[:2] == (3, 10)


def test_releases_of_this_branch_are_its_own_business(workspace: Workspace) -> None:
    a_repository(workspace.root, {FILE: SHORT_FORM.replace("1.0.0", "1.1.0")})
    release_schema(workspace, "sentiment")
    commit(workspace.root)
    assert found(workspace) == []


def test_a_working_tree_of_its_own_is_compared_too(workspace: Workspace, tmp_path: Path) -> None:
    git(workspace.root, "worktree", "add", "-q", "-b", "beside", str(tmp_path / "beside"), "main")
    (tmp_path / "beside" / RELEASED).write_bytes(b"{}\n")
    assert found(Workspace(tmp_path / "beside")) == [("release-edited", RELEASED)]


def test_a_detached_checkout_is_compared_too(workspace: Workspace) -> None:
    git(workspace.root, "checkout", "-q", "--detach")
    (workspace.root / RELEASED).write_bytes(b"{}\n")
    assert found(workspace) == [("release-edited", RELEASED)]


def test_a_label_repository_in_a_renamed_folder_is_found_again(tmp_path: Path) -> None:
    inner = a_repository(tmp_path / "code" / "labels", {FILE: SHORT_FORM})
    git(tmp_path / "code", "init", "-q", "-b", "main")
    release_schema(inner, "sentiment")
    commit(tmp_path / "code")
    git(tmp_path / "code", "checkout", "-q", "-b", "work")
    git(tmp_path / "code", "mv", "labels", "taxonomy")
    moved = Workspace(tmp_path / "code" / "taxonomy")
    assert found(moved) == []
    (moved.root / RELEASED).write_bytes(b"{}\n")
    assert found(moved) == [("release-edited", RELEASED)]
    follow(errors(moved)[0], tmp_path / "code")
    assert found(moved) == []


def test_a_hint_restores_from_anywhere_in_a_larger_repository(tmp_path: Path) -> None:
    inner = a_repository(tmp_path / "code" / "my labels", {FILE: SHORT_FORM})
    git(tmp_path / "code", "init", "-q", "-b", "main")
    release_schema(inner, "sentiment")
    commit(tmp_path / "code")
    for place in (tmp_path / "code", inner.root):
        (inner.root / RELEASED).write_bytes(b"{}\n")
        follow(errors(inner)[0], place)
        assert found(inner) == []


def test_outside_git_nothing_can_be_compared(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    with pytest.raises(SchemactlError, match="in no git working tree"):
        read_baseline(workspace, "main")


def test_the_other_branch_still_asks_for_its_approvals(workspace: Workspace) -> None:
    git(workspace.root, "checkout", "-q", "main")
    (workspace.root / "schemactl.yaml").write_text("approvals: {major: [expert], minor: [owner]}\n")
    commit(workspace.root)
    git(workspace.root, "checkout", "-q", "work")
    baseline = read_baseline(workspace, "main")
    asked = asked_for(Settings(approvals={"major": ("tester", "expert")}), baseline).approvals
    assert asked == {"major": ("expert", "tester"), "minor": ("owner",)}
    assert asked_for(Settings(), read_baseline(workspace, "work")).approvals == {}


def test_a_branch_cannot_turn_off_what_guards_it(workspace: Workspace) -> None:
    ours = Settings(severity={"approval-missing": "off", "missing-owner": "off"})
    asked = asked_for(ours, read_baseline(workspace, "main"))
    assert asked.severity == {"missing-owner": "off"}


def test_windows_line_ends_are_called_so(workspace: Workspace) -> None:
    path = workspace.root / RELEASED
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (error,) = errors(workspace)
    assert "CRLF" in error.message
    assert "registry/** -text" in error.hint


def test_a_release_is_new_where_the_branches_parted_without_it(workspace: Workspace) -> None:
    baseline = read_baseline(workspace, "main")
    assert not is_new(baseline, "schema", "sentiment", "1.0.0")
    assert is_new(baseline, "schema", "sentiment", "1.1.0")
