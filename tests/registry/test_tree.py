"""The tree over a store: from kept subtrees it has the roots and paths that all entries give."""

from collections.abc import Callable

import pytest

from schemactl.model.lineage import Fact
from schemactl.registry.ledger import append
from schemactl.registry.merkle import (
    SUBTREE,
    MerkleTree,
    as_digest,
    consistency_path,
    inclusion_path,
    leaf_hash,
    root_over,
)
from schemactl.registry.store import Store
from schemactl.registry.tree import range_root, subtree_root, tree_at

SIZES = (1, 2, 255, 256, 257, 511, 512, 600, 700)


@pytest.fixture
def long(store: Store, a_fact: Callable[..., Fact]) -> tuple[Store, list[bytes]]:
    """Return a store with 700 entries, added in odd portions, and their bytes."""
    facts = [a_fact(f"dataset:d@{n}") for n in range(700)]
    for start, end in [(0, 1), (1, 255), (255, 256), (256, 300), (300, 700)]:
        append(store, facts[start:end])
    return store, list(store.entries())


def test_roots_and_paths_are_those_over_all_entries(long: tuple[Store, list[bytes]]) -> None:
    store, contents = long
    hashes = [leaf_hash(content) for content in contents]

    def by_all(start: int, end: int) -> bytes:
        return root_over(hashes[start:end])

    for size in SIZES:
        assert tree_at(store, size).root == MerkleTree(contents[:size]).root
        root = range_root(store, size)
        assert as_digest(root(0, size)) == tree_at(store, size).root
        for leaf in {0, size // 2, size - 1}:
            assert inclusion_path(root, leaf, size) == inclusion_path(by_all, leaf, size)
        for old in {1, size // 3 + 1, size // 2 + 1, size}:
            assert consistency_path(root, old, size) == consistency_path(by_all, old, size)


def test_each_complete_subtree_is_kept(long: tuple[Store, list[bytes]]) -> None:
    store, contents = long
    kept = {one.seq: one.root for one in store.subtrees()}
    expected = {end: subtree_root(contents[end - SUBTREE : end]) for end in (256, 512)}
    assert kept == expected
