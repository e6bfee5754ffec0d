"""The ledger in SQL: every read is a short transaction, every write takes the lock first."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, Select, TextClause
from sqlalchemy.exc import DatabaseError

from schemactl.model.lineage import Edge, Head, SealedEntry
from schemactl.registry.ledger import intact, unseal
from schemactl.registry.merkle import SUBTREE
from schemactl.registry.store import Reached, Row, Subtree, row_of
from schemactl.registry.stores.sql import statements as sql
from schemactl.registry.stores.sql.engine import WRITES, failures
from schemactl.registry.stores.sql.tables import LEDGER
from schemactl.registry.tree import subtree_root

ValueT = TypeVar("ValueT", int, str)
# Tells what is wrong with a database, apart from what it holds; each kind has its own.
Defects = Callable[[Connection], Iterator[str]]
_CHUNK = 1000
_SOME = 500
# As many values as every SQLite takes in one statement.
_MANY = 900


class SqlStore:
    """Keeps the ledger in a database that an engine leads to."""

    def __init__(self, engine: Engine, name: str, defects: Defects) -> None:
        """Use an engine whose database has its tables; `name` is how messages call it."""
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._writing: Connection | None = None
        # The end of the ledger, while nobody else can move it and it was asked for.
        self._end: Head | None = None
        self._name = name
        self._defects = defects

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Take the write lock, and commit at the end; inside itself it does nothing."""
        if self._writing is not None:
            yield
            return
        with failures(self._name), self._writer.begin() as connection:
            self._writing = connection
            try:
                yield
            finally:
                self._writing = self._end = None

    def add(self, entries: Sequence[SealedEntry]) -> None:
        """Append entries that continue the chain, with their edges and the roots they complete."""
        connection = self._writing
        if connection is None:
            raise RuntimeError("entries are added inside `exclusively`")
        if not entries:
            return
        edges = [
            {"source": source, "target": target, "relation": relation, "seq": sealed.entry.seq}
            for sealed in entries
            for source, target, relation in sealed.edges
        ]
        self._end = None
        connection.execute(sql.ADD_ENTRIES, [row_of(sealed)._asdict() for sealed in entries])
        if edges:
            connection.execute(sql.ADD_EDGES, edges)
        roots = [root._asdict() for root in _completed(connection, entries)]
        if roots:
            connection.execute(sql.ADD_SUBTREES, roots)
        self._end = Head(entries[-1].entry.seq, entries[-1].hash)

    def head(self) -> Head | None:
        """Return the end of the ledger, or None where it is empty."""
        if self._end is not None:
            return self._end
        with self._reading() as connection:
            row = connection.execute(sql.HEAD).first()
        head = None if row is None else Head(row.seq, row.hash)
        if self._writing is not None:
            self._end = head
        return head

    def hash_at(self, seq: int) -> str | None:
        """Return the hash of the entry of that number."""
        found: str | None = self._value(sql.HASH_AT, seq=seq)
        return found

    def hashes_at(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the hashes of those of the numbers that have an entry."""
        found = {}
        for some in _pieces(numbers):
            found.update({row.seq: row.hash for row in self._rows(sql.HASHES_AT, numbers=some)})
        return found

    def find(self, ref: str) -> SealedEntry | None:
        """Return the entry that records a ref. Raises LedgerAltered where it was altered."""
        with self._reading() as connection:
            row = connection.execute(sql.FIND, {"ref": ref}).first()
        return None if row is None else unseal(_bytes(row.entry), row.hash)

    def latest(self, subject: str) -> str | None:
        """Return the ref that was recorded last for a kind:name."""
        found: str | None = self._value(sql.LATEST, subject=subject)
        return found

    def refs(self, kind: str) -> frozenset[str]:
        """Return the refs that entries of one kind record."""
        return frozenset(row.ref for row in self._rows(sql.REFS, kind=kind))

    def entries(self, first: int = 1) -> Iterator[bytes]:
        """Yield the bytes of the entries from a number on, in order."""
        for row in self._in_order(sql.ENTRIES, first):
            yield _bytes(row.entry)

    def ancestry(self, ref: str) -> Iterator[Reached]:
        """Yield the ref and everything that it comes from, each once, in no order."""
        return self._walked(sql.ANCESTRY, ref=ref)

    def descent(self, ref: str, relations: Collection[str]) -> Iterator[Reached]:
        """Yield the ref and everything that comes from it by some relations, each once."""
        return self._walked(sql.DESCENT, ref=ref, relations=list(relations))

    def _walked(self, query: TextClause, **values: Any) -> Iterator[Reached]:
        with self._reading() as connection:
            result = connection.execute(query, values)
            # As the driver gives them, some at a time: each is verified and read while at hand.
            while rows := result.cursor.fetchmany(_SOME):
                for ref, entry, expected in rows:
                    if type(entry) is bytes and f"sha256:{sha256(entry).hexdigest()}" == expected:
                        yield ref, entry
                    else:
                        yield ref, None if entry is None else intact(_bytes(entry), expected)
            result.close()

    def effects(self, causes: Collection[str]) -> Iterator[tuple[int, Edge]]:
        """Yield every edge that leads to one of the refs, with the number of its entry."""
        for some in _pieces(causes):
            for row in self._rows(sql.EFFECTS, causes=some):
                yield row.seq, Edge(row.source, row.target, row.relation)

    def contents(self, refs: Collection[str]) -> Iterator[bytes]:
        """Yield the bytes of the entries of refs. Raises LedgerAltered where some were altered."""
        for some in _pieces(refs):
            for row in self._rows(sql.CONTENTS, refs=some):
                yield intact(_bytes(row.entry), row.hash)

    def rows(self) -> Iterator[Row]:
        """Yield every stored entry by number, unchecked."""
        for row in self._in_order(sql.ROWS):
            yield Row(**row._asdict())._replace(entry=_bytes(row.entry))

    def edges(self) -> Iterator[tuple[int, Edge]]:
        """Yield every indexed edge with the number of its entry, by that number."""
        with self._reading() as connection:
            for row in connection.execute(sql.EDGES):
                yield row.seq, Edge(row.source, row.target, row.relation)

    def subtrees(self) -> Iterator[Subtree]:
        """Yield the kept roots, in order."""
        for row in self._rows(sql.SUBTREES):
            yield Subtree(row.seq, row.root)

    def defects(self) -> Iterator[str]:
        """Yield damage, and tables, indexes and triggers that are not as made."""
        try:
            with self._engine.connect() as connection:
                yield from self._defects(connection)
        except DatabaseError as error:
            yield str(error.orig)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._writing is not None:
            yield self._writing
            return
        with failures(self._name), self._engine.connect() as connection:
            yield connection

    def _value(self, query: Executable, **values: Any) -> Any:
        with self._reading() as connection:
            return connection.execute(query, values).scalar()

    def _rows(self, query: Executable, **values: Any) -> Sequence[Any]:
        with self._reading() as connection:
            return connection.execute(query, values).all()

    def _in_order(self, query: Select[Any], first: int = 1) -> Iterator[Any]:
        # In pieces, so that a reader that stops half way leaves no transaction open.
        while True:
            piece = query.where(LEDGER.c.seq >= first).order_by(LEDGER.c.seq).limit(_CHUNK)
            with self._reading() as connection:
                rows = connection.execute(piece).all()
            yield from rows
            if len(rows) < _CHUNK:
                return
            first = rows[-1].seq + 1


def _completed(connection: Connection, entries: Sequence[SealedEntry]) -> Iterator[Subtree]:
    """Yield the roots over each subtree that these entries, just added, are the last part of."""
    first, last = entries[0].entry.seq, entries[-1].entry.seq
    for end in range(-first // SUBTREE * -SUBTREE, last + 1, SUBTREE):
        start = end - SUBTREE + 1
        added = entries[max(start - first, 0) : end + 1 - first]
        earlier: Sequence[Any] = ()
        if start < first:
            known = {"first": start, "last": first - 1}
            earlier = connection.execute(sql.BETWEEN, known).scalars().all()
        contents = [*map(_bytes, earlier), *(sealed.content for sealed in added)]
        yield Subtree(end, subtree_root(contents))


def _pieces(values: Collection[ValueT]) -> Iterator[list[ValueT]]:
    remaining = iter(values)
    while piece := list(islice(remaining, _MANY)):
        yield piece


def _bytes(stored: Any) -> bytes:
    # SQLite keeps what it is given: somebody who tampers may leave text or a number there.
    return stored if isinstance(stored, bytes) else str(stored).encode()
