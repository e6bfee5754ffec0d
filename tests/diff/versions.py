"""Versions: two resolved schemas and the migration between them, for tests of differences."""

from typing import Any

from schemactl.diff.comparison import compare
from schemactl.diff.judgement import Judgement, Verdict
from schemactl.diff.pairing import TaskPair, pair_tasks
from schemactl.diff.verdict import judge
from schemactl.model.change import Change
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.model.schema import Schema
from schemactl.releases.resolve import resolve


def _no_other_schema(ref: str) -> SchemaRelease:
    raise KeyError(ref)


def released(schema: Schema) -> ReleasedSchema:
    """Return a schema as it would be released first."""
    return resolve(schema, None, None, _no_other_schema)


def a_migration(*steps: dict[str, Any]) -> Migration:
    """Return the migration from s 1.0.0 to 2.0.0 with the steps."""
    return Migration.model_validate(
        {
            "schemactl": 1,
            "from": {"schema": "s", "version": "1.0.0"},
            "to": {"schema": "s", "version": "2.0.0"},
            "steps": list(steps),
        }
    )


def changes(old: Schema, new: Schema, *steps: dict[str, Any]) -> tuple[Change, ...]:
    """Return what differs between two schemas under the steps."""
    return compare(released(old), released(new), a_migration(*steps) if steps else None)


def one_change(old: Schema, new: Schema, *steps: dict[str, Any]) -> Change:
    """Return the only difference."""
    (found,) = changes(old, new, *steps)
    return found


def kinds(old: Schema, new: Schema, *steps: dict[str, Any]) -> list[str]:
    """Return the kinds of the differences, sorted."""
    return sorted(change.kind for change in changes(old, new, *steps))


def judged(old: Schema, new: Schema, *steps: dict[str, Any]) -> Verdict:
    """Return the verdict on the way between two schemas."""
    migration = a_migration(*steps) if steps else None
    before, after = released(old), released(new)
    return judge(compare(before, after, migration), migration, before, after)


def one_judgement(old: Schema, new: Schema, *steps: dict[str, Any]) -> Judgement:
    """Return the judgement of the only difference."""
    (found,) = judged(old, new, *steps).judgements
    return found


def paired(old: Schema, new: Schema, *steps: dict[str, Any]) -> TaskPair:
    """Return the only task of both schemas as a pair."""
    migration = a_migration(*steps) if steps else None
    (found,) = pair_tasks(released(old), released(new), migration).both
    return found
