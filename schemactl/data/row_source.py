"""Row source: the rows in lines of JSON, by the bytes of even lines, else by their objects."""

from collections.abc import Iterator, Mapping

from schemactl.data.even_columns import EvenSource
from schemactl.data.fast_rows import Rows, parts, read_rows
from schemactl.files.stream import Chunk

# As long as chunks are: fewer calls for arrays outweigh the cache of a processor.
_PART = 2**20
_FIRST = 2**15


class RowSource:
    """Reads the lines of one file, in the order of the file."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        """Take the columns of the roles."""
        self.even = EvenSource(roles)

    def read(self, chunk: Chunk) -> Iterator[Rows]:
        """Yield lines as rows in which all have the same columns, or to be read otherwise."""
        # What the first rows say is known before the others are read.
        for lines in parts(chunk, _FIRST) if chunk.line == 1 else (chunk,):
            columns = self.even.read(lines.lines)
            if columns is None:
                yield from read_rows(lines)
            else:
                yield Rows(lines, columns, range(columns.count))

    def read_parts(self, chunk: Chunk) -> Iterator[Rows]:
        """Yield lines as `read`, in parts that fit it."""
        for part in parts(chunk, _PART):
            yield from self.read(part)
