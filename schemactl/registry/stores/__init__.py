"""Stores: the one door to databases, which are imported when they are used."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable, Store
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

_IGNORED = ("*.db", "*.db-*")


def open_store(workspace: Workspace, url: str | None = None) -> Store:
    """Open the registry's database, which is created where there is none.

    Raises NotWritable where it would have to be written and cannot.
    """
    path, name = _file(workspace, url)
    if not path.is_file():
        _prepare_folder(workspace, path.parent, name)
        _make_ready(path, name)
    store = _open(path, name)
    if store is None:
        _make_ready(path, name)
        store = _open(path, name)
    if store is None:
        raise _without_tables(name)
    return store


def open_existing(workspace: Workspace, url: str | None = None) -> Store | None:
    """Open the database as it is, only to read, or return None where there is none."""
    path, name = _file(workspace, url)
    if not path.is_file() or path.stat().st_size == 0:
        return None
    try:
        store = _open(path, name)
    except NotWritable:
        # A database with a write-ahead log cannot be opened in a folder without write access,
        # unless it is declared to be frozen.
        store = _open(path, name, frozen=True)
    if store is None:
        raise _without_tables(name)
    return store


def _open(path: Path, name: str, *, frozen: bool = False) -> Store | None:
    """Open a database, or return None where its tables are not, or not yet, the newest."""
    from schemactl.registry.stores.sql.engine import NEWEST_REVISION, open_engine, revision_of
    from schemactl.registry.stores.sql.store import SqlStore

    engine = open_engine(path, frozen=frozen)
    try:
        revision = revision_of(engine, name)
    except BaseException:
        engine.dispose()
        raise
    if revision == NEWEST_REVISION:
        return SqlStore(engine, name, _differences)
    engine.dispose()
    if revision is not None and revision > NEWEST_REVISION:
        raise SchemactlError(f"{name} was written by a newer schemactl", "upgrade schemactl")
    return None


def _without_tables(name: str) -> SchemactlError:
    return SchemactlError(
        f"{name} lacks its tables",
        "any command that writes makes them; if it does not, move the file away: it is rebuilt",
    )


def _make_ready(path: Path, name: str) -> None:
    from schemactl.registry.stores.sql.revisions import make_ready

    make_ready(path, name)


def _differences(connection: "Connection") -> Iterator[str]:
    from schemactl.registry.stores.sql.revisions import differences

    return differences(connection)


def _file(workspace: Workspace, url: str | None) -> tuple[Path, str]:
    if url is None:
        return workspace.database, workspace.relative(workspace.database)
    scheme, separator, rest = url.partition("://")
    # The url itself is never shown: it may hold a password.
    if scheme.partition("+")[0] in ("postgresql", "postgres"):
        raise SchemactlError(
            "a registry in PostgreSQL is not supported yet",
            "remove the registry url from schemactl.yaml and SCHEMACTL_REGISTRY_URL",
        )
    is_file = bool(separator) and rest.strip("/") not in ("", ":memory:")
    if scheme != "sqlite" or not is_file:
        raise SchemactlError(
            "the registry url is not one of a SQLite file", "write sqlite:///registry/registry.db"
        )
    # Three slashes: relative to the root; four: from the top of the file system.
    path = workspace.root / rest[1:].partition("?")[0]
    return path, workspace.relative(path)


def _prepare_folder(workspace: Workspace, folder: Path, name: str) -> None:
    """Keep the database out of git, before it exists."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.is_relative_to(workspace.root):
            return
        path = folder / ".gitignore"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        lacking = [line for line in _IGNORED if line not in text.splitlines()]
        if lacking:
            gap = "" if not text or text.endswith("\n") else "\n"
            lines = "".join(f"{line}\n" for line in lacking)
            path.write_text(f"{text}{gap}{lines}", encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritable(f"{name} cannot be written", "check who may write there") from error
