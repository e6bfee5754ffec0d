"""Tampering: what somebody with all rights to a database does to it, on either kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, text

from schemactl.registry.stores.address import FileAddress, find_address
from schemactl.registry.stores.sql import postgresql, sqlite
from schemactl.registry.stores.sql.tables import EDGE, LEDGER, SUBTREE_TABLE
from schemactl.workspace import Workspace

TABLES = (LEDGER, EDGE, SUBTREE_TABLE)
_SERVER_TRIGGERS = (
    "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal"
)


def engine_of(workspace: Workspace, url: str) -> Engine:
    """Return an engine on a registry of either kind."""
    address = find_address(workspace, url)
    if isinstance(address, FileAddress):
        return sqlite.open_engine(address.path)
    return postgresql.open_engine(address.url, address.name)


@contextmanager
def unguarded(workspace: Workspace, url: str) -> Iterator[Connection]:
    """Take the triggers away, give the connection, and put the triggers back as they were."""
    engine = engine_of(workspace, url)
    try:
        with engine.begin() as connection:
            restore = list(_without_triggers(connection))
            yield connection
            for statement in restore:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def _without_triggers(connection: Connection) -> Iterator[str]:
    """Take the triggers away and yield the statements that put them back."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        for name, sql in connection.execute(text(query)).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
            yield sql.replace(":", "\\:")
        return
    for name, table in connection.execute(text(_SERVER_TRIGGERS)).all():
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {name}"))
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"


def flipped(value: Any) -> Any:
    """Return a value with one bit changed; what is absent becomes present."""
    match value:
        case bytes():
            middle = len(value) // 2
            return value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :]
        case str():
            middle = len(value) // 2
            return value[:middle] + chr(ord(value[middle]) ^ 1) + value[middle + 1 :]
        case int():
            return value ^ 1 << 20
        case _:
            return "present"


def rows_of(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """Return all rows of a table in the order of their keys."""
    found = connection.execute(table.select().order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in found]


def rewrite(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Replace all rows of a table."""
    connection.execute(table.delete())
    if rows:
        connection.execute(table.insert(), rows)
