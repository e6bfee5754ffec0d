"""JSON text larger than memory: read in blocks, with the line and column of every place."""

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO, NoReturn

from schemactl.errors import SchemactlError
from schemactl.files.arrays import numpy
from schemactl.files.dataset import BOM, unreadable
from schemactl.files.stream import open_data

BLOCK = 2**21
SPACE = b" \t\r\n"
_LINE_END = ord("\n")
# The bytes of UTF-8 that begin no character.
_CONTINUATION = bytes(range(0x80, 0xC0))
_HINT = "mend the file, or have the tool export it again"


def misplaced(path: Path, offset: int, what: str, hint: str = _HINT) -> SchemactlError:
    """Return the failure at a place in a file, with its line and its column of code points."""
    line, column = 1, 1
    with open_data(path) as file:
        left = offset
        while left and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            if ends := block.count(b"\n"):
                line += ends
                column = 1
                block = block[block.rindex(b"\n") + 1 :]
            column += len(block.translate(None, _CONTINUATION))
    return SchemactlError(f"{path}:{line}:{column}: {what}", hint)


class JsonText:
    """A file, read in blocks that never end between a backslash and its character."""

    def __init__(self, path: Path, file: BinaryIO, block_size: int) -> None:
        self.path = path
        self.file = file
        self.block_size = block_size
        self.block = b""
        self.base = 0
        self.at = 0
        self.line = 1
        self.held = b""
        if self.fill() and self.block.startswith(BOM):
            self.at = len(BOM)

    @property
    def offset(self) -> int:
        """Where in the file reading goes on."""
        return self.base + self.at

    def fill(self) -> bool:
        """Go on to the next block; tell whether there is one."""
        self.line += _line_ends(self.block, len(self.block))
        self.base += len(self.block)
        block = self.held + self._read()
        slashes = len(block) - len(block.rstrip(b"\\"))
        # At the end of the file nothing more comes, so nothing is held back.
        cut = len(block) - (slashes % 2 if block != self.held else 0)
        self.block, self.held, self.at = block[:cut], block[cut:], 0
        return bool(self.block) or (bool(self.held) and self.fill())

    def more(self) -> bool:
        """Read on, and keep what is left of the block; tell whether there was more."""
        read = self._read()
        self.line += _line_ends(self.block, self.at)
        self.base += self.at
        block = b"".join((self.block[self.at :], self.held, read))
        cut = len(block) - ((len(block) - len(block.rstrip(b"\\"))) % 2 if read else 0)
        self.block, self.held, self.at = block[:cut], block[cut:], 0
        return bool(read)

    def _read(self) -> bytes:
        try:
            return self.file.read(self.block_size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            what = f"the gzip file breaks off near here: {error}"
            raise unreadable(self.path, self.line, what, "make or fetch the file again") from None

    def peek(self) -> bytes:
        """Return the next byte that is no white space, and stand before it; none at the end."""
        while True:
            rest = self.block[self.at : self.at + 64]
            found = rest.lstrip(SPACE)
            self.at += len(rest) - len(found)
            if found:
                return found[:1]
            if self.at >= len(self.block) and not self.fill():
                return b""

    def take(self) -> None:
        """Go over one byte."""
        self.at += 1

    def here(self) -> int:
        """Return the line of the next byte."""
        return self.line + _line_ends(self.block, self.at)

    def expect(self, wanted: bytes, what: str) -> bytes:
        """Go over the next byte, which is one of those wanted, and return it."""
        found = self.peek()
        if not found or found not in wanted:
            self.refuse(what, self.offset)
        self.take()
        return found

    def refuse(self, what: str, offset: int) -> NoReturn:
        """Raise that something else is expected at a place, or that the file ends there."""
        if offset == self.offset and not self.peek():
            what = "the file ends in the middle"
        raise misplaced(self.path, offset, f"not valid JSON: {what}")


def _line_ends(block: bytes, end: int) -> int:
    """Return how many line ends stand before a place; counting bytes takes ten times as long."""
    np = numpy()

    first = block.find(b"\n", 0, end)
    if first < 0:
        return 0
    return int(np.count_nonzero(np.frombuffer(block, np.uint8, end - first, first) == _LINE_END))
