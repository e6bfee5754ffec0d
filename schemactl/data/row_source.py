"""Row source: the rows in lines of JSON, by the bytes of even lines, else by their objects."""

from collections.abc import Iterator, Mapping

from schemactl.data.even_columns import EvenSource
from schemactl.data.fast_rows import Rows, read_rows
from schemactl.files.stream import Chunk


class RowSource:
    """Reads the lines of one file, in the order of the file."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        """Take the columns of the roles."""
        self.even = EvenSource(roles)

    def read(self, chunk: Chunk) -> Iterator[Rows]:
        """Yield lines as rows in which all have the same columns, or to be read otherwise."""
        columns = self.even.read(chunk.lines)
        if columns is None:
            yield from read_rows(chunk)
        else:
            yield Rows(chunk, columns, range(columns.count))
