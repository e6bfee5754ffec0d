"""PostgreSQL: one lock for all writers, entries that survive, no numbers from a copy."""

import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event, text

from schemactl.errors import SchemactlError
from schemactl.registry.store import NotWritable
from schemactl.registry.stores.sql import postgresql as module
from schemactl.registry.stores.sql.engine import WRITES, failures
from schemactl.registry.stores.sql.postgresql import LOCK, open_engine
from tests.registry.postgresql import plain


def test_a_writer_has_the_lock_before_its_first_statement(postgresql: str) -> None:
    engine = open_engine(postgresql, "it")
    free = f"SELECT pg_try_advisory_xact_lock({LOCK})"
    with psycopg.connect(plain(postgresql), autocommit=True) as other:
        with engine.execution_options(**{WRITES: True}).begin():
            assert other.execute(free).fetchone() == (False,)
        assert other.execute(free).fetchone() == (True,)
    engine.dispose()


def test_a_reader_takes_no_lock(postgresql: str) -> None:
    engine = open_engine(postgresql, "it")
    with psycopg.connect(plain(postgresql), autocommit=True) as other, engine.begin() as reader:
        reader.execute(text("SELECT count(*) FROM ledger"))
        assert other.execute(f"SELECT pg_try_advisory_xact_lock({LOCK})").fetchone() == (True,)
    engine.dispose()


def test_an_entry_survives_a_power_failure_whatever_the_default(postgresql: str) -> None:
    with psycopg.connect(plain(postgresql), autocommit=True) as other:
        name = other.info.dbname
        other.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    engine = open_engine(postgresql, "it")
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    engine.dispose()


def test_nobody_waits_for_ever(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 1)
    engine = open_engine(postgresql, "it")
    with psycopg.connect(plain(postgresql)) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        with pytest.raises(SchemactlError, match="in use by another process"), failures("it"):
            _write(engine)
    engine.dispose()


def test_a_copy_that_follows_gives_no_numbers(postgresql: str) -> None:
    engine = open_engine(postgresql, "it")

    def as_a_copy(*given: object) -> tuple[str, object]:
        statement = str(given[2])
        return statement.replace("pg_is_in_recovery()", "true"), given[3]

    event.listen(engine, "before_cursor_execute", as_a_copy, retval=True)
    with pytest.raises(NotWritable, match="read-only copy"):
        _write(engine)
    engine.dispose()


def _write(engine: Engine) -> None:
    with engine.execution_options(**{WRITES: True}).begin():
        pass


def test_a_missing_driver_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SchemactlError, match="needs psycopg") as found:
        open_engine("postgresql+psycopg://me:secret@host/db", "the registry")
    assert found.value.hint == "pip install 'schemactl[postgresql]'"


def test_a_url_that_cannot_be_read_is_not_shown() -> None:
    with pytest.raises(SchemactlError) as found:
        open_engine("postgresql+psycopg://me:secret@host:port/db", "the registry")
    assert "secret" not in found.value.message + found.value.hint
    assert found.value.__cause__ is None


@pytest.mark.parametrize("url", ["me:secret@{}", "me:s@cret@{}", "s@cret:x@{}"])
def test_a_server_that_is_not_there_is_one_line_without_secrets(tmp_path: Path, url: str) -> None:
    made = f"postgresql+psycopg://{url.format('127.0.0.1:1')}/secret?host={tmp_path}"
    engine = open_engine(made, "the registry")
    with pytest.raises(SchemactlError, match="is not reached") as found, failures("the registry"):
        engine.connect()
    assert "cret" not in found.value.message + found.value.hint
    engine.dispose()
