"""The store in memory: what it promises beyond the contract of all stores."""

from schemactl.registry.store import Store
from schemactl.registry.stores.memory import MemoryStore


def test_it_is_a_store_that_leaves_nothing_behind() -> None:
    store: Store = MemoryStore()
    assert list(store.defects()) == []
    store.close()
    assert store.head() is None
