"""What SQLite and PostgreSQL have in common: the revision of the tables, failures in one line."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable

# The execution option of a connection whose transactions take the write lock first.
WRITES = "schemactl_writes"
PATIENCE_SECONDS = 60
_VERSION = "SELECT version_num FROM alembic_version"
_UNDEFINED_TABLE = "42P01"
_NOT_WRITABLE = ("readonly", "read-only", "unable to open", "permission denied")
# What a server says where nobody can connect, and what is said instead: its own words may hold
# a part of the url, and with it of the password.
_UNREACHABLE = {
    "authentication failed": "refuses the user or the password",
    "no password supplied": "refuses the user or the password",
    "does not exist": "has no such database or user",
    "too many clients": "has no connection left",
    "timeout expired": "does not answer in time",
}
_SERVER_GONE = ("08", "57P")


def revision_of(engine: Engine, name: str) -> str | None:
    """Return the revision of a database's tables, or None where it has none yet."""
    with failures(name), engine.connect() as connection:
        try:
            found = connection.exec_driver_sql(_VERSION).scalar()
        except DatabaseError as error:
            if "no such table" in str(error.orig) or _state(error) == _UNDEFINED_TABLE:
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
    except UnicodeEncodeError as error:
        raise SchemactlError("a text holds bytes that are no UTF-8", "write it in UTF-8") from error
    except DatabaseError as error:
        if hasattr(error.orig, "sqlstate"):
            # Not chained: a traceback could show what the driver was given.
            raise _of_server(error, name) from None
        raise _of_file(str(error.orig), name) from error


def _of_file(text: str, name: str) -> SchemactlError:
    if any(words in text for words in _NOT_WRITABLE):
        return _not_writable(name)
    if "locked" in text:
        return _in_use(name)
    if "is full" in text:
        return _full(name)
    if "too big" in text:
        return _too_big(name)
    return SchemactlError(
        f"{name}: {text}",
        "move the file away: it is rebuilt from registry/journal, up to the last checkpoint",
    )


def _of_server(error: DatabaseError, name: str) -> SchemactlError:
    state, text = _state(error), str(error.orig)
    match state:
        case "" | None:
            return _unreachable(text, name)
        case "25006" | "42501":
            return _not_writable(name)
        case "55P03":
            return _in_use(name)
        case "53100":
            return _full(name)
        case "54000" | "22P05" | "22021":
            return _too_big(name)
    if state.startswith(_SERVER_GONE):
        return _unreachable(text, name)
    first = text.strip().partition("\n")[0]
    return SchemactlError(f"{name}: {first}", "see the log of the server")


def _state(error: DatabaseError) -> Any:
    return getattr(error.orig, "sqlstate", None)


def _unreachable(text: str, name: str) -> SchemactlError:
    said = next((said for words, said in _UNREACHABLE.items() if words in text), "is not reached")
    return SchemactlError(
        f"{name} {said}",
        "check SCHEMACTL_REGISTRY_URL or `registry: {url}` in schemactl.yaml, and the server; "
        "then run the command again: what was recorded already is found again",
    )


def _in_use(name: str) -> SchemactlError:
    return SchemactlError(f"{name} is in use by another process", "try again when that is done")


def _full(name: str) -> SchemactlError:
    return SchemactlError(f"{name}: the disk is full", "make room; nothing was recorded")


def _too_big(name: str) -> SchemactlError:
    return SchemactlError(
        f"{name} cannot keep a text of this kind or size", "shorten it; nothing was recorded"
    )


def _not_writable(name: str) -> NotWritable:
    return NotWritable(f"{name} cannot be written", "check who may write there")
