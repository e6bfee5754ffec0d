"""Tracker: what a module must define to read the runs that another tool has recorded."""

from pathlib import Path
from typing import NamedTuple, Protocol

from schemactl.errors import SchemactlError


class Logged(NamedTuple):
    """Data that a run read or wrote, as the tool names and digests it; the digest is its text."""

    name: str
    digest: str | None
    role: str = ""


class Run(NamedTuple):
    """A run as a tool recorded it; metrics are decimal numbers as text.

    `revision` names the state of the code that ran, such as a commit.
    """

    id: str
    name: str
    metrics: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Logged, ...] = ()
    outputs: tuple[Logged, ...] = ()
    revision: str | None = None


class Tracker(Protocol):
    """A module that reads one tool's files; it stands in `trackers/catalog.py`.

    TITLE says what it reads, in one line.
    """

    TITLE: str

    def read(self, source: Path, run: str | None) -> Run:
        """Read a run, or the only one. Raises SchemactlError for what cannot be read."""
        ...


def only(found: list[str], wanted: str | None, source: Path) -> str:
    """Return the wanted run, or the only one. Raises SchemactlError where that is unclear."""
    if wanted is not None:
        if wanted not in found:
            raise SchemactlError(f"{source} has no run {wanted!r}", _listed(found))
        return wanted
    if len(found) != 1:
        raise SchemactlError(f"{source} has {len(found)} runs", _listed(found))
    return found[0]


def _listed(found: list[str]) -> str:
    shown = ", ".join(repr(one) for one in found[:5])
    return f"name a run with --run, such as {shown}" if found else "check the path"


def unreadable(source: Path, why: object) -> SchemactlError:
    """Return the failure of a file that is not what it should be."""
    return SchemactlError(f"{source} cannot be read: {why}", "check the path and the file")
