"""HashBag: any number of equally long hashes, sorted at little memory, with their Merkle root."""

import hashlib
from collections.abc import Iterator

# A full chunk of leaves is a perfect subtree, so that chunks can be hashed one by one.
_CHUNK = 2**14


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

    def sorted(self) -> Iterator[bytes]:
        """Yield all hashes in ascending order."""
        width = self.width
        for bucket in self.buckets:
            content = bytes(bucket)
            yield from sorted(content[at : at + width] for at in range(0, len(content), width))

    def distinct(self) -> int:
        """Return how many different hashes there are."""
        width = self.width
        return sum(
            len({bucket[at : at + width] for at in range(0, len(bucket), width)})
            for bucket in map(bytes, self.buckets)
        )

    def merkle_root(self) -> bytes:
        """Return the RFC 6962 tree hash over the sorted hashes as leaves."""
        tops: list[bytes] = []
        chunk: list[bytes] = []
        for leaf in self.sorted():
            chunk.append(leaf)
            if len(chunk) == _CHUNK:
                tops.append(_top(chunk))
                chunk = []
        if chunk:
            tops.append(_top(chunk))
        return _top(tops) if tops else hashlib.sha256(b"").digest()


def _top(hashes: list[bytes]) -> bytes:
    """Hash pairs, level by level; what stands alone at the end of a level moves up."""
    sha256 = hashlib.sha256
    while len(hashes) > 1:
        alone = hashes[-1:] if len(hashes) % 2 else []
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + alone
    return hashes[0]
