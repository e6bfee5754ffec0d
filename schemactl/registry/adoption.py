"""Adoption: releases that stand in the registry's folders become entries of the ledger."""

from collections.abc import Iterator

from schemactl.errors import SchemactlError
from schemactl.model.address import RELEASED_KINDS, Ref, parse_ref
from schemactl.model.lineage import Fact, Pin, ReleaseRecord
from schemactl.model.release import GuidelineRelease, Release
from schemactl.registry.ledger import append
from schemactl.registry.store import Store
from schemactl.releases.canonical import digest_of
from schemactl.releases.folder import MANIFEST
from schemactl.releases.read import read_guideline, read_schema, released_names, versions
from schemactl.workspace import Workspace


def released(workspace: Workspace) -> Iterator[Ref]:
    """Yield the releases in the order of adoption: schemas first, by name, then by version."""
    for kind in RELEASED_KINDS:
        for name in released_names(workspace, kind):
            for version in versions(workspace, kind, name):
                yield Ref(kind, name, version)


def unrecorded(workspace: Workspace, store: Store) -> list[Ref]:
    """Return the releases that have no entry, in the order of adoption."""
    known = store.refs("release")
    return [ref for ref in released(workspace) if str(ref) not in known]


def adopt(workspace: Workspace, store: Store, leave: frozenset[str] = frozenset()) -> None:
    """Record the releases that have no entry, but for those that the caller records itself.

    Adopted entries carry no time and no actor, so that every clone makes the same bytes.
    """
    found = [ref for ref in unrecorded(workspace, store) if str(ref) not in leave]
    append(store, [release_fact(workspace, read_release(workspace, ref)) for ref in found])


def read_release(workspace: Workspace, ref: Ref) -> Release:
    """Read a release of either kind. Raises SchemactlError where its bytes were altered."""
    if ref.kind == "schema":
        return read_schema(workspace, ref.name, ref.version)
    return read_guideline(workspace, ref.name, ref.version)


def release_fact(workspace: Workspace, release: Release) -> Fact:
    """Say what the ledger records of a release, without time and actor."""
    built_with = None
    if isinstance(release, GuidelineRelease) and release.guideline.built_with is not None:
        pinned = release.guideline.built_with
        built_with = Pin(ref=_full(pinned.ref), digest=pinned.digest)
    ref = parse_ref(release.ref)
    succeeds = _predecessor(workspace, ref, release.previous)
    content = ReleaseRecord(digest=release.digest, succeeds=succeeds, built_with=built_with)
    return Fact(ref, content)


def _full(schema: str) -> str:
    return str(parse_ref(schema, "schema"))


def _predecessor(workspace: Workspace, ref: Ref, digest: str | None) -> Pin | None:
    """Find the release of that digest under the same name."""
    if digest is None:
        return None
    for version in versions(workspace, ref.kind, ref.name):
        folder = workspace.release_folder(ref.kind, ref.name, version)
        manifest = folder / MANIFEST
        if manifest.is_file() and digest_of(manifest.read_bytes()) == digest:
            return Pin(ref=str(ref._replace(version=version)), digest=digest)
    raise SchemactlError(
        f"{ref} names a predecessor that is not there: {digest}",
        f"restore the releases of {ref.kind} {ref.name} with `git checkout -- registry`",
    )
