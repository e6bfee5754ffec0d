"""Revisions: applied once, from any state; differences from a fresh database are named."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from schemactl.registry.stores import sql
from schemactl.registry.stores.sql.engine import NEWEST_REVISION, open_engine, revision_of
from schemactl.registry.stores.sql.revisions import differences, make_ready


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database with its tables."""
    path = tmp_path / "registry.db"
    make_ready(path, "registry.db")
    return path


def test_the_newest_revision_is_the_one_that_is_expected() -> None:
    scripts = Path(str(sql.__file__)).parents[1]
    found = ScriptDirectory(scripts, version_locations=[scripts / "versions"])
    assert found.get_current_head() == NEWEST_REVISION


def test_making_ready_twice_changes_nothing(database: Path) -> None:
    make_ready(database, "registry.db")
    engine = open_engine(database)
    assert revision_of(engine, "registry.db") == NEWEST_REVISION
    with engine.connect() as connection:
        assert list(differences(connection)) == []
    engine.dispose()


def test_what_stopped_half_way_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    path.touch()
    make_ready(path, "registry.db")
    assert path.stat().st_size > 0


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        ("DROP TRIGGER ledger_refuses_gaps", "the trigger ledger_refuses_gaps is missing"),
        ("CREATE TABLE mine (x)", "the table mine does not belong there"),
        ("ALTER TABLE ledger ADD COLUMN x", "the table ledger was altered"),
    ],
)
def test_differences_are_named(database: Path, statement: str, difference: str) -> None:
    engine = open_engine(database)
    with engine.begin() as connection:
        connection.execute(text(statement))
        assert list(differences(connection)) == [difference]
    engine.dispose()
