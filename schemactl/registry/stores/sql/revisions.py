"""Revisions: brings a database to the tables of this schemactl."""

from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from schemactl.registry.stores.sql import postgresql, sqlite
from schemactl.registry.stores.sql.engine import WRITES, failures

_SCRIPTS = Path(__file__).parents[1]


def make_file_ready(path: Path, name: str) -> None:
    """Create a file where there is none, and its tables where they are not the newest."""
    with failures(name):
        path.touch()
        sqlite.prefer_log(path)
    _make_ready(sqlite.open_engine(path), name)


def make_server_ready(url: str, name: str) -> None:
    """Make the tables of a database of a server, where they are not the newest."""
    _make_ready(postgresql.open_engine(url, name), name)


def _make_ready(engine: Engine, name: str) -> None:
    try:
        with failures(name), engine.execution_options(**{WRITES: True}).begin() as connection:
            upgrade(connection)
    finally:
        engine.dispose()


def scripts() -> ScriptDirectory:
    """Return the revisions that this schemactl knows."""
    return ScriptDirectory(_SCRIPTS, version_locations=[_SCRIPTS / "versions"])


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply the revisions that a database lacks; the caller's transaction commits them."""
    script = scripts()

    def steps(current: Any, _context: MigrationContext) -> list[MigrationStep]:
        lacking = script.iterate_revisions(to, current, implicit_base=True)
        return [
            MigrationStep.upgrade_from_script(script.revision_map, one)
            for one in reversed(list(lacking))
        ]

    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()
