"""Leaves are the same, and so is their root, whoever hashes them."""

import os
import signal
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data import apart, leaf_bag
from schemactl.data.hash_bag import HashBag
from schemactl.data.leaf_bag import LeafBag
from schemactl.errors import SchemactlError

LINES = st.lists(st.binary(max_size=4).map(lambda one: one.replace(b"\n", b"")), max_size=6)


def leaf(line: bytes) -> bytes:
    return sha256(b"\x00" + line).digest()


def expected(lines: list[bytes]) -> bytes:
    bag = HashBag()
    bag.extend(b"".join(map(leaf, lines)))
    return bag.merkle_root()


def filled(bag: LeafBag, parts: list[list[bytes]]) -> LeafBag:
    """Give each part in one of the three ways in turn."""
    for number, lines in enumerate(parts):
        if number % 3 == 0:
            for line in lines:
                bag.add(leaf(line))
        elif number % 3 == 1:
            bag.take(b"".join(line + b"\n" for line in lines))
        else:
            bag.extend(b"".join(map(leaf, lines)))
    return bag


@given(st.lists(LINES, max_size=7))
def test_all_leaves_count(parts: list[list[bytes]]) -> None:
    bag = filled(LeafBag(), parts)
    lines = [line for part in parts for line in part]
    assert len(bag) == len(lines)
    assert bag.merkle_root() == expected(lines)


@settings(max_examples=20, deadline=None)
@given(st.lists(LINES, max_size=7))
def test_another_process_finds_the_same(parts: list[list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "_processors", lambda: 2)
        patch.setattr(leaf_bag, "_MANY", 3)
        bag = filled(LeafBag(may_be_apart=True), parts)
        lines = [line for part in parts for line in part]
        is_long = sum(len(b"".join(part)) + len(part) for part in parts[1::3]) >= 3
        assert (bag.hired is not None) is is_long
        assert len(bag) == len(lines)
        assert bag.merkle_root() == expected(lines)


def test_few_leaves_are_hashed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_processors", lambda: 2)
    bag = LeafBag(may_be_apart=True)
    bag.take(b"a\n" * 1000)
    assert bag.hired is None


@pytest.mark.parametrize("many", [0, 10_000])
def test_a_process_that_is_gone_is_missed(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(apart, "_processors", lambda: 2)
    monkeypatch.setattr(leaf_bag, "_MANY", 3)
    bag = LeafBag(may_be_apart=True)
    bag.take(b"abc\n")
    assert bag.hired is not None
    os.kill(bag.hired.process.pid or 0, signal.SIGKILL)
    bag.hired.process.join()
    with pytest.raises(SchemactlError, match="ended before its work was done"):
        filled(bag, [[], [b"abc"] * many]).merkle_root()
    bag.hired.dismiss()
