"""Chain: the released way from one version to another, every end pinned by its digest."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.migrate.hop import Hop, Station
from schemactl.model.address import LATEST, Ref
from schemactl.model.migration import Migration
from schemactl.model.release import SchemaRelease
from schemactl.model.version import precedence
from schemactl.releases.read import read_schemas, resolve, versions
from schemactl.workspace import Workspace


class Way(NamedTuple):
    """Where a chain starts, and its hops in order; none where both ends are the same."""

    start: Station
    hops: tuple[Hop, ...]


def read_chain(workspace: Workspace, name: str, start: str, end: str) -> Way:
    """Read the way between two released versions of a schema, through every one between.

    Raises SchemactlError where a release is missing or edited, a digest does not match, or the
    way leads back.
    """
    first, last = _version(workspace, name, start), _version(workspace, name, end)
    if precedence(first) > precedence(last):
        raise SchemactlError(
            f"{name} {last} is older than {first}, and migrations lead forward only",
            "`schemactl migrate undo` takes back what a migration did to a file",
        )
    between = [
        version
        for version in versions(workspace, "schema", name)
        if precedence(first) <= precedence(version) <= precedence(last)
    ]
    releases = read_schemas(workspace, name, between)
    hops = tuple(_hop(old, new) for old, new in pairwise(releases))
    return Way(_station(releases[0]), hops)


def read_chain_from(workspace: Workspace, other: Ref, target: Ref) -> Way:
    """Read the way from a release of one schema to a release of another, over a mapping file.

    The mapping is `from-<other>-<version>.yaml` beside the target's schema. Where it starts
    later than `other`, or leads to less than `target`, releases of the one or the other schema
    stand before or behind it. Raises SchemactlError.
    """
    start = _version(workspace, other.name, other.version)
    end = _version(workspace, target.name, target.version)
    mapping = _mapping(workspace, Ref("schema", other.name, start), Ref("schema", target.name, end))
    before = read_chain(workspace, other.name, start, mapping.source.version)
    after = read_chain(workspace, target.name, mapping.target.version, end)
    old = before.hops[-1].new if before.hops else before.start
    _check_pin(mapping, old, f"the mapping from {other.name} to {target.name}")
    return Way(before.start, (*before.hops, Hop(old, after.start, mapping), *after.hops))


def _version(workspace: Workspace, name: str, version: str) -> str:
    return resolve(workspace, Ref("schema", name, version or LATEST)).version


def _station(release: SchemaRelease) -> Station:
    return Station(release.ref, release.digest, release.schema)


def _hop(old: SchemaRelease, new: SchemaRelease) -> Hop:
    """Return the hop between two releases. Raises SchemactlError where it starts elsewhere."""
    migration = new.migration
    station = _station(old)
    if new.previous != old.digest:
        raise SchemactlError(
            f"{new.ref} was released after {new.previous}, and {old.ref} is {old.digest}",
            "restore the release that it followed: `git log -- registry` shows what was there",
        )
    if migration is not None:
        if migration.source.version != old.schema.version:
            raise SchemactlError(
                f"the migration of {new.ref} starts from {migration.source.version}, and the "
                f"release before is {old.schema.version}",
                "release a version whose migration starts from the release before it",
            )
        _check_pin(migration, station, f"the migration of {new.ref}")
    return Hop(station, _station(new), migration)


def _check_pin(migration: Migration, old: Station, what: str) -> None:
    pinned = migration.source.digest
    if pinned != old.digest:
        said = "names no digest" if pinned is None else f"is from {pinned}"
        raise SchemactlError(
            f"{what} {said}, and {old.ref} is {old.digest}",
            f'write `digest: "{old.digest}"` if it was made for that release',
        )


def _mapping(workspace: Workspace, other: Ref, target: Ref) -> Migration:
    """Return the mapping that fits best: from the start itself, and as near to the end."""
    found = [
        mapping
        for mapping in _mappings(workspace, other.name, target.name)
        if precedence(mapping.source.version) >= precedence(other.version)
        and precedence(mapping.target.version) <= precedence(target.version)
    ]
    if not found:
        raise SchemactlError(
            f"no mapping leads from {other} to {target}",
            f"write schemas/{target.name}/migrations/from-{other.name}-{target.version}.yaml",
        )
    first = min(precedence(mapping.source.version) for mapping in found)
    nearest = [mapping for mapping in found if precedence(mapping.source.version) == first]
    return max(nearest, key=lambda mapping: precedence(mapping.target.version))


def _mappings(workspace: Workspace, other: str, name: str) -> Iterator[Migration]:
    # Releases are JSON; only who migrates between two schemas needs what reads YAML.
    from schemactl.files.schema_file import read_migration_files
    from schemactl.releases.frozen import whole

    for file in read_migration_files(workspace, name):
        if file.name.startswith(f"from-{other}-"):
            mapping = whole(file.document, file.migration)
            if (mapping.source.schema_name, mapping.target.schema_name) == (other, name):
                yield mapping
