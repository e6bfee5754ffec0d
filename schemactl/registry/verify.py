"""Verification: derives everything again from stored bytes, and yields what differs."""

from collections.abc import Iterable, Iterator, Sequence

import orjson

from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.finding import Diagnostic, Region, Severity
from schemactl.model.lineage import Checkpoint, Entry
from schemactl.registry.adoption import released
from schemactl.registry.derivation import Expectation, rederive
from schemactl.registry.journal import (
    LedgerForked,
    Page,
    entries_file,
    head_file,
    read_journal,
    unfinished_files,
)
from schemactl.registry.opening import registry_url
from schemactl.registry.store import Store
from schemactl.registry.stores import open_existing
from schemactl.registry.stores.memory import MemoryStore
from schemactl.releases.canonical import digest_of
from schemactl.releases.folder import MANIFEST
from schemactl.releases.read import verify_releases
from schemactl.workspace import Workspace

_NOT_REPAIRED = (
    "nothing was repaired; compare with a clone or a checkpoint that you trust, then move "
    "the database away: it is rebuilt from the journal"
)


def verify(workspace: Workspace, held: Checkpoint | None = None) -> Iterator[Diagnostic]:
    """Yield each difference between ledger, journal, releases and a checkpoint held elsewhere.

    Nothing is repaired, and nothing is created: without a database the journal and the
    releases are verified alone.
    """
    yield from verify_releases(workspace)
    yield from _unfinished(workspace)
    pages: list[Page] = []
    yield from _read_journal(workspace, pages)
    try:
        store = open_existing(workspace, registry_url(workspace)) or _in_memory(pages)
    except SchemactlError as error:
        yield _difference("ledger-altered", error.message, hint=error.hint)
        return
    newer: list[int] = []
    try:
        for message in rederive(store, _expectation(workspace, pages, held), newer):
            yield _difference("ledger-altered", message, hint=_NOT_REPAIRED)
        yield from _newer(newer)
        yield from _recorded_releases(workspace, store)
    except SchemactlError as error:
        yield _difference("ledger-altered", error.message, hint=error.hint)
    finally:
        store.close()


def _newer(numbers: Sequence[int]) -> Iterator[Diagnostic]:
    if numbers:
        message = (
            f"{len(numbers)} entries, the first is {numbers[0]}, were written by a newer "
            "schemactl: their place and bytes are verified, what they say is not read"
        )
        yield _difference("entry-unknown", message, hint="upgrade schemactl", severity="warning")


def _read_journal(workspace: Workspace, pages: list[Page]) -> Iterator[Diagnostic]:
    """Fill `pages` as far as the journal agrees with itself."""
    try:
        for page in read_journal(workspace):
            pages.append(page)
    except SchemactlError as error:
        rule = "ledger-forked" if isinstance(error, LedgerForked) else "journal-altered"
        yield _difference(rule, error.message, hint=error.hint)


def _unfinished(workspace: Workspace) -> Iterator[Diagnostic]:
    for seq in unfinished_files(workspace):
        shown = workspace.relative(entries_file(workspace, seq))
        message = "these entries have no checkpoint: it was removed, or never finished"
        hint = f"restore it with git, or delete {shown}"
        yield _difference("journal-altered", message, shown, hint, severity="warning")


def _in_memory(pages: Iterable[Page]) -> Store:
    store = MemoryStore()
    for page in pages:
        store.add(page.entries)
    return store


def _expectation(
    workspace: Workspace, pages: Iterable[Page], held: Checkpoint | None
) -> Expectation:
    hashes = {}
    checkpoints: dict[int, list[tuple[str, Checkpoint]]] = {}
    for page in pages:
        name = workspace.relative(head_file(workspace, page.checkpoint.seq))
        checkpoints.setdefault(page.checkpoint.seq, []).append((name, page.checkpoint))
        hashes.update({sealed.entry.seq: sealed.hash for sealed in page.entries})
    if held is not None:
        checkpoints.setdefault(held.seq, []).append(("the given checkpoint", held))
    return Expectation(hashes, checkpoints)


def _recorded_releases(workspace: Workspace, store: Store) -> Iterator[Diagnostic]:
    """Compare release folders with what the ledger says of them."""
    recorded = set()
    for content in store.entries():
        if b'"kind":"release"' in content:
            entry = Entry.model_validate(orjson.loads(content))
            recorded.add(entry.ref)
            yield from _recorded_release(workspace, entry)
    for ref in released(workspace):
        if str(ref) not in recorded:
            folder = workspace.relative(workspace.release_folder(*ref))
            hint = "the next command that writes to the registry records it"
            message = f"{ref} has no entry in the ledger yet"
            yield _difference("release-unrecorded", message, folder, hint, severity="info")


def _recorded_release(workspace: Workspace, entry: Entry) -> Iterator[Diagnostic]:
    folder = workspace.release_folder(*parse_ref(entry.ref))
    shown = workspace.relative(folder)
    manifest = folder / MANIFEST
    if not folder.is_dir():
        message = f"{entry.ref} is entry {entry.seq} of the ledger, and its release is gone"
        yield _difference("release-missing", message, shown, f"`git checkout -- {shown}`")
    elif manifest.is_file() and digest_of(manifest.read_bytes()) != entry.content.get("digest"):
        message = f"{entry.ref} is not the release that entry {entry.seq} of the ledger recorded"
        yield _difference("release-edited", message, shown, f"`git checkout -- {shown}`")


def _difference(
    rule: str,
    message: str,
    file: str | None = None,
    hint: str = "",
    severity: Severity = "error",
) -> Diagnostic:
    return Diagnostic(rule, severity, message, file, Region(), None, hint)
