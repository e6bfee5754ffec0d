"""Row source: the rows in lines of JSON, by whichever way of reading them is the fastest."""

from collections.abc import Iterator

from schemactl.data.arrow_columns import ArrowColumns
from schemactl.data.fast_rows import Rows, read_rows
from schemactl.files.arrow_rows import ArrowRows
from schemactl.files.stream import Chunk

# Below so many bytes, importing Arrow takes longer than it saves.
_SHORT = 2**23


class RowSource:
    """Reads the lines of one file, in the order of the file."""

    def __init__(self, must_be_plain: bool = False) -> None:
        """Begin with what needs no import.

        Where rows must be plain, columns with other cells than `Columns.leaves` can write are none.
        """
        self.must_be_plain = must_be_plain
        self.arrow = ArrowRows()
        self.read_bytes = 0

    def read(self, chunk: Chunk) -> Iterator[Rows]:
        """Yield lines as rows in which all have the same columns, or to be read otherwise."""
        self.read_bytes += len(chunk.lines)
        rows = self._by_arrow(chunk) if self.read_bytes > _SHORT else None
        if rows is not None:
            yield rows
            return
        for some in read_rows(chunk):
            is_odd = some.columns is not None and not some.columns.are_plain()
            yield some._replace(columns=None) if is_odd and self.must_be_plain else some

    def _by_arrow(self, chunk: Chunk) -> Rows | None:
        is_escaped = b"\\" in chunk.lines
        if self.must_be_plain and is_escaped:
            return None
        table = self.arrow.read(chunk.lines)
        if table is None:
            return None
        columns = ArrowColumns(table, is_escaped)
        if self.must_be_plain and not columns.are_plain():
            return None
        return Rows(chunk, columns, range(columns.count))
