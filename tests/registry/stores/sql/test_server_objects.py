"""Objects of a PostgreSQL database: ours are compared, those of others are left alone."""

import pytest
from sqlalchemy import text

from schemactl.registry.stores.sql.postgresql import open_engine
from schemactl.registry.stores.sql.server_objects import differences


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        ("SELECT 1", None),
        ("CREATE TABLE theirs (x int)", None),
        ("DROP TRIGGER ledger_refuses_gaps ON ledger", "trigger ledger_refuses_gaps is missing"),
        ("ALTER TABLE ledger DISABLE TRIGGER ledger_refuses_change", "_change was altered"),
        ("ALTER TABLE ledger ENABLE TRIGGER ledger_refuses_change", "_change was altered"),
        (
            "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger "
            "LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "the function ledger_is_append_only was altered",
        ),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON edge "
            "FOR EACH ROW EXECUTE FUNCTION ledger_has_no_gaps()",
            "the trigger quiet does not belong there",
        ),
        (
            "CREATE RULE quiet AS ON INSERT TO ledger DO INSTEAD NOTHING",
            "the rule quiet on ledger does not belong there",
        ),
        ("ALTER TABLE ledger ADD COLUMN x int", "remove_column ledger x"),
        ("ALTER TABLE edge DROP COLUMN seq", "add_column edge seq"),
        ("ALTER TABLE ledger ALTER COLUMN seq TYPE int", "modify_type ledger seq"),
        ("DROP INDEX edge_by_target", "add_index edge_by_target"),
        ("DROP TABLE edge", "add_table edge"),
    ],
)
def test_differences_are_named(postgresql: str, statement: str, difference: str | None) -> None:
    engine = open_engine(postgresql, "it")
    with engine.begin() as connection:
        connection.execute(text(statement))
        found = list(differences(connection))
    engine.dispose()
    assert bool(found) == (difference is not None)
    assert difference is None or difference in "\n".join(found)
