"""The journal: checkpoints of the ledger and its entries as files, committed with the releases."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Checkpoint, Head, SealedEntry
from schemactl.model.release import CANONICAL_FORM
from schemactl.registry.ledger import ADVICE, LedgerAltered, follow
from schemactl.registry.merkle import MerkleTree
from schemactl.registry.store import Store
from schemactl.registry.tree import tree_at
from schemactl.releases.canonical import canonical_bytes
from schemactl.workspace import Workspace

_DIGITS = 12
_RESTORE = "restore it with `git checkout -- registry/journal`"
_LINE_ENDS = (
    "add `registry/** -text` to .gitattributes, then `git rm --cached -r registry` and "
    "`git checkout -- registry`"
)


class LedgerForked(SchemactlError):
    """Two histories hold different entries for one number."""

    def __init__(self, seq: int, where: str) -> None:
        """Say at which entry the histories part, and how to go on."""
        super().__init__(
            f"ledger-forked: {where} different entries for number {seq}",
            "`schemactl registry export --out mine.jsonl`, move registry.db away, restore the "
            "journal of the other side, then `schemactl registry import mine.jsonl --replay`; "
            "teams that write concurrently use PostgreSQL",
        )


class JournalAltered(SchemactlError):
    """A file of the journal does not say what its checkpoint says."""


class Page(NamedTuple):
    """One checkpoint and the entries since the previous one."""

    checkpoint: Checkpoint
    entries: tuple[SealedEntry, ...]


def checkpoint_numbers(workspace: Workspace) -> list[int]:
    """Return the numbers of the entries at which checkpoints were made, lowest first."""
    if not workspace.journal.is_dir():
        return []
    found = (_number(entry.name, ".json") for entry in workspace.journal.iterdir())
    return sorted(seq for seq in found if seq is not None)


def unfinished_files(workspace: Workspace) -> list[int]:
    """Return the numbers of files of entries that have no head beside them."""
    if not workspace.journal.is_dir():
        return []
    heads = set(checkpoint_numbers(workspace))
    found = (_number(entry.name, ".jsonl") for entry in workspace.journal.iterdir())
    return sorted(seq for seq in found if seq is not None and seq not in heads)


def _number(name: str, suffix: str) -> int | None:
    digits, rest = name[:_DIGITS], name[_DIGITS:]
    is_ours = rest == suffix and digits.isascii() and digits.isdecimal()
    return int(digits) if is_ours else None


def head_file(workspace: Workspace, seq: int) -> Path:
    """The file of a checkpoint: the head of the ledger and its root."""
    return workspace.journal / f"{seq:0{_DIGITS}}.json"


def entries_file(workspace: Workspace, seq: int) -> Path:
    """The file of a checkpoint's entries, one per line."""
    return workspace.journal / f"{seq:0{_DIGITS}}.jsonl"


def read_checkpoint(path: Path, shown: str) -> Checkpoint:
    """Read a checkpoint, of the journal or held elsewhere. Raises JournalAltered."""
    return _read(_bytes_of(path, shown), shown)


