"""Part: a file of a run that grows, with its size and digest."""

import hashlib
from pathlib import Path
from typing import BinaryIO

_BLOCK = 2**20


class Part:
    """A file that grows, with its size and digest."""

    def __init__(self, path: Path) -> None:
        """Open the file for writing at its end."""
        self.path = path
        self.file: BinaryIO = path.open("ab")
        self.size = 0
        self.hash = hashlib.sha256()

    def write(self, content: bytes | memoryview) -> None:
        """Append bytes."""
        self.file.write(content)
        self.hash.update(content)
        self.size += len(content)

    def go_back(self, size: int) -> str:
        """Cut the file to a size and return the digest of what is left."""
        self.file.truncate(size)
        self.hash = hash_of(self.path, size)
        self.size = size
        return digest(self.hash)


def hash_of(path: Path, size: int) -> "hashlib._Hash":
    """Return the hash of the first bytes of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, _BLOCK))):
            found.update(block)
            size -= len(block)
    return found


def digest(found: "hashlib._Hash") -> str:
    """Return a hash as a digest is written."""
    return f"sha256:{found.hexdigest()}"
