"""Opening the registry: the database is brought up to the journal and to the releases first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from schemactl.files.settings_file import read_settings
from schemactl.model.lineage import SealedEntry
from schemactl.registry.adoption import adopt, released, unrecorded
from schemactl.registry.blank import URL_VARIABLE
from schemactl.registry.journal import (
    LedgerForked,
    checkpoint_numbers,
    checkpoints,
    newest_checkpoint,
    read_journal,
)
from schemactl.registry.ledger import extend, follow, unseal
from schemactl.registry.store import NotWritable, Store
from schemactl.registry.stores import open_existing, open_store
from schemactl.registry.stores.address import find_address
from schemactl.registry.stores.lookup import look_up
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace


def registry_url(workspace: Workspace) -> str | None:
    """Return where the registry is: of the environment, else of the settings, else None."""
    return os.environ.get(URL_VARIABLE) or read_settings(workspace).registry.url


@contextmanager
def writing(workspace: Workspace, leave: frozenset[str] = frozenset()) -> Iterator[Store]:
    """Open the registry alone, and keep what was added at the end, or nothing on an error.

    `leave` names releases that the block records itself. Raises LedgerForked where database
    and journal hold different entries for one number.
    """
    store = open_store(workspace, registry_url(workspace))
    try:
        with store.exclusively():
            catch_up(workspace, store, leave)
            yield store
    finally:
        store.close()


@contextmanager
def reading(workspace: Workspace) -> Iterator[Store]:
    """Open the registry to look things up; in a read-only checkout it is built in memory."""
    store = _readable(workspace)
    try:
        yield store
    finally:
        store.close()


def recorded(workspace: Workspace, ref: str) -> SealedEntry | None:
    """Return the entry that records a ref, as a store finds it; sooner where the file has it."""
    found = look_up(find_address(workspace, registry_url(workspace)), ref)
    if found is not None:
        return unseal(*found)
    with reading(workspace) as store:
        return store.find(ref)


def _readable(workspace: Workspace) -> Store:
    url = registry_url(workspace)
    if url is None and not workspace.database.exists() and _is_empty(workspace):
        # Nothing was ever recorded: looking at it should leave no files behind.
        return MemoryStore()
    try:
        store = open_store(workspace, url)
    except NotWritable:
        return _in_memory(workspace, open_existing(workspace, url))
    try:
        if is_behind(workspace, store):
            _catch_up_where_possible(workspace, store)
    except NotWritable:
        return _in_memory(workspace, store)
    except BaseException:
        store.close()
        raise
    return store


def _is_empty(workspace: Workspace) -> bool:
    return not checkpoint_numbers(workspace) and next(released(workspace), None) is None


def _catch_up_where_possible(workspace: Workspace, store: Store) -> None:
    try:
        with store.exclusively():
            catch_up(workspace, store)
    except LedgerForked:
        # What this database holds can still be read; writing commands stop.
        if store.head() is None:
            raise


def _in_memory(workspace: Workspace, existing: Store | None) -> Store:
    """Return the existing store where it is up to date, else its copy brought up to date."""
    if existing is not None and not is_behind(workspace, existing):
        return existing
    memory = MemoryStore()
    if existing is not None:
        extend(memory, follow(None, existing.entries()))
        existing.close()
    _catch_up_where_possible(workspace, memory)
    return memory


def is_behind(workspace: Workspace, store: Store) -> bool:
    """Tell whether the journal or the release folders hold what the store lacks."""
    head = store.head()
    newest = newest_checkpoint(workspace)
    if newest is not None and (head is None or head.seq < newest.seq):
        return True
    return bool(unrecorded(workspace, store))


def catch_up(workspace: Workspace, store: Store, leave: frozenset[str] = frozenset()) -> None:
    """Extend the store from the journal, verified root by root, then adopt releases.

    Raises LedgerForked where both hold different entries for one number.
    """
    follow_journal(workspace, store)
    adopt(workspace, store, leave)


def follow_journal(workspace: Workspace, store: Store) -> None:
    """Extend the store from the journal, verified root by root. Raises LedgerForked."""
    head = store.head()
    known = head.seq if head else 0
    covered = list(checkpoints(workspace))
    hashes = store.hashes_at([one.seq for one in covered if one.seq <= known])
    for checkpoint in covered:
        if checkpoint.seq <= known and hashes.get(checkpoint.seq) != checkpoint.entry:
            raise LedgerForked(checkpoint.seq, "database and journal hold")
    if covered and covered[-1].seq > known:
        for page in read_journal(workspace):
            for sealed in page.entries:
                # Each entry holds the hash of the one before: equal here, equal up to here.
                if head and sealed.entry.seq == known and sealed.hash != head.hash:
                    raise LedgerForked(known, "database and journal hold")
            extend(store, (sealed for sealed in page.entries if sealed.entry.seq > known))
