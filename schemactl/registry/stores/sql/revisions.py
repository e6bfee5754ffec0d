"""Revisions: brings a database to the tables of this schemactl, and tells where it differs."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from schemactl.registry.stores.sql.engine import WRITES, failures, open_engine

_SCRIPTS = Path(__file__).parents[1]
# Tables, indexes and triggers as they were made; `rootpage` and the like are of no interest.
_OBJECTS = text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")


def make_ready(path: Path, name: str) -> None:
    """Create a database where there is none, and its tables where they are not the newest."""
    with failures(name):
        path.touch()
        _prefer_log(path)
        engine = open_engine(path)
        try:
            with engine.execution_options(**{WRITES: True}).begin() as connection:
                upgrade(connection)
        finally:
            engine.dispose()


def _prefer_log(path: Path) -> None:
    """Switch to the write-ahead log, with which readers and a writer do not meet.

    That needs the file for itself; where another process has it, nothing is switched, since
    everything also works without.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError:
        return
    finally:
        connection.close()


def upgrade(connection: Connection) -> None:
    """Apply the revisions that a database lacks; the caller's transaction commits them."""
    script = ScriptDirectory(_SCRIPTS, version_locations=[_SCRIPTS / "versions"])

    def steps(current: Any, _context: MigrationContext) -> list[MigrationStep]:
        lacking = script.iterate_revisions("head", current, implicit_base=True)
        return [
            MigrationStep.upgrade_from_script(script.revision_map, one)
            for one in reversed(list(lacking))
        ]

    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()


def differences(connection: Connection) -> Iterator[str]:
    """Yield what was dropped from, or added to, the tables, indexes and triggers."""
    fresh = create_engine("sqlite://")
    try:
        with fresh.begin() as pristine:
            upgrade(pristine)
            expected = _objects(pristine)
    finally:
        fresh.dispose()
    found = _objects(connection)
    for kind, name in sorted(expected.keys() | found.keys()):
        if found.get((kind, name)) is None:
            yield f"the {kind} {name} is missing"
        elif expected.get((kind, name)) is None:
            yield f"the {kind} {name} does not belong there"
        elif found[kind, name] != expected[kind, name]:
            yield f"the {kind} {name} was altered"


def _objects(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (row.type, row.name): (row.tbl_name, " ".join(row.sql.split()))
        for row in connection.execute(_OBJECTS)
        if not row.name.startswith("sqlite_")
    }
