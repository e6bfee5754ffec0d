"""PostgreSQL: writers queue at one advisory lock, held until their transaction ends."""

import hashlib

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable
from schemactl.registry.stores.sql.engine import PATIENCE_SECONDS, WRITES

# The key of the lock, the same in every version.
LOCK = int.from_bytes(hashlib.sha256(b"schemactl ledger").digest()[:8], "big", signed=True)
_CONNECT_SECONDS = 10


def open_engine(url: str, name: str) -> Engine:
    """Return an engine on a database. Raises SchemactlError where psycopg is not installed."""
    try:
        engine = create_engine(
            url,
            pool_size=1,
            connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "schemactl"},
        )
    except ModuleNotFoundError as error:
        raise SchemactlError(
            f"{name} needs psycopg, which is not installed",
            "pip install 'schemactl[postgresql]'",
        ) from error
    except (ArgumentError, ValueError):
        # Not chained: the text of these errors may repeat the url.
        raise SchemactlError(
            "the registry url cannot be read",
            "write postgresql+psycopg://USER:PASSWORD@HOST/DATABASE; in a password, write @ as "
            "%40, : as %3A and / as %2F",
        ) from None

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            _take_lock(connection, name)

    event.listen(engine, "begin", begin)
    return engine


def _take_lock(connection: Connection, name: str) -> None:
    # A copy that follows the server may lag behind: numbers are never given from there.
    if connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar():
        raise NotWritable(f"{name} is a read-only copy", "name the server that is written to")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    # An acknowledged entry survives a power failure, whatever the server's default.
    connection.exec_driver_sql(
        "SELECT set_config('synchronous_commit', 'on', true) "
        "WHERE current_setting('synchronous_commit') = 'off'"
    )
