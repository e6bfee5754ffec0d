"""Commits of a git repository, read without a shell: files, their ids, common ancestors."""

import hashlib
import subprocess
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError

_SHA1_LENGTH = 40


class GitTree(NamedTuple):
    """The files of one commit: path from the top of the repository to the id of its bytes."""

    root: Path
    commit: str
    blobs: dict[str, str]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the commit."""
        return need_git(self.root, "cat-file", "blob", self.blobs[path])


def run_git(root: Path, *arguments: str) -> bytes | None:
    """Run git without a shell and return what it wrote; None where it refused."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise SchemactlError("git is not installed", "install it, or give paths") from error
    return done.stdout if done.returncode == 0 else None


def need_git(root: Path, *arguments: str) -> bytes:
    """Run git and return what it wrote. Raises SchemactlError where it refused."""
    written = run_git(root, *arguments)
    if written is None:
        raise SchemactlError(
            f"git {arguments[0]} failed in {root}", "run `git status` there to see what is wrong"
        )
    return written


def top_folder(root: Path) -> Path:
    """Return the top of the git repository around a folder. Raises SchemactlError."""
    written = run_git(root, "rev-parse", "--show-toplevel")
    if written is None:
        raise SchemactlError(
            f"{root} is in no git working tree", "run `git init`, or leave --against out"
        )
    return Path(written.decode().rstrip("\n"))


def resolve_commit(root: Path, ref: str) -> str:
    """Return the commit that a ref names. Raises SchemactlError with the fetch that brings it."""
    if not ref or ref.startswith("-") or "\0" in ref:
        raise SchemactlError(f"{ref!r} is no git ref", "give a branch, tag or commit")
    written = run_git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if written is None:
        remote, slash, branch = ref.partition("/")
        fetch = f"git fetch {remote} {branch}" if slash else f"git fetch origin {ref}:{ref}"
        raise SchemactlError(f"git knows no {ref!r} here", f"run `{fetch}`")
    return written.decode().strip()


def merge_base(root: Path, ref: str) -> str:
    """Return the newest common ancestor of a ref and HEAD. Raises SchemactlError."""
    tip = resolve_commit(root, ref)
    written = run_git(root, "merge-base", tip, "HEAD")
    if written is not None:
        return written.decode().strip()
    is_shallow = (run_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    remote, slash, branch = ref.partition("/")
    source = f"{remote} {branch}" if slash else f"origin {ref}"
    if is_shallow:
        raise SchemactlError(
            f"the history here is too short to find where this branch left {ref}",
            f"run `git fetch --unshallow {source}`, or check out with the whole history",
        )
    raise SchemactlError(
        f"{ref} and HEAD have no common ancestor", "give the branch that this one started from"
    )


def read_tree(root: Path, commit: str) -> GitTree:
    """Return the files of a commit below every folder, without links and submodules."""
    listed = need_git(root, "ls-tree", "-r", "-z", "--full-tree", commit)
    blobs = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, tab, path = entry.partition("\t")
        if tab and about.startswith("100"):
            blobs[path] = about.split()[2]
    return GitTree(root, commit, blobs)


def blob_id(content: bytes, like: str) -> str:
    """Return the id that git gives to bytes, by the algorithm that another id was made with."""
    algorithm = hashlib.sha1 if len(like) == _SHA1_LENGTH else hashlib.sha256
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
