"""Derivation: a store that says something else than its bytes is found out, on any backend."""

from collections.abc import Callable, Iterator

from schemactl.model.lineage import Edge, Fact, SealedEntry
from schemactl.registry.derivation import Expectation, rederive
from schemactl.registry.ledger import append
from schemactl.registry.store import Row, Store
from schemactl.registry.stores.memory import MemoryStore

FactBuilder = Callable[..., Fact]
NOTHING = Expectation({}, {})


class Liar(MemoryStore):
    """A store whose third column, or whose index, is not what its bytes say."""

    def __init__(self, column: str = "", value: object = None) -> None:
        super().__init__()
        self.column = column
        self.value = value

    def rows(self) -> Iterator[Row]:
        for row in super().rows():
            yield Row(**{**row._asdict(), self.column: self.value}) if self.column else row


class Forgetful(MemoryStore):
    """A store whose index has edges of entries that it does not have."""

    def edges(self) -> Iterator[tuple[int, Edge]]:
        yield 0, Edge("dataset:z@1", "dataset:y@1", "derived_from")
        yield from super().edges()
        yield 99, Edge("dataset:x@1", "dataset:y@1", "derived_from")


def filled(store: MemoryStore, a_fact: FactBuilder) -> MemoryStore:
    """Append two entries."""
    append(store, [a_fact("dataset:a@1"), a_fact("dataset:b@1", "dataset:a@1")])
    return store


def test_a_store_follows_from_its_bytes(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact("dataset:a@1"), a_fact("dataset:b@1", "dataset:a@1")])
    assert list(rederive(store, NOTHING, [])) == []


def test_each_column_is_compared(a_fact: FactBuilder) -> None:
    for column in ("hash", "kind", "subject", "ref"):
        found = list(rederive(filled(Liar(column, "x"), a_fact), NOTHING, []))
        assert found[0] == f"entry 1: the column {column} does not follow from the entry"


def test_bytes_that_are_no_entry_are_found(a_fact: FactBuilder) -> None:
    assert "entry 1 cannot be read" in list(
        rederive(filled(Liar("entry", b"x"), a_fact), NOTHING, [])
    )


def test_edges_without_an_entry_are_found(a_fact: FactBuilder) -> None:
    assert list(rederive(filled(Forgetful(), a_fact), NOTHING, [])) == [
        "an edge belongs to entry 0, which is missing",
        "an edge belongs to entry 99, which is missing",
    ]


def test_what_is_appended_meanwhile_is_left_to_the_next_time(a_fact: FactBuilder) -> None:
    class Busy(MemoryStore):
        def edges(self) -> Iterator[tuple[int, Edge]]:
            before = list(super().edges())
            append(self, [a_fact("dataset:late@1")])
            yield from before

    assert list(rederive(filled(Busy(), a_fact), NOTHING, [])) == []


def test_the_journal_may_know_better(a_fact: FactBuilder) -> None:
    store = filled(MemoryStore(), a_fact)
    sealed: list[SealedEntry | None] = [store.find("dataset:a@1"), store.find("dataset:b@1")]
    hashes = {number: one.hash for number, one in enumerate(sealed, 1) if one}
    assert list(rederive(store, Expectation(hashes, {}), [])) == []
    longer = Expectation({**hashes, 3: "x", 4: "y"}, {})
    assert list(rederive(store, longer, [])) == ["entries 3 to 4 of the journal are missing"]
