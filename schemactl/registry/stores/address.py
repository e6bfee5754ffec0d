"""Addresses of stores: a registry's url, read without ever being shown."""

from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace

_POSTGRESQL = ("postgresql", "postgresql+psycopg", "postgres")
_EXAMPLES = "write sqlite:///registry/registry.db or postgresql+psycopg://USER@HOST/DATABASE"


class FileAddress(NamedTuple):
    """A SQLite file, and how messages call it."""

    path: Path
    name: str


class ServerAddress(NamedTuple):
    """A database of a PostgreSQL server; the url may hold a password and is never shown."""

    url: str
    name: str = "the registry in PostgreSQL"


Address = FileAddress | ServerAddress


def find_address(workspace: Workspace, url: str | None = None) -> Address:
    """Return where a url leads; without one, the file in registry/. Raises SchemactlError."""
    if url is None:
        return FileAddress(workspace.database, workspace.relative(workspace.database))
    scheme, separator, rest = url.partition("://")
    if scheme in _POSTGRESQL and separator and rest:
        return ServerAddress(f"postgresql+psycopg://{rest}")
    if scheme.partition("+")[0] == "postgresql":
        raise SchemactlError("the registry url names another driver than psycopg", _EXAMPLES)
    is_file = bool(separator) and rest.strip("/") not in ("", ":memory:")
    if scheme != "sqlite" or not is_file:
        # The url itself is never shown: it may hold a password.
        raise SchemactlError(
            "the registry url is neither one of a SQLite file nor one of PostgreSQL", _EXAMPLES
        )
    # Three slashes: relative to the root; four: from the top of the file system.
    path = workspace.root / rest[1:].partition("?")[0]
    return FileAddress(path, workspace.relative(path))