def _bytes_of(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise _no_checkpoint(shown) from error


def _no_checkpoint(shown: str) -> JournalAltered:
    return JournalAltered(
        f"{shown} is no checkpoint", "a conflict of git may stand in it; keep one side"
    )


def _read(content: bytes, shown: str) -> Checkpoint:
    try:
        checkpoint = Checkpoint.model_validate_json(content)
    except ValidationError as error:
        raise _no_checkpoint(shown) from error
    if checkpoint.format != CANONICAL_FORM:
        known = f"this schemactl knows {CANONICAL_FORM}; a newer one may have written it"
        raise JournalAltered(f"{shown} has the format {checkpoint.format!r}", known)
    return checkpoint


def newest_checkpoint(workspace: Workspace) -> Checkpoint | None:
    """Return the last checkpoint, or None where the journal is empty."""
    numbers = checkpoint_numbers(workspace)
    return _checkpoint(workspace, numbers[-1]) if numbers else None


def checkpoints(workspace: Workspace) -> Iterator[Checkpoint]:
    """Yield the checkpoints, lowest first, without their entries."""
    for seq in checkpoint_numbers(workspace):
        yield _checkpoint(workspace, seq)


def _checkpoint(workspace: Workspace, seq: int) -> Checkpoint:
    path = head_file(workspace, seq)
    shown = workspace.relative(path)
    content = _bytes_of(path, shown)
    checkpoint = _read(content, shown)
    if content != canonical_bytes(checkpoint):
        hint = _LINE_ENDS if b"\r" in content else _RESTORE
        raise JournalAltered(f"{shown} is not as it was written", hint)
    if checkpoint.seq != seq:
        raise JournalAltered(f"{shown} is the checkpoint of entry {checkpoint.seq}", _RESTORE)
    return checkpoint


def read_journal(workspace: Workspace) -> Iterator[Page]:
    """Yield each checkpoint with its entries, once chain, head and root agree.

    Raises JournalAltered or LedgerForked at the first that does not.
    """
    head: Head | None = None
    tree = MerkleTree()
    for checkpoint in checkpoints(workspace):
        page = Page(checkpoint, tuple(_entries(workspace, checkpoint, head)))
        shown = workspace.relative(head_file(workspace, checkpoint.seq))
        for sealed in page.entries:
            tree.add(sealed.content)
            head = Head(sealed.entry.seq, sealed.hash)
        if head != Head(checkpoint.seq, checkpoint.entry):
            raise JournalAltered(f"{shown}: its entries do not lead to its head", _RESTORE)
        if tree.root != checkpoint.root:
            raise JournalAltered(f"{shown}: the root over its entries differs", _RESTORE)
        yield page


def _entries(
    workspace: Workspace, checkpoint: Checkpoint, head: Head | None
) -> Iterator[SealedEntry]:
    path = entries_file(workspace, checkpoint.seq)
    shown = workspace.relative(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise JournalAltered(f"{shown} is missing", _RESTORE) from error
    if b"\r" in content:
        # No canonical entry holds one: git changed the line ends.
        raise JournalAltered(f"{shown} has CRLF line ends", _LINE_ENDS)
    lines = content.splitlines(keepends=True)
    known = head.seq if head else 0
    if lines and checkpoint.seq - len(lines) < known:
        raise LedgerForked(checkpoint.seq - len(lines) + 1, "two checkpoints hold")
    try:
        yield from follow(head, lines)
    except SchemactlError as error:
        raise JournalAltered(f"{shown}: {error.message}", _RESTORE) from error


def write_checkpoint(workspace: Workspace, store: Store) -> Checkpoint | None:
    """Write the entries since the last checkpoint and the head, where there is something new.

    To be called inside `exclusively`: two processes would otherwise write the same entries.
    """
    head = store.head()
    numbers = checkpoint_numbers(workspace)
    last = numbers[-1] if numbers else 0
    if head is None or head.seq <= last:
        return None
    tree = tree_at(store, last)
    if last and tree.root != _checkpoint(workspace, last).root:
        raise LedgerAltered(f"the root over entries 1 to {last} is not the journal's", ADVICE)
    new = []
    for content in store.entries(last + 1):
        tree.add(content)
        new.append(content)
    checkpoint = Checkpoint(format=CANONICAL_FORM, seq=head.seq, entry=head.hash, root=tree.root)
    workspace.journal.mkdir(parents=True, exist_ok=True)
    # The head comes last: entries without a head are not part of the journal.
    write_whole(entries_file(workspace, head.seq), b"".join(new))
    write_whole(head_file(workspace, head.seq), canonical_bytes(checkpoint))
    return checkpoint


def remove_checkpoint(workspace: Workspace, checkpoint: Checkpoint) -> None:
    """Take a checkpoint back that was written a moment ago."""
    head_file(workspace, checkpoint.seq).unlink(missing_ok=True)
    entries_file(workspace, checkpoint.seq).unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place so that nobody, not even after a crash, sees a part of it."""
    handle, work = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(work).chmod(0o644)
        Path(work).replace(path)
    except BaseException:
        Path(work).unlink(missing_ok=True)
        raise
