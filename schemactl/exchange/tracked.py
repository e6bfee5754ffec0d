"""Tracked: what another tool recorded of a training, with the datasets that are meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.exchange.tracker import Logged, Run
from schemactl.exchange.trackers.catalog import TRACKERS
from schemactl.model.foreign import ForeignId
from schemactl.model.secret import masked
from schemactl.model.similar import nearest

_SYSTEM = re.compile(r"[a-z][a-z0-9-]{0,62}\Z")


def read_run(system: str, source: Path, run: str | None = None) -> Run:
    """Read a run of a tool; in the names of what it read and wrote, stars stand for secrets.

    Raises SchemactlError for an unknown tool and for unreadable files.
    """
    if system not in TRACKERS:
        hint = nearest(system, list(TRACKERS)) or f"tools: {', '.join(TRACKERS)}"
        raise SchemactlError(f"no tracker {system!r}", hint)
    found = TRACKERS[system].read(source, run)
    return found._replace(inputs=_masked(found.inputs), outputs=_masked(found.outputs))


def _masked(logged: Iterable[Logged]) -> tuple[Logged, ...]:
    return tuple(one._replace(name=masked(one.name)) for one in logged)


def foreign_ids(system: str, run: Run, meant: Mapping[str, str]) -> tuple[ForeignId, ...]:
    """Return the ids of a run; `meant` leads from the names that it logged to datasets here.

    Raises SchemactlError for a name that the run did not log.
    """
    logged = {one.name for one in run.inputs}
    for name in meant:
        if name not in logged:
            hint = f"it read: {', '.join(sorted(logged))}" if logged else "it logged no data"
            raise SchemactlError(f"the run {run.id} logged no data {name!r}", hint)
    return tuple(_ids(system, run, meant))


def _ids(system: str, run: Run, meant: Mapping[str, str]) -> Iterator[ForeignId]:
    yield ForeignId(system=system, kind="run", id=run.id)
    for one in run.inputs:
        known = meant.get(one.name)
        yield ForeignId(system=system, kind="input", id=one.name, digest=one.digest, of=known)
    for one in run.outputs:
        yield ForeignId(system=system, kind="output", id=one.name, digest=one.digest)


def data_ids(
    system: str, source: Path, run: str | None = None, name: str | None = None
) -> tuple[ForeignId, ...]:
    """Return what a tool calls data that it tracks, by the name that it has there, or the only one.

    Raises SchemactlError for an unknown tool, for unreadable files and for an unknown name.
    """
    found = read_run(system, source, run)
    tracked = {one.name: one for one in (*found.inputs, *found.outputs)}
    if name is None and len(tracked) == 1:
        name = next(iter(tracked))
    if name is None or name not in tracked:
        known = ", ".join(sorted(tracked)) or "nothing"
        raise SchemactlError(
            f"{source} tracks no data {name!r}" if name else f"{source} tracks {len(tracked)} data",
            f"name one behind #, as in {source.name}#NAME: {known}",
        )
    one = tracked[name]
    return (ForeignId(system=system, kind="data", id=one.name, digest=one.digest),)


def parse_foreign_id(text: str) -> ForeignId:
    """Read SYSTEM:ID[=DIGEST]. Raises SchemactlError for other texts."""
    system, colon, rest = text.partition(":")
    name, equals, digest = rest.partition("=")
    if not colon or not _SYSTEM.match(system) or not name or (equals and not digest):
        raise SchemactlError(
            f"{text[:60]!r} is no id of another tool", "write SYSTEM:ID or SYSTEM:ID=DIGEST"
        )
    return ForeignId(system=system, kind="data", id=name, digest=digest or None)
