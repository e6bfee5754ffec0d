"""Tables: the revisions lead to exactly what the models say."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from schemactl.registry.stores.sql.revisions import upgrade
from schemactl.registry.stores.sql.tables import EDGE, LEDGER, METADATA


def test_revisions_and_models_agree() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_lineage_is_indexed_both_ways() -> None:
    assert [column.name for column in EDGE.primary_key] == ["source", "target", "relation"]
    indexes = {tuple(column.name for column in index.columns) for index in EDGE.indexes}
    assert ("target", "source") in indexes


def test_the_number_of_an_entry_is_given_never_made_up() -> None:
    assert LEDGER.c.seq.autoincrement is False
