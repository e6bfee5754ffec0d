"""Facts to record: what they name must be there; when, by whom and why stands beside them."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import DRAFT, LATEST, Ref
from schemactl.model.identifiers import DATE, DIGEST
from schemactl.model.lineage import Content, Entry, Fact, Pin
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.version import admits
from schemactl.registry.content import node_digest, read_content
from schemactl.registry.ledger import append
from schemactl.registry.lineage import find_entry
from schemactl.registry.status import count_newer
from schemactl.registry.store import Store
from schemactl.releases.read import read_guideline, read_schema, resolve
from schemactl.workspace import Workspace

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z")


class Stamp(NamedTuple):
    """When something is recorded, by whom, and what they say about it.

    What is only asserted later, to have been so `as_of` a date, names digests of its evidence.
    """

    at: str | None = None
    actor: str | None = None
    note: str | None = None
    reason: str | None = None
    as_of: str | None = None
    evidence: tuple[str, ...] = ()


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


def moment(text: str, said: str) -> str:
    """Return a date or a time in UTC, as written. Raises SchemactlError for other texts."""
    if not DATE.match(text) and not _TIME.match(text):
        raise SchemactlError(
            f"{said} {text!r} is no date", "write 2026-11-20 or 2026-11-20T12:00:00Z"
        )
    return text


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


def digest_of_file(path: Path) -> str:
    """Return the digest of a file's bytes. Raises SchemactlError for a folder."""
    if path.is_dir():
        raise SchemactlError(f"{path} is a folder", "give its digest with --digest sha256:…")
    with path.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"


def stated_digest(text: str | None) -> str | None:
    """Return a digest that somebody names, as given. Raises SchemactlError for another text."""
    if text is not None and not DIGEST.match(text):
        raise SchemactlError(
            f"{text[:80]!r} is no digest",
            "write sha256: and 64 hex digits, as sha256sum shows them",
        )
    return text
