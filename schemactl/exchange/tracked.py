"""Tracked: what another tool recorded of a training, with the datasets that are meant."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.exchange.tracker import Run
from schemactl.exchange.trackers.catalog import TRACKERS
from schemactl.model.lineage import ForeignId
from schemactl.model.similar import nearest


def read_run(system: str, source: Path, run: str | None = None) -> Run:
    """Read a run of a tool. Raises SchemactlError for an unknown tool and for unreadable files."""
    if system not in TRACKERS:
        hint = nearest(system, list(TRACKERS)) or f"tools: {', '.join(TRACKERS)}"
        raise SchemactlError(f"no tracker {system!r}", hint)
    return TRACKERS[system].read(source, run)


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
