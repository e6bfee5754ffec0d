"""Joined files: files of a folder as one stretch of bytes, which can be taken apart again.

Behind the bytes of each file stands its name (UTF-8, with `/` between folders), then the length
of the file (u64) and of the name (u32), little-endian. So the stretch says where its files end,
and two folders make the same one only where names and bytes of their files are the same.
"""

import os
import struct
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from schemactl.errors import SchemactlError

_SIZE = struct.Struct("<Q")
_NAME = struct.Struct("<I")
_BLOCK = 2**20


class Sink(Protocol):
    """What takes bytes: a file, or one that only counts or hashes them."""

    def write(self, content: bytes, /) -> object:
        """Take bytes."""
        ...


class Member(NamedTuple):
    """A file in the stretch: its name, where its bytes begin, how many there are."""

    name: str
    begin: int
    size: int

    @property
    def size_at(self) -> int:
        """Where its size is told."""
        return self.begin + self.size + len(os.fsencode(self.name))

    @property
    def end(self) -> int:
        """Where what belongs to it ends."""
        return self.size_at + _SIZE.size + _NAME.size


def told_size(size: int) -> bytes:
    """Return the size of a file as the stretch tells it."""
    return _SIZE.pack(size)


def join(folder: Path, names: Iterable[str], out: Sink) -> None:
    """Write the named files of a folder one behind another, in this order."""
    for name in names:
        size = 0
        with (folder / name).open("rb") as file:
            while block := file.read(_BLOCK):
                out.write(block)
                size += len(block)
        told = os.fsencode(name)
        out.write(told + _SIZE.pack(size) + _NAME.pack(len(told)))


def members(path: Path) -> list[Member]:
    """Return the files in a stretch, in order. Raises SchemactlError where it is none."""
    found: list[Member] = []
    with path.open("rb") as file:
        at = file.seek(0, os.SEEK_END)
        while at > 0:
            at -= _SIZE.size + _NAME.size
            if at < 0:
                raise _damaged(path)
            file.seek(at)
            [size] = _SIZE.unpack(file.read(_SIZE.size))
            [length] = _NAME.unpack(file.read(_NAME.size))
            begin = at - length - size
            if begin < 0:
                raise _damaged(path)
            file.seek(at - length)
            found.append(Member(os.fsdecode(file.read(length)), begin, size))
            at = begin
    return found[::-1]


def take_apart(path: Path, folder: Path) -> None:
    """Write the files of a stretch into a folder.

    Raises SchemactlError where a name leads out of it, and nothing is written then.
    """
    found = members(path)
    for one in found:
        parts = PurePosixPath(one.name).parts
        if not parts or ".." in parts or PurePosixPath(one.name).is_absolute():
            raise _damaged(path)
    with path.open("rb") as file:
        for one in found:
            target = folder / one.name
            target.parent.mkdir(parents=True, exist_ok=True)
            file.seek(one.begin)
            left = one.size
            with target.open("wb") as out:
                while left > 0:
                    block = file.read(min(left, _BLOCK))
                    out.write(block)
                    left -= len(block)


def _damaged(path: Path) -> SchemactlError:
    return SchemactlError(f"{path} does not say which files it holds", "restore the file")
