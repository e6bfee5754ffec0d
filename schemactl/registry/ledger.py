"""The ledger: facts become entries, each linked to the one before, each ref recorded once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Content, Entry, Fact, Head, SealedEntry
from schemactl.model.secret import holds_secret
from schemactl.registry.collector import paused
from schemactl.registry.content import read_edges
from schemactl.registry.store import Store
from schemactl.releases.canonical import canonical_bytes, digest_of

_BATCH = 1000
_FIELDS = tuple((name, field.default) for name, field in Entry.model_fields.items())
ADVICE = "run `schemactl registry verify` to see all that differs"


class AlreadyRecorded(SchemactlError):
    """A ref is in the ledger with other content."""


class LedgerAltered(SchemactlError):
    """Stored bytes of the ledger do not say what their hashes say."""


class Appended(NamedTuple):
    """The entry of a fact, and whether it is new."""

    sealed: SealedEntry
    is_new: bool


def append(store: Store, facts: Sequence[Fact]) -> list[Appended]:
    """Record facts in order, or none of them; a fact that is recorded already is found again.

    Raises AlreadyRecorded where a ref stands in the ledger with other content.
    """
    with paused():
        return append_entries(store, [entry_of(fact) for fact in facts])


def append_entries(store: Store, entries: Sequence[Entry]) -> list[Appended]:
    """Record entries under the next numbers, or none; their own numbers do not matter."""
    if not entries:
        return []
    with store.exclusively():
        head = store.head()
        done = _recorded(store, entries)
        new: list[SealedEntry] = []
        appended = []
        for given in entries:
            known = done.get(given.ref)
            if known is None:
                known = done[given.ref] = seal(place_after(head, given))
                head = Head(known.entry.seq, known.hash)
                new.append(known)
                appended.append(Appended(known, True))
            else:
                _refuse_other_content(known.entry, given)
                appended.append(Appended(known, False))
        store.add(new)
    return appended


def _recorded(store: Store, entries: Sequence[Entry]) -> dict[str, SealedEntry]:
    """Return those of the refs that have an entry, with it, asked for all at once."""
    found = map(unseal, store.contents({given.ref for given in entries}))
    return {sealed.entry.ref: sealed for sealed in found}


def next_entry(head: Head | None, fact: Fact) -> Entry:
    """Give a fact its place after the head."""
    return place_after(head, entry_of(fact))


def place_after(head: Head | None, entry: Entry) -> Entry:
    """Give an entry its place after the head."""
    seq, previous = (head.seq + 1, head.hash) if head else (1, None)
    return entry.model_copy(update={"seq": seq, "previous": previous})


def entry_of(fact: Fact) -> Entry:
    """Return the entry of a fact, before it has a place in the ledger.

    Raises SchemactlError where a text of it holds a secret, which could not be taken back.
    """
    # Through the canonical form, so that what is compared is what is stored.
    written = _written(fact.content)
    content = orjson.loads(written)
    if b":/" in written or ":/" in f"{fact.actor}{fact.note}{fact.reason}":
        _refuse_secrets(fact, content)
    return Entry(
        seq=0,
        kind=fact.kind,
        ref=str(fact.ref),
        at=fact.at,
        actor=fact.actor,
        note=fact.note,
        reason=fact.reason,
        as_of=fact.as_of,
        evidence=fact.evidence,
        locations=fact.locations,
        content=content,
    )


def _refuse_secrets(fact: Fact, content: dict[str, Any]) -> None:
    said = {"actor": fact.actor, "note": fact.note, "reason": fact.reason, **content}
    for name, value in said.items():
        if any(map(holds_secret, _texts(value))):
            raise SchemactlError(
                f"{name} of {fact.ref} holds a URL with a secret in it",
                "write it without user, password and tokens: what is recorded cannot be deleted",
            )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _refuse_other_content(known: Entry, entry: Entry) -> None:
    if known.content == entry.content:
        return
    keys = sorted(known.content.keys() | entry.content.keys())
    differ = [key for key in keys if known.content.get(key) != entry.content.get(key)]
    raise AlreadyRecorded(
        f"{entry.ref} is recorded already, as entry {known.seq}, with other {', '.join(differ)}",
        "what is recorded never changes: register it under a new version",
    )


def seal(entry: Entry) -> SealedEntry:
    """Write an entry as the bytes that are stored, and hash them."""
    content = _written(_plain(entry))
    return SealedEntry(entry, content, digest_of(content), read_edges(entry))


def _plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain data without defaults; its content is plain already."""
    return {name: said for name, default in _FIELDS if (said := getattr(entry, name)) != default}


def _written(noun: Content | dict[str, Any]) -> bytes:
    try:
        return canonical_bytes(noun)
    except orjson.JSONEncodeError as error:
        # Half a surrogate pair: a terminal or a file gave bytes that are no UTF-8.
        raise SchemactlError(
            "a text to record holds bytes that are no UTF-8", "write it in UTF-8"
        ) from error


def unseal(content: bytes, expected: str | None = None) -> SealedEntry:
    """Read stored bytes. Raises LedgerAltered where they are no entry or not the expected one."""
    if expected is not None:
        intact(content, expected)
    found = expected or digest_of(content)
    try:
        entry = Entry.model_validate_json(content)
    except ValidationError as error:
        shown = repr(content[:60])
        raise LedgerAltered(f"an entry of the ledger cannot be read: {shown}", ADVICE) from error
    return SealedEntry(entry, content, found, read_edges(entry))


def intact(content: bytes, expected: str) -> bytes:
    """Return stored bytes, unread. Raises LedgerAltered where they are not the expected ones."""
    if digest_of(content) != expected:
        raise LedgerAltered("an entry of the ledger was altered: its hash does not match", ADVICE)
    return content


def follow(head: Head | None, contents: Iterable[bytes]) -> Iterator[SealedEntry]:
    """Read entries that continue a ledger. Raises LedgerAltered at the first that does not."""
    seq, previous = (head.seq, head.hash) if head else (0, None)
    for content in contents:
        sealed = unseal(content)
        if sealed.entry.seq != seq + 1:
            raise LedgerAltered(f"entry {sealed.entry.seq} follows entry {seq}", ADVICE)
        if sealed.entry.previous != previous:
            raise LedgerAltered(f"entry {seq + 1} does not name the hash of entry {seq}", ADVICE)
        yield sealed
        seq, previous = sealed.entry.seq, sealed.hash


def extend(store: Store, sealed: Iterable[SealedEntry]) -> None:
    """Add entries that continue the ledger, many at a time."""
    batch: list[SealedEntry] = []
    for one in sealed:
        batch.append(one)
        if len(batch) == _BATCH:
            store.add(batch)
            batch = []
    store.add(batch)
