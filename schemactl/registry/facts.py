"""Facts to record: what they name must be there; when, by whom and why stands beside them."""

from collections.abc import Sequence
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import DRAFT, LATEST, Ref
from schemactl.model.lineage import Content, Entry, Fact, Pin
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.version import admits
from schemactl.registry.content import node_digest, read_content
from schemactl.registry.ledger import append
from schemactl.registry.lineage import find_entry
from schemactl.registry.stamp import Stamp, moment
from schemactl.registry.status import count_newer
from schemactl.registry.store import Store
from schemactl.releases.read import read_guideline, read_schema, resolve
from schemactl.workspace import Workspace


class Rules(NamedTuple):
    """The releases that something was labeled under."""

    schema: SchemaRelease
    guideline: GuidelineRelease | None

    @property
    def labeled_under(self) -> Pin:
        """The schema, pinned."""
        return Pin(ref=self.schema.ref, digest=self.schema.digest)

    @property
    def guided_by(self) -> Pin | None:
        """The guideline, pinned, where there was one."""
        found = self.guideline
        return Pin(ref=found.ref, digest=found.digest) if found else None


class Registered(NamedTuple):
    """The entry of what was registered, whether it is new, and how many no checkpoint covers."""

    entry: Entry
    hash: str
    is_new: bool
    newer: int


def stamped(ref: Ref, content: Content, stamp: Stamp, locations: tuple[str, ...] = ()) -> Fact:
    """Return a fact with its stamp. Raises SchemactlError for an as_of that is no date."""
    if stamp.as_of is not None:
        moment(stamp.as_of, "as of")
    return Fact(ref, content, *stamp, locations)


def record_fact(
    workspace: Workspace, store: Store, fact: Fact, behind: Sequence[Fact] = ()
) -> Registered:
    """Append a fact, or find it again. Raises SchemactlError where an alias has its name.

    What is `behind` it, and comes about with it, is recorded before it, or neither is.
    """
    if store.latest(f"alias:{fact.ref.kind}:{fact.ref.name}:{fact.ref.version}") is not None:
        raise SchemactlError(f"{fact.ref} is an alias", "register it under another version")
    appended = append(store, [*behind, fact])[-1]
    newer = count_newer(workspace, store)
    return Registered(appended.sealed.entry, appended.sealed.hash, appended.is_new, newer)


def refuse_moving(ref: Ref) -> None:
    """Raise SchemactlError for a version that names something else later."""
    if ref.version in (LATEST, DRAFT) or "#" in ref.version:
        raise SchemactlError(
            f"{ref} is no version to register", f"write {ref.kind}:{ref.name}@VERSION"
        )


def read_rules(workspace: Workspace, schema: Ref, guideline: Ref | None) -> Rules:
    """Read what something was labeled under. Raises SchemactlError where the two do not fit."""
    found = _released(workspace, schema)
    labeled_under = read_schema(workspace, found.name, found.version)
    if guideline is None:
        return Rules(labeled_under, None)
    found = _released(workspace, guideline)
    guided_by = read_guideline(workspace, found.name, found.version)
    covers = guided_by.guideline.covers
    name, version = labeled_under.schema.name, labeled_under.schema.version
    if covers.name != name or not admits(covers.versions, version):
        raise SchemactlError(
            f"{guided_by.ref} covers {covers.name} {covers.versions}, not {labeled_under.ref}",
            "name the guideline that annotators used, or none where there was none",
        )
    return Rules(labeled_under, guided_by)


def _released(workspace: Workspace, ref: Ref) -> Ref:
    if ref.version == DRAFT:
        raise SchemactlError(
            f"{ref} is a working copy, which may still change",
            "run `schemactl release`, and register with the release",
        )
    return resolve(workspace, ref)


def pin_all(workspace: Workspace, store: Store, refs: Sequence[Ref]) -> tuple[Pin, ...]:
    """Pin refs that must be recorded. Raises SchemactlError for one that is not."""
    pins = []
    for ref in refs:
        found, sealed = find_entry(workspace, store, ref)
        digest = sealed and node_digest(read_content(sealed.entry))
        pins.append(Pin(ref=str(found), digest=digest))
    return tuple({pin.ref: pin for pin in pins}.values())


def next_version(latest: str | None) -> str:
    """Return the version after the last one of what is numbered from 1."""
    return "1" if latest is None else str(int(latest.rpartition("@")[2]) + 1)
