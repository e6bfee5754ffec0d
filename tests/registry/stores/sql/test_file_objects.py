"""Objects of a SQLite file: what was dropped, added or altered is named."""

from pathlib import Path

import pytest
from sqlalchemy import text

from schemactl.registry.stores.sql.file_objects import differences
from schemactl.registry.stores.sql.revisions import make_file_ready
from schemactl.registry.stores.sql.sqlite import open_engine


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        ("SELECT 1", None),
        ("DROP TRIGGER ledger_refuses_gaps", "the trigger ledger_refuses_gaps is missing"),
        ("CREATE TABLE mine (x)", "the table mine does not belong there"),
        ("ALTER TABLE ledger ADD COLUMN x", "the table ledger was altered"),
    ],
)
def test_differences_are_named(tmp_path: Path, statement: str, difference: str | None) -> None:
    make_file_ready(tmp_path / "registry.db", "registry.db")
    engine = open_engine(tmp_path / "registry.db")
    with engine.begin() as connection:
        connection.execute(text(statement))
        assert list(differences(connection)) == ([difference] if difference else [])
    engine.dispose()
