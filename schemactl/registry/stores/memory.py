"""A store in memory: for read-only checkouts and for tests."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from schemactl.model.lineage import Edge, Head, SealedEntry
from schemactl.registry.merkle import SUBTREE
from schemactl.registry.store import Reached, Row, Subtree, row_of
from schemactl.registry.tree import subtree_root


class MemoryStore:
    """Keeps the ledger in a list; it is gone with the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._entries: list[SealedEntry] = []
        self._by_ref: dict[str, SealedEntry] = {}
        self._latest: dict[str, str] = {}
        self._effects: dict[str, list[tuple[int, Edge]]] = {}

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Undo what was added where the block fails."""
        size = len(self._entries)
        try:
            yield
        except BaseException:
            kept = self._entries[:size]
            self._entries, self._by_ref, self._latest, self._effects = [], {}, {}, {}
            self.add(kept)
            raise

    def add(self, entries: Sequence[SealedEntry]) -> None:
        """Append entries that continue the chain."""
        for sealed in entries:
            self._entries.append(sealed)
            self._by_ref[sealed.entry.ref] = sealed
            self._latest[sealed.subject] = sealed.entry.ref
            for edge in sealed.edges:
                self._effects.setdefault(edge.target, []).append((sealed.entry.seq, edge))

    def head(self) -> Head | None:
        """Return the end of the ledger, or None where it is empty."""
        if not self._entries:
            return None
        last = self._entries[-1]
        return Head(last.entry.seq, last.hash)

    def hash_at(self, seq: int) -> str | None:
        """Return the hash of the entry of that number."""
        return self._entries[seq - 1].hash if 0 < seq <= len(self._entries) else None

    def hashes_at(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the hashes of those of the numbers that have an entry."""
        found = ((number, self.hash_at(number)) for number in numbers)
        return {number: value for number, value in found if value is not None}

    def find(self, ref: str) -> SealedEntry | None:
        """Return the entry that records a ref."""
        return self._by_ref.get(ref)

    def latest(self, subject: str) -> str | None:
        """Return the ref that was recorded last for a kind:name."""
        return self._latest.get(subject)

    def refs(self, kind: str) -> frozenset[str]:
        """Return the refs that entries of one kind record."""
        return frozenset(s.entry.ref for s in self._entries if s.entry.kind == kind)

    def entries(self, first: int = 1) -> Iterator[bytes]:
        """Yield the bytes of the entries from a number on, in order."""
        for sealed in self._entries[first - 1 :]:
            yield sealed.content

    def ancestry(self, ref: str) -> Iterator[Reached]:
        """Yield the ref and everything that it comes from, each once."""
        reached: dict[str, bytes | None] = {}
        waiting = [ref]
        while waiting:
            here = waiting.pop()
            if here not in reached:
                found = self._by_ref.get(here)
                reached[here] = found.content if found else None
                waiting.extend(edge.target for edge in (found.edges if found else ()))
        yield from reached.items()

    def descent(self, ref: str, relations: Collection[str]) -> Iterator[Reached]:
        """Yield the ref and everything that comes from it by some relations, each once."""
        reached: dict[str, bytes | None] = {}
        waiting = [ref]
        while waiting:
            here = waiting.pop()
            if here not in reached:
                found = self._by_ref.get(here)
                reached[here] = found.content if found else None
                effects = self._effects.get(here, ())
                waiting.extend(edge.source for _, edge in effects if edge.relation in relations)
        yield from reached.items()

    def effects(self, causes: Collection[str]) -> Iterator[tuple[int, Edge]]:
        """Yield every edge that leads to one of the refs, with the number of its entry."""
        for cause in causes:
            yield from self._effects.get(cause, ())

    def contents(self, refs: Collection[str]) -> Iterator[bytes]:
        """Yield the bytes of the entries of refs."""
        for ref in refs:
            if ref in self._by_ref:
                yield self._by_ref[ref].content

    def rows(self) -> Iterator[Row]:
        """Yield every stored entry by number."""
        for sealed in self._entries:
            yield row_of(sealed)

    def edges(self) -> Iterator[tuple[int, Edge]]:
        """Yield every edge with the number of its entry."""
        for sealed in self._entries:
            for edge in sealed.edges:
                yield sealed.entry.seq, edge

    def subtrees(self) -> Iterator[Subtree]:
        """Yield the roots over each complete subtree, in order."""
        for end in range(SUBTREE, len(self._entries) + 1, SUBTREE):
            contents = [sealed.content for sealed in self._entries[end - SUBTREE : end]]
            yield Subtree(end, subtree_root(contents))

    def defects(self) -> Iterator[str]:
        """Yield nothing: there is no file that could be damaged."""
        return iter(())

    def close(self) -> None:
        """Hold nothing open."""
