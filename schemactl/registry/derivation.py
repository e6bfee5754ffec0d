"""Derivation: whether every column, hash, edge and root of a store follows from its bytes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Checkpoint, Edge, Head, SealedEntry
from schemactl.registry.content import TooNew, read_content
from schemactl.registry.ledger import LedgerAltered, seal, unseal
from schemactl.registry.merkle import SUBTREE, MerkleTree, as_digest
from schemactl.registry.store import Row, Store, row_of
from schemactl.releases.canonical import digest_of

Message = str


class Expectation(NamedTuple):
    """What others say of a ledger: hashes and named checkpoints, by the number of the entry."""

    hashes: Mapping[int, str]
    checkpoints: Mapping[int, list[tuple[str, Checkpoint]]]


def rederive(store: Store, expectation: Expectation, newer: list[int]) -> Iterator[Message]:
    """Yield everything in a store that does not follow from its bytes or is not as expected.

    The numbers of entries that say more than this version can read are put into `newer`: their
    bytes are verified like all others.
    """
    yield from store.defects()
    # What others append from here on is left to the next verification.
    end = store.head()
    tree = MerkleTree()
    head = Head(0, "")
    edges = _Edges(store.edges())
    kept = {one.seq: one.root for one in store.subtrees()}
    for row in store.rows():
        if end is None or row.seq > end.seq:
            break
        yield from _row(row, head, newer)
        yield from _indexed(row, edges.of(row.seq))
        head = Head(row.seq, digest_of(row.entry))
        tree.add(row.entry)
        if tree.size % SUBTREE == 0:
            yield from _kept(tree, kept.pop(tree.size, None))
        yield from _as_expected(head, tree, expectation)
    for seq in edges.rest():
        if store.hash_at(seq) is None:
            yield f"an edge belongs to entry {seq}, which is missing"
    for seq in kept:
        if store.hash_at(seq) is None or seq % SUBTREE:
            yield f"a kept root ends at entry {seq}, where none does"
    yield from _too_short(head, expectation)


def _kept(tree: MerkleTree, found: str | None) -> Iterator[Message]:
    if found != as_digest(tree.subtree):
        yield f"the kept root at entry {tree.size} does not follow from the entries"


def _as_expected(head: Head, tree: MerkleTree, expectation: Expectation) -> Iterator[Message]:
    if expectation.hashes.get(head.seq, head.hash) != head.hash:
        yield f"entry {head.seq} differs from the journal's"
    for name, checkpoint in expectation.checkpoints.get(head.seq, ()):
        if (checkpoint.entry, checkpoint.root) != (head.hash, tree.root):
            yield f"the ledger up to entry {head.seq} differs from {name}"


def _too_short(head: Head, expectation: Expectation) -> Iterator[Message]:
    last = max(expectation.hashes, default=0)
    if head.seq < last:
        yield f"entries {head.seq + 1} to {last} of the journal are missing"
    for seq, named in sorted(expectation.checkpoints.items()):
        if seq > head.seq:
            yield from (f"the ledger ends before entry {seq} of {name}" for name, _ in named)


def _row(row: Row, head: Head, newer: list[int]) -> Iterator[Message]:
    where = f"entry {row.seq}"
    if row.seq != head.seq + 1:
        yield f"{where} follows entry {head.seq}"
    try:
        sealed = unseal(row.entry)
    except LedgerAltered:
        yield f"{where} cannot be read"
        return
    if seal(sealed.entry).content != row.entry:
        yield f"{where} is not in canonical form"
    if sealed.entry.previous != (head.hash or None):
        yield f"{where} does not name the hash of the entry before it"
    for column, found, derived in zip(row._fields, row, row_of(sealed), strict=True):
        if found != derived:
            yield f"{where}: the column {column} does not follow from the entry"
    yield from _content(sealed, newer)


def _content(sealed: SealedEntry, newer: list[int]) -> Iterator[Message]:
    try:
        read_content(sealed.entry)
    except TooNew:
        newer.append(sealed.entry.seq)
    except SchemactlError as error:
        yield error.message


def _indexed(row: Row, found: frozenset[Edge]) -> Iterator[Message]:
    try:
        derived = frozenset(unseal(row.entry).edges)
    except LedgerAltered:
        return
    if derived != found:
        yield f"entry {row.seq}: the index of lineage does not follow from the entry"


class _Edges:
    """The indexed edges, taken entry by entry; both come in the order of the numbers."""

    def __init__(self, edges: Iterable[tuple[int, Edge]]) -> None:
        self._groups = groupby(edges, key=itemgetter(0))
        self._strays: list[int] = []
        self._next: tuple[int, frozenset[Edge]] | None = None
        self._advance()

    def _advance(self) -> None:
        group = next(self._groups, None)
        self._next = group and (group[0], frozenset(edge for _, edge in group[1]))

    def of(self, seq: int) -> frozenset[Edge]:
        while self._next is not None and self._next[0] < seq:
            self._strays.append(self._next[0])
            self._advance()
        if self._next is None or self._next[0] != seq:
            return frozenset()
        found = self._next[1]
        self._advance()
        return found

    def rest(self) -> list[int]:
        while self._next is not None:
            self._strays.append(self._next[0])
            self._advance()
        return self._strays
