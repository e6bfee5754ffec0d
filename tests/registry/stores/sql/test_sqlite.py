"""SQLite: the log, the lock from the first statement, a file that is never created by reading."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from schemactl.registry.store import NotWritable
from schemactl.registry.stores.sql.engine import WRITES, failures, revision_of
from schemactl.registry.stores.sql.revisions import make_file_ready
from schemactl.registry.stores.sql.sqlite import damage, open_engine


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database with its tables."""
    path = tmp_path / "registry.db"
    make_file_ready(path, "registry.db")
    return path


def test_a_database_uses_the_write_ahead_log_and_survives_power_failure(database: Path) -> None:
    engine = open_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert list(damage(connection)) == []
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
