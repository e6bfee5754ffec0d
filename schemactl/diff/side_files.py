"""The files of one side of a comparison: in a folder on disk, or in a folder of a git commit."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from schemactl.errors import SchemactlError
from schemactl.files.git_tree import run_git
from schemactl.files.source import read_bytes
from schemactl.workspace import Workspace


class SideFiles(Protocol):
    """The files of a folder, by their path in it."""

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None where there is none."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder below, sorted."""
        ...

    def shown(self, name: str) -> str:
        """Return a file's path as messages and JSON write it."""
        ...


class DiskFiles(NamedTuple):
    """A folder on disk; links do not lead out of `around`."""

    folder: Path
    around: Workspace
    workspace: Workspace

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None where there is none."""
        path = self.folder / name
        return read_bytes(self.around, path) if path.is_file() else None

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder below, sorted."""
        path = self.folder / folder
        return sorted(e.name for e in path.iterdir() if e.is_file()) if path.is_dir() else []

    def shown(self, name: str) -> str:
        """Return a file's path relative to the repository, where it is inside."""
        return self.workspace.relative(self.folder / name)


class GitFiles(NamedTuple):
    """A folder of a commit; `folder` is relative to `root`, or to the top of the repository."""

    root: Path
    ref: str
    folder: PurePosixPath
    is_relative: bool

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None where there is none."""
        return run_git(self.root, "cat-file", "blob", self._object(name))

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder below, sorted."""
        found = run_git(self.root, "ls-tree", "--name-only", "-z", self._object(folder))
        return sorted(name for name in (found or b"").decode(errors="replace").split("\0") if name)

    def shown(self, name: str) -> str:
        """Return a file's path at that commit."""
        return (self.folder / name).as_posix()

    def _object(self, name: str) -> str:
        start = "./" if self.is_relative else ""
        return f"{self.ref}:{start}{(self.folder / name).as_posix()}"


def git_files(root: Path, ref: str, path: str) -> tuple[GitFiles, str]:
    """Return the folder of a commit and the file in it. Raises SchemactlError, exit code 2.

    A path is tried below the label repository first, then below the top of the git repository.
    """
    asked = f"{ref}:{path}"
    if not ref or ref.startswith("-") or "\0" in asked:
        raise SchemactlError(f"{ref!r} is no git ref", "write GITREF:path, as in main:schemas/x")
    if run_git(root, "rev-parse", "--git-dir") is None:
        raise SchemactlError(f"{asked}: {root} is in no git repository", "give a path or NAME@…")
    if run_git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{tree}}") is None:
        raise SchemactlError(f"{asked}: git knows no {ref!r}", "see `git branch -a` and `git tag`")
    for is_relative in (True, False):
        start = "./" if is_relative else ""
        kind = run_git(root, "cat-file", "-t", f"{ref}:{start}{path}")
        if kind is not None:
            is_folder = kind.strip() == b"tree"
            where = PurePosixPath(path)
            folder = where if is_folder else where.parent
            return GitFiles(root, ref, folder, is_relative), "" if is_folder else where.name
    raise SchemactlError(f"{asked}: {ref} has no such path", f"see `git ls-tree -r {ref}`")
