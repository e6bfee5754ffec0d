"""Hops: ways between schemas that exist only in memory, for tests of what becomes of labels."""

from typing import Any

from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.hop import Hop, Station
from schemactl.model.migration import Migration
from schemactl.model.schema import Schema
from schemactl.releases.canonical import canonical_bytes, digest_of
from tests.diff.versions import a_migration, released

Steps = list[dict[str, Any]]


def a_station(schema: Schema, version: str = "1.0.0") -> Station:
    """Return a schema as if it were released."""
    found = released(schema)
    return Station(f"schema:{schema.name}@{version}", digest_of(canonical_bytes(found)), found)


def a_hop(old: Schema, new: Schema, *steps: dict[str, Any]) -> Hop:
    """Return the hop between two schemas; without steps there is no migration."""
    migration: Migration | None = a_migration(*steps) if steps else None
    return Hop(a_station(old), a_station(new, "2.0.0"), migration)


def compiled(old: Schema, new: Schema, *steps: dict[str, Any]) -> CompiledMigration:
    """Return the compiled migration of one hop."""
    return compile_migration(a_station(old), [a_hop(old, new, *steps)])


def chained(first: Schema, *way: Steps | Schema) -> CompiledMigration:
    """Return the compiled migration over hops, each written as steps and schema."""
    hops = []
    old = first
    for steps, new in zip(way[::2], way[1::2], strict=True):
        assert isinstance(steps, list)
        assert isinstance(new, Schema)
        hops.append(a_hop(old, new, *steps))
        old = new
    return compile_migration(a_station(first), hops)
