"""Stores: the one door to databases, which are imported when they are used."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable, Store
from schemactl.registry.stores.address import Address, FileAddress, ServerAddress, find_address
from schemactl.registry.stores.folder import prepare_folder
from schemactl.registry.stores.lookup import NEWEST_REVISION
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# Few registries are used in one process, but a service may change from one to the next.
_ENGINES = 8


def open_store(workspace: Workspace, url: str | None = None) -> Store:
    """Open the registry's database; tables are made where there are none.

    A SQLite file is created, and brought to the newest tables. A PostgreSQL database that others
    share is not: an older schemactl could not use it any more.
    Raises NotWritable where it would have to be written and cannot.
    """
    address = find_address(workspace, url)
    if isinstance(address, FileAddress) and not address.path.is_file():
        prepare_folder(workspace, address.path.parent, address.name)
        _make_ready(address)
    store = _open(address)
    if store is None:
        _make_ready(address)
        store = _open(address)
    if store is None:
        raise _without_tables(address.name)
    return store


def open_existing(workspace: Workspace, url: str | None = None) -> Store | None:
    """Open the database as it is, only to read, or return None where there is none."""
    address = find_address(workspace, url)
    if isinstance(address, ServerAddress):
        return _open(address)
    if not address.path.is_file() or address.path.stat().st_size == 0:
        return None
    try:
        store = _open(address)
    except NotWritable:
        # A database with a write-ahead log cannot be opened in a folder without write access,
        # unless it is declared to be frozen.
        store = _open(address, frozen=True)
    if store is None:
        raise _without_tables(address.name)
    return store


def upgrade_store(workspace: Workspace, url: str | None = None) -> tuple[str | None, str]:
    """Bring a database to the newest tables; return the revisions before and after."""
    from schemactl.registry.stores.sql.engine import revision_of

    address = find_address(workspace, url)
    before = None
    if isinstance(address, ServerAddress) or address.path.is_file():
        engine = _engine(address)
        try:
            before = revision_of(engine, address.name)
        finally:
            engine.dispose()
        _refuse_newer(address, before)
    else:
        prepare_folder(workspace, address.path.parent, address.name)
    if before != NEWEST_REVISION:
        _make_ready(address)
    return before, NEWEST_REVISION


def _open(address: Address, *, frozen: bool = False) -> Store | None:
    """Open a database, or return None where it has no tables, or a file not yet the newest."""
    from schemactl.registry.stores.sql.engine import revision_of
    from schemactl.registry.stores.sql.store import SqlStore

    engine = _engine(address, frozen=frozen)
    try:
        revision = revision_of(engine, address.name)
        _refuse_newer(address, revision)
        _refuse_older_server(address, revision)
    except BaseException:
        engine.dispose()
        raise
    if revision == NEWEST_REVISION:
        return SqlStore(
            engine, address.name, _server_defects if _is_server(address) else _file_defects
        )
    engine.dispose()
    return None


@lru_cache(maxsize=_ENGINES)
def _engine(address: Address, *, frozen: bool = False) -> "Engine":
    """Return the engine of an address; the SQL that it compiled outlives its connections."""
    if isinstance(address, ServerAddress):
        from schemactl.registry.stores.sql.postgresql import open_engine as open_server

        return open_server(address.url, address.name)
    from schemactl.registry.stores.sql.sqlite import open_engine as open_file

    return open_file(address.path, frozen=frozen)


def _is_server(address: Address) -> bool:
    return isinstance(address, ServerAddress)


def _server_defects(connection: "Connection") -> Iterator[str]:
    from schemactl.registry.stores.sql.server_objects import differences

    return differences(connection)


def _file_defects(connection: "Connection") -> Iterator[str]:
    from schemactl.registry.stores.sql.file_objects import differences
    from schemactl.registry.stores.sql.sqlite import damage

    yield from damage(connection)
    yield from differences(connection)


def _refuse_newer(address: Address, revision: str | None) -> None:
    if revision is not None and revision > NEWEST_REVISION:
        raise SchemactlError(
            f"{address.name} was written by a newer schemactl", "upgrade schemactl"
        )


def _refuse_older_server(address: Address, revision: str | None) -> None:
    if isinstance(address, ServerAddress) and revision is not None and revision < NEWEST_REVISION:
        raise SchemactlError(
            f"{address.name} has the tables of an older schemactl",
            "run `schemactl registry upgrade`; everybody who uses it then needs this version",
        )


def _without_tables(name: str) -> SchemactlError:
    return SchemactlError(
        f"{name} lacks its tables",
        "any command that writes makes them; if it does not, move the file away: it is rebuilt",
    )


def _make_ready(address: Address) -> None:
    if isinstance(address, ServerAddress):
        from schemactl.registry.stores.sql.revisions import make_server_ready

        make_server_ready(address.url, address.name)
    else:
        from schemactl.registry.stores.sql.revisions import make_file_ready

        make_file_ready(address.path, address.name)
