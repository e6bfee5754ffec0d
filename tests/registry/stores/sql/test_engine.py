"""Connections: the log, the lock from the first statement, and failures in one line."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable
from schemactl.registry.stores.sql.engine import WRITES, failures, open_engine, revision_of
from schemactl.registry.stores.sql.revisions import make_ready


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database with its tables."""
    path = tmp_path / "registry.db"
    make_ready(path, "registry.db")
    return path


def test_a_database_uses_the_write_ahead_log_and_survives_power_failure(database: Path) -> None:
    engine = open_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    engine.dispose()


def test_a_writer_has_the_lock_before_its_first_statement(database: Path) -> None:
    engine = open_engine(database)
    with engine.execution_options(**{WRITES: True}).begin():  # noqa: SIM117 - while it is open
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.execute("SELECT count(*) FROM ledger").fetchone()
    engine.dispose()


def test_an_engine_never_creates_a_database(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "absent.db")
    with pytest.raises(NotWritable):
        revision_of(engine, "absent.db")
    engine.dispose()
    assert not (tmp_path / "absent.db").exists()


def test_a_frozen_database_is_read_and_not_written(database: Path) -> None:
    engine = open_engine(database, frozen=True)
    assert revision_of(engine, "registry.db") is not None
    with pytest.raises(NotWritable), failures("registry.db"), engine.begin() as connection:
        connection.execute(text("CREATE TABLE x (y)"))
    engine.dispose()


def test_damage_is_one_line_that_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    path.write_bytes(b"something else entirely" * 100)
    engine = open_engine(path)
    with pytest.raises(SchemactlError, match=r"registry.db: file is not a database") as found:
        revision_of(engine, "registry.db")
    assert "rebuilt from registry/journal" in found.value.hint
    engine.dispose()


def test_a_lock_that_is_never_freed_is_said() -> None:
    locked = OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))
    with pytest.raises(SchemactlError, match="in use by another process"), failures("registry.db"):
        raise locked


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_place_that_cannot_be_written_is_said_to_be_so(number: int) -> None:
    with pytest.raises(NotWritable), failures("registry.db"):
        raise OSError(number, "no")


def test_other_failures_of_the_system_stay_what_they_are() -> None:
    with pytest.raises(OSError, match="disk"), failures("registry.db"):
        raise OSError(errno.ENOSPC, "disk full")
