"""SQLite: writers queue from their first statement, readers never wait."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from schemactl.registry.stores.sql.engine import PATIENCE_SECONDS, WRITES


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
            address, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS
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


def prefer_log(path: Path) -> None:
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


def damage(connection: Connection) -> Iterator[str]:
    """Yield what is damaged in the file itself."""
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if found != "ok":
            yield str(found)
