"""The Merkle tree of RFC 6962: one root that stands for every entry and its place."""

import hashlib
from collections.abc import Iterable

# Different first bytes keep an entry from passing for an inner node.
_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of one entry's bytes."""
    return hashlib.sha256(_LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(_NODE + left + right).digest()


class MerkleTree:
    """A tree that grows by leaves and keeps only the roots of its complete subtrees."""

    def __init__(self, contents: Iterable[bytes] = ()) -> None:
        """Start with the given contents, in order."""
        self._peaks: list[tuple[int, bytes]] = []
        self.size = 0
        for content in contents:
            self.add(content)

    def add(self, content: bytes) -> None:
        """Append one leaf."""
        size, peak = 1, leaf_hash(content)
        while self._peaks and self._peaks[-1][0] == size:
            _, left = self._peaks.pop()
            size, peak = 2 * size, node_hash(left, peak)
        self._peaks.append((size, peak))
        self.size += 1

    @property
    def root(self) -> str:
        """The root over all leaves so far, as `sha256:<hex>`."""
        if not self._peaks:
            return f"sha256:{hashlib.sha256(b'').hexdigest()}"
        _, root = self._peaks[-1]
        for _, left in reversed(self._peaks[:-1]):
            root = node_hash(left, root)
        return f"sha256:{root.hex()}"
