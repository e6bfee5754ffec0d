"""LeafBag: the leaves of a digest in any order, hashed here or in a process of their own."""

from hashlib import sha256
from multiprocessing.connection import Connection
from typing import Any

from schemactl.data.apart import Hired, ended_early, hire, may_hire
from schemactl.data.hash_bag import HashBag

# Below so many bytes, a process of their own takes longer to begin than it helps.
_MANY = 2**23
# What is sent to the other process begins with what it is; nothing else asks for the root.
_LINES, _HASHES = b"l", b"h"


class LeafBag:
    """Collects leaves, and has their Merkle root in the end."""

    def __init__(self, may_be_apart: bool = False) -> None:
        """Start empty; many leaves are hashed in another process where that may be."""
        self.bag = HashBag()
        self.may_be_apart = may_be_apart
        # How many bytes were hashed here, how many leaves were sent away, and who has them.
        self.hashed = 0
        self.sent = 0
        self.hired: Hired | None = None

    def __len__(self) -> int:
        """Return how many leaves there are, repetitions counted."""
        return len(self.bag) + self.sent

    def add(self, leaf: bytes) -> None:
        """Add the hash that is a leaf."""
        self.bag.add(leaf)

    def extend(self, leaves: bytes) -> None:
        """Add the hashes that are leaves, one behind the other."""
        self.bag.extend(leaves)

    def take(self, lines: bytes) -> None:
        """Add the leaf over each line, of which the line end is no part.

        Raises SchemactlError where the other process is no more.
        """
        if self.hired is not None:
            self.sent += lines.count(b"\n")
            self._send(self.hired, _LINES + lines)
            return
        self.bag.extend(_leaves(lines))
        self.hashed += len(lines)
        if self.may_be_apart and self.hashed >= _MANY and may_hire():
            self.hired = hire(_collect)

    def merkle_root(self) -> bytes:
        """Return the RFC 6962 tree hash over the sorted leaves. Raises SchemactlError as `take`.

        Afterwards no more are taken.
        """
        if self.hired is None:
            return self.bag.merkle_root()
        for leaves in self.bag.sorted():
            self._send(self.hired, _HASHES + leaves)
        self._send(self.hired, b"")
        try:
            root = self.hired.line.recv_bytes()
        except (EOFError, ConnectionError):
            raise ended_early() from None
        self.hired.dismiss()
        return root

    @staticmethod
    def _send(hired: Hired, what: bytes) -> None:
        try:
            hired.line.send_bytes(what)
        except ConnectionError:
            raise ended_early() from None


def _leaves(lines: bytes) -> bytes:
    """Return the hashes that are the leaves over lines, one behind the other."""
    if not lines:
        return b""
    marked = b"\x00" + lines[:-1].replace(b"\n", b"\n\x00")
    return b"".join([sha256(line).digest() for line in marked.split(b"\n")])


def _collect(line: "Connection[Any, Any]") -> None:
    """Take what is sent, and answer with the root."""
    bag = HashBag()
    while what := line.recv_bytes():
        bag.extend(_leaves(what[1:]) if what.startswith(_LINES) else what[1:])
    line.send_bytes(bag.merkle_root())
