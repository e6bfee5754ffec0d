"""HashBag: any number of equally long hashes, sorted at little memory, with their Merkle root."""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

# A full chunk of leaves is a perfect subtree, so that chunks can be hashed one by one.
_CHUNK = 2**14
_DIGEST = 32
_PAIR = 2 * _DIGEST
# Two hashes behind the byte that tells a node from a leaf.
_MARKED = struct.Struct(f"{1 + _PAIR}s")


class HashBag:
    """Collects hashes in 256 buckets by their first byte: their own size each, and no more."""

    def __init__(self, width: int = 32) -> None:
        """Start empty; every hash has `width` bytes."""
        self.width = width
        self.buckets = [bytearray() for _ in range(256)]

    def __len__(self) -> int:
        """Return how many hashes there are, repetitions counted."""
        return sum(map(len, self.buckets)) // self.width

    def add(self, value: bytes) -> None:
        """Add a hash; the same one may be added again."""
        self.buckets[value[0]] += value

    def extend(self, values: Iterable[bytes]) -> None:
        """Add many hashes."""
        buckets = self.buckets
        for value in values:
            buckets[value[0]] += value

    def sorted(self) -> Iterator[bytes]:
        """Yield all hashes in ascending order, those of a bucket together."""
        for bucket in self.buckets:
            # NumPy compares the whole width of such a text; what it calls padding is all zeros.
            yield np.sort(np.frombuffer(bucket, dtype=f"S{self.width}")).tobytes()

    def distinct(self) -> int:
        """Return how many different hashes there are."""
        kind = f"S{self.width}"
        return sum(len(np.unique(np.frombuffer(bucket, dtype=kind))) for bucket in self.buckets)

    def merkle_root(self) -> bytes:
        """Return the RFC 6962 tree hash over the sorted hashes, of 32 bytes each, as leaves."""
        size = _CHUNK * _DIGEST
        tops: list[bytes] = []
        rest = b""
        for some in self.sorted():
            rest += some
            while len(rest) >= size:
                tops.append(_top(rest[:size]))
                rest = rest[size:]
        if rest:
            tops.append(_top(rest))
        return _top(b"".join(tops)) if tops else hashlib.sha256(b"").digest()


def _top(level: bytes) -> bytes:
    """Hash pairs, level by level; what stands alone at the end of a level moves up."""
    sha256 = hashlib.sha256
    while len(level) > _DIGEST:
        count = len(level) // _PAIR
        marked = np.empty((count, 1 + _PAIR), dtype=np.uint8)
        marked[:, 0] = 1
        marked[:, 1:] = np.frombuffer(level, np.uint8, count * _PAIR).reshape(count, _PAIR)
        # Cut in one loop in C: faster than slice by slice.
        pairs = chain.from_iterable(_MARKED.iter_unpack(marked.tobytes()))
        level = b"".join([sha256(pair).digest() for pair in pairs]) + level[count * _PAIR :]
    return level
