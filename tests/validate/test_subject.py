"""Which migration is pending, and which one leads to the draft."""

from schemactl.model.guideline import Guideline
from schemactl.model.migration import Migration
from schemactl.model.schema import Schema
from schemactl.validate.subject import (
    GuidelineSubject,
    MigrationDraft,
    SchemaHistory,
    SchemaSubject,
)
from tests.builders import GUIDELINE, a_document, a_schema


def subject(*names: str) -> SchemaSubject:
    """Return a draft of 2.0.0 after 1.0.0 and 1.1.0, with migrations of these names."""
    schema = Schema(schemactl=1, name="s", version="2.0.0")
    migration = Migration.model_validate(
        {
            "schemactl": 1,
            "from": {"schema": "s", "version": "1.1.0"},
            "to": {"schema": "s", "version": "2.0.0"},
        }
    )
    drafts = tuple(MigrationDraft(name, f"{name}.yaml", migration) for name in names)
    return SchemaSubject("s", schema, (), drafts, history=SchemaHistory(("1.0.0", "1.1.0")))


def test_released_migrations_and_mappings_are_not_pending() -> None:
    found = subject("1.1.0", "2.0.0", "from-other-2.0.0")
    assert [draft.name for draft in found.pending] == ["2.0.0"]


def test_the_migration_is_the_one_of_the_version_else_the_only_one() -> None:
    for names, chosen in (
        (("1.2.0", "2.0.0"), "2.0.0"),
        (("1.2.0",), "1.2.0"),
        (("1.2.0", "1.3.0"), None),
        ((), None),
    ):
        migration = subject(*names).migration
        assert (None if migration is None else migration.name) == chosen


def test_the_newest_schema_is_the_highest_version() -> None:
    guideline = Guideline.model_validate(a_document(GUIDELINE).data)
    schemas = tuple(a_schema(version=version) for version in ("2.0.0", "1.9.0", "1.10.0"))
    newest = GuidelineSubject("g", guideline, schemas=schemas).newest
    assert newest is not None
    assert newest.version == "2.0.0"
    assert GuidelineSubject("g", guideline).newest is None
