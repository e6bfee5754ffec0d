"""The Merkle tree of RFC 6962: one root that stands for every entry and its place.

Section 2.1 of the RFC defines root, inclusion path and consistency path; leaves are numbered
from 0, and a range of leaves is half open.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

# Different first bytes keep an entry from passing for an inner node.
_LEAF = b"\x00"
_NODE = b"\x01"
_EMPTY = hashlib.sha256(b"").digest()
# The roots over so many entries are kept, so that a root over all need not read each of them.
SUBTREE = 256

# Gives the root over the leaves from one number to before another.
RangeRoot = Callable[[int, int], bytes]


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of one entry's bytes."""
    return hashlib.sha256(_LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(_NODE + left + right).digest()


def as_digest(root: bytes) -> str:
    """Write a root as `sha256:<hex>`."""
    return f"sha256:{root.hex()}"


class MerkleTree:
    """A tree that grows by leaves and keeps only the roots of its complete subtrees."""

    def __init__(self, contents: Iterable[bytes] = ()) -> None:
        """Start with the given contents, in order."""
        self._peaks: list[tuple[int, bytes]] = []
        self.size = 0
        # The root of the last complete subtree of SUBTREE leaves.
        self.subtree = b""
        for content in contents:
            self.add(content)

    def add(self, content: bytes) -> None:
        """Append one leaf."""
        self._append(1, leaf_hash(content))

    def add_subtree(self, root: bytes) -> None:
        """Append SUBTREE leaves by their root, where a multiple of so many stands already."""
        if self.size % SUBTREE:
            raise ValueError(f"a subtree cannot follow {self.size} leaves")
        self._append(SUBTREE, root)

    def _append(self, added: int, peak: bytes) -> None:
        size = added
        if size == SUBTREE:
            self.subtree = peak
        while self._peaks and self._peaks[-1][0] == size:
            _, left = self._peaks.pop()
            size, peak = 2 * size, node_hash(left, peak)
            if size == SUBTREE:
                self.subtree = peak
        self._peaks.append((size, peak))
        self.size += added

    @property
    def root(self) -> str:
        """The root over all leaves so far, as `sha256:<hex>`."""
        if not self._peaks:
            return as_digest(_EMPTY)
        _, root = self._peaks[-1]
        for _, left in reversed(self._peaks[:-1]):
            root = node_hash(left, root)
        return as_digest(root)


def root_over(hashes: Sequence[bytes]) -> bytes:
    """Return the root over the hashes of leaves, or over the roots of equally large subtrees."""
    if not hashes:
        return _EMPTY
    peaks: list[tuple[int, bytes]] = []
    for one in hashes:
        size, peak = 1, one
        while peaks and peaks[-1][0] == size:
            _, left = peaks.pop()
            size, peak = 2 * size, node_hash(left, peak)
        peaks.append((size, peak))
    _, root = peaks.pop()
    for _, left in reversed(peaks):
        root = node_hash(left, root)
    return root


def split_of(size: int) -> int:
    """Return how many leaves stand left: the largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_path(root: RangeRoot, leaf: int, size: int) -> list[bytes]:
    """Return what proves that a leaf stands at its place (section 2.1.1)."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split_of(end - start)
        if leaf < middle:
            path.append(root(middle, end))
            end = middle
        else:
            path.append(root(start, middle))
            start = middle
    return path[::-1]


def consistency_path(root: RangeRoot, old: int, size: int) -> list[bytes]:
    """Return what proves that a tree only grew from an older size, above 0 (section 2.1.2)."""
    path: list[bytes] = []
    start, end = 0, size
    while old != end:
        middle = start + split_of(end - start)
        if old <= middle:
            path.append(root(middle, end))
            end = middle
        else:
            path.append(root(start, middle))
            start = middle
    # The whole old tree is known to whoever verifies.
    if start:
        path.append(root(start, end))
    return path[::-1]
