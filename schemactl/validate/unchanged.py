"""Digests of all that a finding can depend on: while they are the same, so is what is found.

They cover the bytes of label files, releases and settings, this tool's own code, and the versions
of what reads for it. Too much in a digest costs time; too little would be wrong. Nothing heavy is
imported here, since most runs of `validate` need no more than this.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from schemactl.workspace import Workspace

# What took less of the processor is not worth a folder in somebody's repository.
WORTH_SECONDS = 0.5
_PACKAGE = Path(__file__).parents[1]
# Where the libraries that read say which version they are; importing them takes much longer.
_VERSIONS = (("pydantic", "version.py"), ("yaml", "__init__.py"))


def is_worth_it(started: float) -> bool:
    """Tell whether so much processor time went by since then that its result is kept."""
    return time.process_time() - started >= WORTH_SECONDS


def digest_of_repository(workspace: Workspace) -> str | None:
    """Return one digest of all label files, releases and settings; None where it cannot be told."""
    registry = workspace.registry
    releases = (registry / "schemas", registry / "guidelines")
    return digest_of((workspace.schemas, workspace.guidelines, *releases, workspace.settings_file))


def digest_of(places: Iterable[Path]) -> str | None:
    """Return one digest of files and folders; None where one of them has none."""
    found = [digest_below(place) for place in places]
    return None if None in found else hashlib.sha256(repr(found).encode()).hexdigest()


def digest_below(place: Path) -> str | None:
    """Return the digest of the names and bytes of a file, or of all that a folder holds.

    None where something else stands there: what a link leads to may change without its bytes.
    """
    digest = hashlib.sha256()
    for path in _below(place):
        name = os.fsencode(path.relative_to(place.parent))
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            return None
        # A folder without files is something, too: a release that is empty, for instance.
        content = b"" if path.is_dir() else path.read_bytes()
        digest.update(b"%d %d %d " % (path.is_dir(), len(name), len(content)) + name + content)
    return digest.hexdigest()


def _below(place: Path) -> Iterator[Path]:
    """Yield a file, or everything below a folder, in a fixed order."""
    if place.is_symlink() or place.is_file():
        yield place
        return
    for top, folders, names in os.walk(place):
        folders.sort()
        yield from (Path(top, name) for name in (*folders, *sorted(names)))


@cache
def digest_of_tool() -> str:
    """Return the digest of this tool's own code, with the versions of what reads for it."""
    digest = hashlib.sha256(sys.version.encode())
    for library, file in _VERSIONS:
        found = find_spec(library)
        folder = Path(str(found and found.origin)).parent
        digest.update((folder / file).read_bytes())
    for top, folders, names in os.walk(_PACKAGE):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                digest.update(Path(top, name).read_bytes())
    return digest.hexdigest()
