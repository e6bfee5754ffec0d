"""The tree of RFC 6962, against roots that other implementations compute."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.registry.merkle import (
    SUBTREE,
    MerkleTree,
    as_digest,
    leaf_hash,
    node_hash,
    root_over,
    split_of,
)

# The leaves and roots of the reference tests of Certificate Transparency.
LEAVES = [
    bytes.fromhex(text)
    for text in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert MerkleTree(LEAVES[:size]).root == f"sha256:{ROOTS[size]}"


def by_definition(contents: list[bytes]) -> bytes:
    """Compute a root as section 2.1 of the RFC words it."""
    if not contents:
        return hashlib.sha256(b"").digest()
    if len(contents) == 1:
        return leaf_hash(contents[0])
    half = 1
    while 2 * half < len(contents):
        half *= 2
    return node_hash(by_definition(contents[:half]), by_definition(contents[half:]))


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_growing_leaf_by_leaf_gives_the_root_by_definition(contents: list[bytes]) -> None:
    tree = MerkleTree()
    for content in contents:
        tree.add(content)
    assert tree.size == len(contents)
    assert tree.root == f"sha256:{by_definition(contents).hex()}"


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20), st.data())
def test_any_other_leaf_gives_another_root(contents: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(contents) - 1))
    changed = [*contents]
    changed[place] += b"!"
    assert MerkleTree(changed).root != MerkleTree(contents).root


@given(st.integers(0, 600))
def test_a_subtree_stands_for_its_leaves(size: int) -> None:
    contents = [str(n).encode() for n in range(size)]
    by_leaves, by_subtrees = MerkleTree(contents), MerkleTree()
    for start in range(0, size - size % SUBTREE, SUBTREE):
        part = MerkleTree(contents[start : start + SUBTREE])
        assert as_digest(part.subtree) == part.root
        by_subtrees.add_subtree(part.subtree)
        assert by_subtrees.subtree == part.subtree
    for content in contents[by_subtrees.size :]:
        by_subtrees.add(content)
    assert by_subtrees.root == by_leaves.root
    assert as_digest(root_over([leaf_hash(content) for content in contents])) == by_leaves.root


def test_a_subtree_follows_complete_subtrees_only() -> None:
    with pytest.raises(ValueError, match="cannot follow 1 leaves"):
        MerkleTree([b""]).add_subtree(b"")


@pytest.mark.parametrize(("size", "left"), [(2, 1), (3, 2), (4, 2), (5, 4), (8, 4), (9, 8)])
def test_the_left_side_is_the_largest_power_of_two_below_the_size(size: int, left: int) -> None:
    assert split_of(size) == left
