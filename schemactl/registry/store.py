"""Store: what the ledger asks of the place that keeps it."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Edge, Head, SealedEntry


class NotWritable(SchemactlError):
    """The store, or the folder it would stand in, can only be read."""


class Row(NamedTuple):
    """One stored entry with every column, as it is, for those who verify."""

    seq: int
    entry: bytes
    hash: str
    previous: str | None
    kind: str
    subject: str
    ref: str


def row_of(sealed: SealedEntry) -> Row:
    """Return the columns that follow from an entry's bytes."""
    entry = sealed.entry
    return Row(
        entry.seq,
        sealed.content,
        sealed.hash,
        entry.previous,
        entry.kind,
        sealed.subject,
        entry.ref,
    )


# A ref that a walk along the lineage reached, with the bytes of its entry where there is one.
# Plain, since thousands of them are made for one answer.
Reached = tuple[str, bytes | None]


class Subtree(NamedTuple):
    """The Merkle root over so many entries, of which `seq` is the last."""

    seq: int
    root: str


class Store(Protocol):
    """Keeps entries in order, and finds them by number, by ref and along their lineage."""

    def exclusively(self) -> AbstractContextManager[None]:
        """Let no other writer in; what was added is kept at the end, or nothing on an error."""
        ...

    def add(self, entries: Sequence[SealedEntry]) -> None:
        """Append entries that continue the chain; only inside `exclusively`."""
        ...

    def head(self) -> Head | None:
        """Return the end of the ledger, or None where it is empty."""
        ...

    def hash_at(self, seq: int) -> str | None:
        """Return the hash of the entry of that number."""
        ...

    def hashes_at(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the hashes of those of the numbers that have an entry."""
        ...

    def find(self, ref: str) -> SealedEntry | None:
        """Return the entry that records a ref. Raises SchemactlError where it was altered."""
        ...

    def latest(self, subject: str) -> str | None:
        """Return the ref that was recorded last for a kind:name."""
        ...

    def refs(self, kind: str) -> frozenset[str]:
        """Return the refs that entries of one kind record."""
        ...

    def entries(self, first: int = 1) -> Iterator[bytes]:
        """Yield the bytes of the entries from a number on, in order."""
        ...

    def ancestry(self, ref: str) -> Iterator[Reached]:
        """Yield the ref and everything that it comes from, each once, in no order.

        Raises LedgerAltered where the bytes of an entry are not those of its hash.
        """
        ...

    def descent(self, ref: str, relations: Collection[str]) -> Iterator[Reached]:
        """Yield the ref and everything that comes from it by some relations, each once."""
        ...

    def effects(self, causes: Collection[str]) -> Iterator[tuple[int, Edge]]:
        """Yield every edge that leads to one of the refs, with the number of its entry."""
        ...

    def contents(self, refs: Collection[str]) -> Iterator[bytes]:
        """Yield the bytes of the entries of refs, in no order, once their hash is right."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield every stored entry by number, unchecked."""
        ...

    def edges(self) -> Iterator[tuple[int, Edge]]:
        """Yield every indexed edge with the number of its entry, by that number."""
        ...

    def subtrees(self) -> Iterator[Subtree]:
        """Yield the kept roots, each over merkle.SUBTREE entries, in order."""
        ...

    def defects(self) -> Iterator[str]:
        """Yield what is wrong with the store itself, apart from what it holds."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
