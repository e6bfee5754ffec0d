"""Tests of the hash bag."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data import hash_bag
from schemactl.data.hash_bag import HashBag

HASHES = st.lists(
    st.binary(min_size=32, max_size=32)
    | st.binary(max_size=3).map(lambda some: some.ljust(32, b"\0")),
    max_size=20,
)


def tree_hash(leaves: list[bytes]) -> bytes:
    """Return the Merkle tree hash as RFC 6962, section 2.1, defines it, over hashed leaves."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + tree_hash(leaves[:half]) + tree_hash(leaves[half:])).digest()


def filled(hashes: list[bytes]) -> HashBag:
    bag = HashBag()
    for value in hashes:
        bag.add(value)
    return bag


@given(HASHES, st.integers(0, 9))
def test_the_root_is_that_of_the_standard(hashes: list[bytes], half: int) -> None:
    bag = filled(hashes[:half])
    bag.extend(b"".join(hashes[half:]))
    assert len(bag) == len(hashes)
    assert b"".join(bag.sorted()) == b"".join(sorted(hashes))
    assert bag.merkle_root() == tree_hash(sorted(hashes))
    assert (len(bag), bag.distinct()) == (len(hashes), len(set(hashes)))


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 9, 13])
def test_chunks_make_the_same_tree(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash_bag, "_CHUNK", 4)
    hashes = [hashlib.sha256(bytes([number])).digest() for number in range(count)]
    assert filled(hashes).merkle_root() == tree_hash(sorted(hashes))
