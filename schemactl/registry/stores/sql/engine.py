"""Connections to SQLite: writers queue from their first statement, readers never wait."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable

_PATIENCE_SECONDS = 60
_VERSION = "SELECT version_num FROM alembic_version"
NEWEST_REVISION = "0001"
WRITES = "schemactl_writes"


def open_engine(path: Path, *, frozen: bool = False) -> Engine:
    """Return an engine on a database file; `frozen` reads one that nobody can write."""
    # Named, since for this url the engine would share one connection of a database in memory.
    engine = create_engine(
        "sqlite://", creator=_connector(path, frozen=frozen), poolclass=QueuePool, pool_size=1
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connector(path: Path, *, frozen: bool) -> Callable[[], sqlite3.Connection]:
    # `rw` does not create: only revisions.py brings a database into being.
    address = f"{path.absolute().as_uri()}?{'immutable=1' if frozen else 'mode=rw'}"

    def connect() -> sqlite3.Connection:
        # isolation_level None: otherwise the driver begins transactions on its own, too late.
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=_PATIENCE_SECONDS
        )
        try:
            # An acknowledged entry survives a power failure.
            connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return connect


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once where another one wrote in
    # between, whatever the timeout; one that takes the lock first waits its turn.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def revision_of(engine: Engine, name: str) -> str | None:
    """Return the revision of a database's tables, or None where it has none yet."""
    with failures(name), engine.connect() as connection:
        try:
            found = connection.exec_driver_sql(_VERSION).scalar()
        except DatabaseError as error:
            if "no such table" in str(error.orig):
                return None
            raise
    return None if found is None else str(found)


@contextmanager
def failures(name: str) -> Iterator[None]:
    """Turn a database's failures into one line that names it."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        raise _not_writable(name) from error
    except DatabaseError as error:
        text = str(error.orig)
        if "readonly" in text or "unable to open" in text or "read-only" in text:
            raise _not_writable(name) from error
        if "locked" in text:
            raise SchemactlError(
                f"{name} is in use by another process", "try again when that is done"
            ) from error
        raise SchemactlError(
            f"{name}: {text}",
            "move the file away: it is rebuilt from registry/journal, up to the last checkpoint",
        ) from error


def _not_writable(name: str) -> NotWritable:
    return NotWritable(f"{name} cannot be written", "check who may write in its folder")
