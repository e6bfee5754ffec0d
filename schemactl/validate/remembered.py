"""What an earlier run found in files whose bytes are still the same: never more, never less.

A memory is found by the digest of everything that a finding can depend on: the bytes of the
subject, of all releases and (for a guideline) of all schemas, the settings, the profile, the day,
the tool and the libraries that read. Too much in the digest costs time; too little would be wrong.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

from schemactl.files.tree import write_file
from schemactl.files.yaml_tree import LIBRARY
from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.suppression import Allowance
from schemactl.workspace import Workspace

FOLDER = ".schemactl"
_PACKAGE = Path(__file__).parents[1]
# What took less of the processor is not worth a folder in somebody's repository.
WORTH_SECONDS = 0.5


class Examined(NamedTuple):
    """What was found in one schema or guideline, before anything of it is accepted."""

    diagnostics: tuple[Diagnostic, ...]
    allowances: tuple[Allowance, ...]
    labels: int


class Memory:
    """The findings of earlier runs, one file for each schema and guideline."""

    def __init__(self, workspace: Workspace, *said: str) -> None:
        """Remember for a repository, under what the command, the other branch and the day say."""
        self._workspace = workspace
        self._folder = workspace.root / FOLDER / "cache"
        self._said = (*said, _tool())
        self._started = time.process_time()
        self._new: dict[tuple[str, str], tuple[str, Examined]] = {}
        self._digests: dict[Path, str | None] = {}

    def recall(self, kind: str, name: str) -> Examined | None:
        """Return what was found in the same bytes; None where nothing usable was kept."""
        key = self._key(kind, name)
        try:
            stored, digest, written = self._file(kind, name).read_bytes().split(b"\n", 2)
            if stored.decode() != key or digest.decode() != hashlib.sha256(written).hexdigest():
                return None
            return _from_plain(json.loads(written))
        except (OSError, ValueError, TypeError):
            return None

    def note(self, kind: str, name: str, examined: Examined) -> None:
        """Take in what was found, for `keep`."""
        key = self._key(kind, name)
        if key is not None:
            self._new[kind, name] = (key, examined)

    def keep(self) -> None:
        """Write what was noted, but for what changed while it was looked at.

        Where nothing can be written, the next run looks again.
        """
        if not self._new or time.process_time() - self._started < WORTH_SECONDS:
            return
        self._digests.clear()
        try:
            ignore = self._folder.parent / ".gitignore"
            if not ignore.exists():
                write_file(ignore, b"*\n")
            for (kind, name), (key, examined) in self._new.items():
                if self._key(kind, name) == key:
                    written = json.dumps(examined).encode()
                    digest = hashlib.sha256(written).hexdigest()
                    content = b"\n".join([key.encode(), digest.encode(), written])
                    write_file(self._file(kind, name), content)
        except OSError:
            return

    def _key(self, kind: str, name: str) -> str | None:
        """Return the digest of all that findings depend on; None where that cannot be told."""
        workspace = self._workspace
        if kind == "schema":
            folders = [workspace.schemas / name]
        else:
            folders = [workspace.guidelines / name, workspace.schemas]
        folders += [workspace.registry / "schemas", workspace.registry / "guidelines"]
        found = [self._of(workspace.settings_file), *(self._of(one) for one in folders)]
        if None in found:
            return None
        return hashlib.sha256(json.dumps([kind, name, *self._said, *found]).encode()).hexdigest()

    def _file(self, kind: str, name: str) -> Path:
        return self._folder / f"{kind}-{name}.json"

    def _of(self, place: Path) -> str | None:
        if place not in self._digests:
            self._digests[place] = _digest_below(place)
        return self._digests[place]


def _digest_below(place: Path) -> str | None:
    """Return the digest of the names and bytes of a file, or of a folder's files.

    None where something else stands there: what a link leads to may change without its bytes.
    """
    digest = hashlib.sha256()
    for path in _files(place):
        if path.is_symlink() or not path.is_file():
            return None
        name, content = os.fsencode(path.relative_to(place.parent)), path.read_bytes()
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    """Yield a file, or all that stands below a folder but for folders, in a fixed order."""
    if place.is_symlink() or place.is_file():
        yield place
        return
    for top, folders, names in os.walk(place):
        folders.sort()
        yield from (Path(top, name) for name in folders if Path(top, name).is_symlink())
        yield from (Path(top, name) for name in sorted(names))


@cache
def _tool() -> str:
    """Return the digest of this tool's own code, with the versions of what reads for it."""
    digest = hashlib.sha256(repr((sys.version, pydantic.VERSION, LIBRARY)).encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _from_plain(plain: Any) -> Examined:
    diagnostics, allowances, labels = plain
    return Examined(
        tuple(_diagnostic(one) for one in diagnostics),
        tuple(
            Allowance(file, Region(*comment), rule, reason, line)
            for file, comment, rule, reason, line in allowances
        ),
        int(labels),
    )


def _diagnostic(plain: list[Any]) -> Diagnostic:
    found = Diagnostic(*plain)
    fixes = tuple(Fix(*fix) for fix in plain[Diagnostic._fields.index("fixes")])
    return found._replace(region=Region(*found.region), fixes=fixes)
