"""Commits are read as they are, and a history that is too short says which fetch helps."""

import os
import subprocess
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.git_tree import (
    blob_id,
    merge_base,
    need_git,
    read_tree,
    resolve_commit,
    top_folder,
)


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    for number in range(3):
        (folder / "ä b.txt").write_text(f"{number}\r\n", newline="")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"Commit {number}")
    return folder


def test_a_tree_has_the_bytes_and_ids_of_its_files(repository: Path) -> None:
    tree = read_tree(repository, resolve_commit(repository, "main"))
    assert list(tree.blobs) == ["ä b.txt"]
    assert tree.read("ä b.txt") == b"2\r\n"
    assert blob_id(b"2\r\n", tree.blobs["ä b.txt"]) == tree.blobs["ä b.txt"]
    assert blob_id(b"2\n", tree.blobs["ä b.txt"]) != tree.blobs["ä b.txt"]


def test_ids_follow_the_algorithm_of_the_repository() -> None:
    assert blob_id(b"", "e" * 40) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert len(blob_id(b"", "e" * 64)) == 64


def test_the_merge_base_is_where_a_branch_began(repository: Path) -> None:
    began = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "-b", "work")
    git(repository, "commit", "-q", "--allow-empty", "-m", "Work")
    assert merge_base(repository, "main") == began


def test_a_shallow_clone_says_which_fetch_brings_the_history(
    repository: Path, tmp_path: Path
) -> None:
    git(repository, "checkout", "-q", "-b", "work", "HEAD~1")
    git(repository, "commit", "-q", "--allow-empty", "-m", "Work")
    clone = ["clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "work"]
    git(tmp_path, *clone, repository.as_uri(), "shallow")
    with pytest.raises(SchemactlError) as caught:
        merge_base(tmp_path / "shallow", "origin/main")
    assert "too short" in caught.value.message
    assert "git fetch --unshallow origin main" in caught.value.hint


def test_branches_without_a_common_ancestor_are_refused(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "-m", "Other")
    with pytest.raises(SchemactlError, match="no common ancestor"):
        merge_base(repository, "main")


def test_an_unknown_ref_names_the_fetch(repository: Path) -> None:
    with pytest.raises(SchemactlError) as caught:
        resolve_commit(repository, "origin/next")
    assert caught.value.hint == "run `git fetch origin next`"


@pytest.mark.parametrize("ref", ["", "--upload-pack=x", "a\0b"])
def test_what_git_would_take_for_something_else_is_no_ref(repository: Path, ref: str) -> None:
    with pytest.raises(SchemactlError, match="no git ref"):
        resolve_commit(repository, ref)


def test_outside_git_there_is_no_top_folder(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="in no git working tree"):
        top_folder(tmp_path)


def test_what_git_refuses_is_one_message(repository: Path) -> None:
    with pytest.raises(SchemactlError, match="git cat-file failed"):
        need_git(repository, "cat-file", "blob", "0" * 40)
