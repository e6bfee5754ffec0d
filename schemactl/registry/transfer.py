"""Transfer: a whole ledger as lines, from one store to another, with the same root."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Head, SealedEntry
from schemactl.registry.adoption import adopt
from schemactl.registry.journal import JournalAltered, LedgerForked, write_whole
from schemactl.registry.ledger import (
    LedgerAltered,
    append_entries,
    extend,
    follow,
    seal,
)
from schemactl.registry.opening import catch_up, follow_journal, reading, registry_url
from schemactl.registry.store import Store
from schemactl.registry.stores import open_existing, open_store
from schemactl.registry.tree import tree_at
from schemactl.workspace import Workspace


class Transferred(NamedTuple):
    """How many entries a file holds, how many were new here, and where the ledger ends now."""

    entries: int
    new: int
    head: Head | None
    root: str


@contextmanager
def exporting(workspace: Workspace) -> Iterator[Store]:
    """Open the registry to copy it: also where its journal is forked, or a conflict stands in it.

    What only the database holds must be saved before such a journal is replaced.
    """
    with ExitStack() as opened:
        try:
            store = opened.enter_context(reading(workspace))
        except (LedgerForked, JournalAltered):
            existing = open_existing(workspace, registry_url(workspace))
            if existing is None:
                raise
            opened.callback(existing.close)
            if existing.head() is None:
                raise
            store = existing
        yield store


def export_ledger(store: Store, path: Path) -> Transferred:
    """Write every entry to a file, a line each, once the chain is seen to hold."""
    contents = [sealed.content for sealed in follow(None, store.entries())]
    write_whole(path, b"".join(contents))
    return _done(store, len(contents), 0)


def import_ledger(workspace: Workspace, path: Path) -> Transferred:
    """Bring a registry to the entries of a file, all or none.

    What is there already must be the beginning of the file, or the other way round. Raises
    LedgerForked where both hold different entries for one number.
    """
    store = open_store(workspace, registry_url(workspace))
    try:
        with store.exclusively():
            # Before releases are adopted: the file says who released them, and when.
            follow_journal(workspace, store)
            head = store.head()
            known = head.seq if head else 0
            sealed = list(_read(path))
            for one in sealed[:known][-1:]:
                if store.hash_at(one.entry.seq) != one.hash:
                    raise LedgerForked(_parting(store, sealed), "registry and file hold")
            extend(store, sealed[known:])
            done = _done(store, len(sealed), max(0, len(sealed) - known))
            adopt(workspace, store)
            return done
    finally:
        store.close()


def replay_ledger(workspace: Workspace, path: Path) -> Transferred:
    """Record what a file holds and the registry does not, under new numbers.

    This joins two ledgers that went different ways: content, time and actor of each entry stay,
    its number does not. Raises AlreadyRecorded where a ref stands here with other content.
    """
    store = open_store(workspace, registry_url(workspace))
    try:
        with store.exclusively():
            catch_up(workspace, store)
            sealed = list(_read(path))
            appended = append_entries(store, [one.entry for one in sealed])
            return _done(store, len(sealed), sum(one.is_new for one in appended))
    finally:
        store.close()


def _parting(store: Store, sealed: list[SealedEntry]) -> int:
    return next(one.entry.seq for one in sealed if store.hash_at(one.entry.seq) != one.hash)


def _read(path: Path) -> Iterator[SealedEntry]:
    """Yield the entries of a file, once each follows the one before it."""
    content = path.read_bytes()
    if b"\r" in content:
        raise SchemactlError(f"{path} has CRLF line ends", "copy it without changing its bytes")
    try:
        for sealed in follow(None, content.splitlines(keepends=True)):
            yield _canonical(sealed)
    except LedgerAltered as error:
        raise LedgerAltered(f"{path}: {error.message}", "export it again") from error


def _canonical(sealed: SealedEntry) -> SealedEntry:
    if seal(sealed.entry).content != sealed.content:
        raise LedgerAltered(f"entry {sealed.entry.seq} is not in canonical form")
    return sealed


def _done(store: Store, entries: int, new: int) -> Transferred:
    head = store.head()
    root = tree_at(store, head.seq if head else 0).root
    return Transferred(entries, new, head, root)
