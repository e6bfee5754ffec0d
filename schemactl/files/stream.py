"""Streams: the bytes of a data file, unpacked where it is gzip, in whole lines."""

import gzip
import zlib
from collections.abc import Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from schemactl.files.dataset import unreadable

GZIP = b"\x1f\x8b"
LONGEST_LINE = 2**28

_FIRST_CHUNK = 2**16
_CHUNK = 2**20
_PART = 2**13
_AGAIN = "make or fetch the file again"


class Chunk(NamedTuple):
    """Whole lines that follow each other: the number and the offset of the first, the bytes."""

    line: int
    offset: int
    lines: bytes


def open_data(path: Path) -> BinaryIO:
    """Open a file for reading; the bytes of a gzip file are those it was made from."""
    file = path.open("rb")
    magic = file.read(len(GZIP))
    file.seek(0)
    if magic != GZIP:
        return file
    file.close()
    return cast(BinaryIO, gzip.open(path, "rb"))


def line_chunks(path: Path) -> Iterator[Chunk]:
    """Yield the lines of a file in chunks of about a megabyte, the first ones shorter.

    So few lines are in memory where only the head of a file is read. Raises SchemactlError for a
    line of more than 256 MiB, and for a gzip file that is broken.
    """
    first, offset, size = 1, 0, _FIRST_CHUNK
    with open_data(path) as file:
        while chunk := _read(path, file, first, size):
            size = min(2 * size, _CHUNK)
            yield Chunk(first, offset, chunk)
            first += chunk.count(b"\n")
            offset += len(chunk)


def _read(path: Path, file: BinaryIO, first: int, size: int) -> bytes:
    try:
        chunk = file.read(size)
        if len(chunk) < size or chunk.endswith(b"\n"):
            return chunk
        rest = file.readline(LONGEST_LINE)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        what = f"the gzip file breaks off near here: {error}"
        raise unreadable(path, first, what, _AGAIN) from None
    if len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
        line = first + chunk.count(b"\n")
        what = f"a line of more than {LONGEST_LINE // 2**20} MiB"
        raise unreadable(path, line, what, "give --as FORMAT if it is no file of lines")
    return chunk + rest


def head_of(path: Path, size: int) -> bytes:
    """Return the first bytes. Raises SchemactlError for a gzip file that is broken."""
    read = b""
    try:
        with open_data(path) as file:
            # What comes before a break is had in parts only.
            while len(read) < size and (part := _part(file, size - len(read))):
                read += part
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        line = 1 + read.count(b"\n")
        raise unreadable(
            path, line, f"the gzip file breaks off near here: {error}", _AGAIN
        ) from None
    return read


def _part(file: BinaryIO, size: int) -> bytes:
    if isinstance(file, gzip.GzipFile):
        return file.read1(min(size, _PART))
    return file.read(size)


def lines_of(path: Path) -> Generator[bytes, None, None]:
    """Yield each line with its end; raises as `line_chunks` does."""
    for chunk in line_chunks(path):
        yield from BytesIO(chunk.lines)


def lines_before(path: Path, end: int) -> int:
    """Return how many line ends stand in the bytes of a file before an offset."""
    count = 0
    with path.open("rb") as file:
        while end > 0 and (block := file.read(min(_CHUNK, end))):
            count += block.count(b"\n")
            end -= len(block)
    return count
