"""HashBag: any number of equally long hashes, sorted at little memory, with their Merkle root."""

import hashlib
import struct
from collections.abc import Iterator
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

# A full chunk of leaves is a perfect subtree, so that chunks can be hashed one by one.
_CHUNK = 2**14
_DIGEST = 32
_BUCKETS = 256
# So many bytes wait until they are put into buckets.
_MOST_RECENT = 2**20
# By so many bytes hashes are sorted as numbers.
_PREFIX = 8
_PAIR = 2 * _DIGEST
# Two hashes behind the byte that tells a node from a leaf.
_MARKED = struct.Struct(f"{1 + _PAIR}s")


class HashBag:
    """Collects hashes in 256 buckets by their first byte: their own size each, and no more."""

    def __init__(self, width: int = 32) -> None:
        """Start empty; every hash has `width` bytes."""
        self.width = width
        self.buckets = [bytearray() for _ in range(_BUCKETS)]
        # Hashes that came last, not yet in buckets.
        self.recent = bytearray()

    def __len__(self) -> int:
        """Return how many hashes there are, repetitions counted."""
        return (sum(map(len, self.buckets)) + len(self.recent)) // self.width

    def add(self, value: bytes) -> None:
        """Add a hash; the same one may be added again."""
        self.buckets[value[0]] += value

    def extend(self, values: bytes) -> None:
        """Add many hashes that stand one behind the other."""
        self.recent += values
        if len(self.recent) >= _MOST_RECENT:
            self._spread()

    def _spread(self) -> None:
        """Put the hashes that came last into their buckets."""
        found = np.frombuffer(self.recent, dtype=np.uint8).reshape(-1, self.width)
        first = found[:, 0]
        spread = found[np.argsort(first, kind="stable")]
        ends = np.cumsum(np.bincount(first, minlength=_BUCKETS)).tolist()
        for first_byte, (begin, end) in enumerate(pairwise([0, *ends])):
            self.buckets[first_byte] += spread[begin:end].tobytes()
        self.recent = bytearray()

    def sorted(self) -> Iterator[bytes]:
        """Yield all hashes in ascending order, those of a bucket together."""
        self._spread()
        for bucket in self.buckets:
            yield _in_order(np.frombuffer(bucket, dtype=f"S{self.width}"))

    def distinct(self) -> int:
        """Return how many different hashes there are."""
        self._spread()
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


def _in_order(hashes: NDArray[np.bytes_]) -> bytes:
    """Return hashes in ascending order, by their first bytes where these differ in all."""
    if hashes.itemsize >= _PREFIX:
        prefixes = np.ndarray(len(hashes), ">u8", hashes, 0, (hashes.itemsize,)).astype(np.uint64)
        order = np.argsort(prefixes)
        prefixes = prefixes[order]
        if (prefixes[1:] != prefixes[:-1]).all():
            return hashes[order].tobytes()
    # NumPy compares the whole width of such a text; what it calls padding is all zeros.
    return np.sort(hashes).tobytes()


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
