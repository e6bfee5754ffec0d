"""What both kinds of database share: revisions, and failures in one line without secrets."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable
from schemactl.registry.stores.sql.engine import failures, revision_of
from schemactl.registry.stores.sql.postgresql import open_engine as open_server
from schemactl.registry.stores.sql.sqlite import open_engine
from tests.registry.postgresql import Server


def test_damage_is_one_line_that_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    path.write_bytes(b"something else entirely" * 100)
    engine = open_engine(path)
    with pytest.raises(SchemactlError, match=r"registry.db: file is not a database") as found:
        revision_of(engine, "registry.db")
    assert "rebuilt from registry/journal" in found.value.hint
    engine.dispose()


def test_a_database_without_tables_has_no_revision(server: Server) -> None:
    server.drop("bare")
    engine = open_server(server.create("bare"), "bare")
    assert revision_of(engine, "bare") is None
    engine.dispose()
    server.drop("bare")


def _failure(said: Exception) -> SchemactlError:
    with pytest.raises(SchemactlError) as found, failures("the registry"):
        raise OperationalError("BEGIN", {}, said)
    return found.value


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("database is locked", "in use by another process"),
        ("database or disk is full", "the disk is full"),
        ("string or blob too big", "cannot keep a text of this kind or size"),
        ("attempt to write a readonly database", "cannot be written"),
    ],
)
def test_what_a_file_says_becomes_one_line(said: str, message: str) -> None:
    assert message in _failure(sqlite3.OperationalError(said)).message


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (psycopg.errors.ReadOnlySqlTransaction, "cannot be written"),
        (psycopg.errors.InsufficientPrivilege, "cannot be written"),
        (psycopg.errors.LockNotAvailable, "in use by another process"),
        (psycopg.errors.DiskFull, "the disk is full"),
        (psycopg.errors.ProgramLimitExceeded, "cannot keep a text of this kind or size"),
        (psycopg.errors.AdminShutdown, "is not reached"),
        (psycopg.errors.ConnectionFailure, "is not reached"),
        (psycopg.errors.UndefinedColumn, "the registry: no column x"),
    ],
)
def test_what_a_server_says_becomes_one_line(kind: type[psycopg.Error], message: str) -> None:
    found = _failure(kind("no column x\nLINE 1: SELECT x"))
    assert message in found.message
    assert "\n" not in found.message


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('password authentication failed for user "me"', "refuses the user or the password"),
        ('database "x" does not exist', "no such database or user"),
        ("sorry, too many clients already", "has no connection left"),
        ("timeout expired", "does not answer in time"),
        ("failed to resolve host 'half-of-the-password@host'", "is not reached"),
    ],
)
def test_why_nobody_connects_is_said_without_the_words_of_the_driver(
    said: str, message: str
) -> None:
    found = _failure(psycopg.OperationalError(said))
    assert message in found.message
    assert "half-of" not in found.message + found.hint
    assert found.__cause__ is None


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_place_that_cannot_be_written_is_said_to_be_so(number: int) -> None:
    with pytest.raises(NotWritable), failures("registry.db"):
        raise OSError(number, "no")


def test_other_failures_of_the_system_stay_what_they_are() -> None:
    with pytest.raises(OSError, match="disk"), failures("registry.db"):
        raise OSError(errno.ENOSPC, "disk full")
