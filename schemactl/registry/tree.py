"""The tree over a store's entries: roots and paths from kept subtrees, few entries being read."""

from collections.abc import Sequence
from functools import cache
from itertools import islice

from schemactl.registry.merkle import (
    SUBTREE,
    MerkleTree,
    RangeRoot,
    as_digest,
    leaf_hash,
    root_over,
)
from schemactl.registry.store import Store


def tree_at(store: Store, size: int) -> MerkleTree:
    """Return the tree over the first entries of a store."""
    tree = MerkleTree()
    complete = size // SUBTREE
    for kept in islice(store.subtrees(), complete):
        tree.add_subtree(_bytes(kept.root))
    for content in islice(store.entries(tree.size + 1), size - tree.size):
        tree.add(content)
    return tree


def range_root(store: Store, size: int) -> RangeRoot:
    """Return a function that gives roots over ranges of the first entries of a store.

    The ranges are those that the paths of proofs ask for: aligned to a power of two.
    """
    kept = [_bytes(one.root) for one in islice(store.subtrees(), size // SUBTREE)]

    @cache
    def leaves(subtree: int) -> Sequence[bytes]:
        first = subtree * SUBTREE
        contents = islice(store.entries(first + 1), min(SUBTREE, size - first))
        return [leaf_hash(content) for content in contents]

    def root(start: int, end: int) -> bytes:
        first, last = start // SUBTREE, (end - 1) // SUBTREE
        if first == last:
            at = first * SUBTREE
            return root_over(leaves(first)[start - at : end - at])
        subtrees = kept[first : end // SUBTREE]
        if end % SUBTREE:
            subtrees.append(root_over(leaves(last)[: end % SUBTREE]))
        return root_over(subtrees)

    return root


def subtree_root(contents: Sequence[bytes]) -> str:
    """Return the root over the contents of one complete subtree, as it is kept."""
    return as_digest(root_over([leaf_hash(content) for content in contents]))


def _bytes(digest: str) -> bytes:
    return bytes.fromhex(digest.removeprefix("sha256:"))
