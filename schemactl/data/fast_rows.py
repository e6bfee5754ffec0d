"""Fast rows: lines of JSON that have the same columns, as columns of cells."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.data.canonical_row import is_plain_column, plain_leaves
from schemactl.data.check_pace import usual_times
from schemactl.data.coded import Coded, Which, coded, repeated, together
from schemactl.data.key_bag import Keys
from schemactl.files.stream import Chunk

Row = dict[str, Any]

# Rows in so many bytes stay in the cache of a processor.
_BATCH = 2**16
_COLON, _QUOTE, _BRACE, _BLANK, _LINE_END = b':"{ \n'
_DECIDING = (
    *("task", "label", "region", "value", "attributes", "status"),
    *("schema", "guideline", "cites"),
)


class Columns(Protocol):
    """The cells of some rows that have the same columns."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    @property
    def count(self) -> int:
        """The number of rows."""
        ...

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column; NoneType is one of them."""
        ...

    def coded(self, column: str) -> Coded:
        """Return the cells of a column. Raises TypeError where one cannot be looked up."""
        ...

    def texts(self, column: str) -> Coded:
        """Return the cells of a column as texts; what is null stays so."""
        ...

    def times(self, column: str) -> Keys | None:
        """Return a column of texts as times, as `usual_times` does."""
        ...

    def lengths(self, column: str) -> Keys:
        """Return the lengths of texts in characters; of nothing it is 0."""
        ...

    def are_plain(self) -> bool:
        """Tell whether `leaves` can write all rows."""
        ...

    def leaves(self, which: Which | None) -> list[bytes]:
        """Return rows, or some of them, as a leaf of their digest has them."""
        ...


class CellColumns:
    """Columns of cells, read from rows that are objects."""

    def __init__(self, cells: Mapping[str, tuple[Any, ...]], rows: Sequence[Row]) -> None:
        self.cells = cells
        self.rows = rows

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.cells)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column."""
        return set(map(type, self.cells[column]))

    def coded(self, column: str) -> Coded:
        """Return the cells of a column. Raises TypeError where one cannot be looked up."""
        return coded(self.cells[column])

    def texts(self, column: str) -> Coded:
        """Return the cells of a column as texts; what is null stays so."""
        # Of cells, true and 1 are equal.
        return coded([None if cell is None else str(cell) for cell in self.cells[column]])

    def times(self, column: str) -> Keys | None:
        """Return a column of texts as times, as `usual_times` does."""
        return usual_times(self.cells[column])

    def lengths(self, column: str) -> Keys:
        """Return the lengths of texts in characters; of nothing it is 0."""
        found = [0 if text is None else len(text) for text in self.cells[column]]
        return np.array(found, dtype=np.int64)

    def are_plain(self) -> bool:
        """Tell whether no cell is written otherwise than as it is."""
        return all(map(is_plain_column, self.cells.values()))

    def leaves(self, which: Which | None) -> list[bytes]:
        """Return rows, or some of them, as a leaf of their digest has them."""
        return plain_leaves(self.rows if which is None else list(compress(self.rows, which)))


class Rows(NamedTuple):
    """Lines with their cells by column; `positions` says which of the lines the rows are.

    Without columns the lines are to be read otherwise: those at the positions, all where there
    are none.
    """

    lines: Chunk
    columns: Columns | None
    positions: Sequence[int]

    def unread(self) -> Iterator[Chunk]:
        """Yield the lines that are to be read otherwise."""
        if len(self.positions) in (0, self.lines.lines.count(b"\n")):
            yield self.lines
            return
        for _, line in self.only([True] * len(self.positions)):
            yield line

    def only(self, which: Sequence[bool]) -> Iterator[tuple[int, Chunk]]:
        """Yield the lines of some rows, with their positions among the rows."""
        if True not in which:
            return
        lines = BytesIO(self.lines.lines).readlines()
        for row in compress(range(len(which)), which):
            position = self.positions[row]
            yield row, Chunk(self.lines.line + position, 0, lines[position])


class Cells(NamedTuple):
    """The cells that differ from row to row; times are in milliseconds, lengths in characters."""

    items: Coded
    annotators: Coded
    batches: Coded
    times: Keys | None
    lengths: Keys | None

    def only(self, which: Which) -> "Cells":
        """Return the cells of some rows."""
        items, annotators, batches = (part.only(which) for part in self[:3])
        times, lengths = (None if part is None else part[which] for part in self[3:])
        return Cells(items, annotators, batches, times, lengths)


class Plan:
    """How rows of the same columns are read: which columns decide, and which differ."""

    def __init__(self, shape: Sequence[str], roles: Mapping[str, str]) -> None:
        """Find the columns of the roles; a role that no column has is None."""
        columns = {role: column for role, column in roles.items() if column in shape}
        self.item = columns.get("item")
        self.annotator, self.batch = columns.get("annotator"), columns.get("batch")
        self.at, self.text = columns.get("at"), columns.get("text")
        self.confidence = columns.get("confidence")
        self.deciding = [columns[role] for role in _DECIDING if role in columns]

    def deciding_cells(self, columns: Columns) -> Coded | None:
        """Return the cells of each row that decide; None where they cannot be compared."""
        if not self.deciding or self.item is None:
            return None
        for column in self.deciding:
            # True and 1.0 are equal to 1: cells are compared where all have the same type.
            if columns.kinds(column) - {type(None)} not in ({str}, {int}, set()):
                return None
        numbers = set() if self.confidence is None else columns.kinds(self.confidence)
        if not numbers <= {int, float, type(None)}:
            return None
        return together([columns.coded(column) for column in self.deciding])

    def cells(self, columns: Columns) -> Cells | None:
        """Return the cells that differ from row to row; None where one is unusual."""
        items = _texts(columns, self.item)
        annotators = _texts(columns, self.annotator)
        batches = _texts(columns, self.batch)
        if items is None or annotators is None or batches is None:
            return None
        if "" in items.values or None in items.values:
            return None
        times = lengths = None
        if self.at is not None and (kinds := columns.kinds(self.at)) != {type(None)}:
            times = columns.times(self.at) if kinds == {str} else None
            if times is None:
                return None
        if self.text is not None:
            if not columns.kinds(self.text) <= {str, type(None)}:
                return None
            lengths = columns.lengths(self.text)
        return Cells(items, annotators, batches, times, lengths)


def _texts(columns: Columns, column: str | None) -> Coded | None:
    """Return the texts in a column; whole numbers are texts too where all cells are such."""
    if column is None:
        return repeated(None, columns.count)
    kinds = columns.kinds(column)
    if kinds == {int}:
        found = columns.coded(column)
        return Coded(list(map(str, found.values)), found.codes)
    return columns.coded(column) if kinds <= {str, type(None)} else None


def read_rows(chunk: Chunk) -> Iterator[Rows]:
    """Yield the lines in batches, in which all rows have the same columns."""
    stream, number = BytesIO(chunk.lines), chunk.line
    while text := stream.read(_BATCH):
        if not text.endswith(b"\n"):
            text += stream.readline()
        lines = Chunk(number, 0, text)
        values = _objects(text)
        if values is None:
            number += text.count(b"\n")
            yield Rows(lines, None, ())
            continue
        number += len(values)
        if columns := _columns(values):
            yield Rows(lines, columns, range(len(values)))
        else:
            yield from _by_shape(lines, values)


def _by_shape(lines: Chunk, values: Sequence[Row]) -> Iterator[Rows]:
    shapes = [frozenset(row) for row in values]
    for shape in dict.fromkeys(shapes):
        same = [one == shape for one in shapes]
        some = list(compress(values, same))
        positions = list(compress(range(len(values)), same))
        yield Rows(lines, _columns(some), positions)


def _objects(text: bytes) -> list[Row] | None:
    """Return the object in each line; None where one may be none, or may say a key twice.

    All lines are read at once, as one list. As many braces as lines, each at the beginning of
    one, and as many objects in the list: so each line is one object with none inside it.
    """
    found = np.frombuffer(text, dtype=np.uint8)
    is_end, is_brace = found == _LINE_END, found == _BRACE
    count = int(np.count_nonzero(is_end))
    braces = int(np.count_nonzero(is_brace))
    begin = int(np.count_nonzero(is_end[:-1] & is_brace[1:])) + int(is_brace[0])
    if not count == braces == begin:
        return None
    try:
        values = orjson.loads(b"[" + text[:-1].replace(b"\n", b",") + b"]")
    except orjson.JSONDecodeError:
        return None
    if len(values) != count or set(map(type, values)) != {dict}:
        return None
    return None if _may_repeat_keys(found, sum(map(len, values))) else values


def _may_repeat_keys(text: NDArray[np.uint8], keys: int) -> bool:
    """Tell whether text of which so many keys were read may have had more, the same ones again."""
    is_colon, before = text[1:] == _COLON, text[:-1]
    ends = np.count_nonzero(is_colon & (before == _QUOTE))
    return int(ends) != keys or bool((is_colon & (before <= _BLANK)).any())


def _columns(values: Sequence[Row]) -> CellColumns | None:
    """Return the cells by column; None where the rows have different columns, or only one."""
    shape = list(values[0])
    if len(shape) < 2 or set(map(len, values)) != {len(shape)}:  # noqa: PLR2004 - item and answer
        return None
    try:
        # Column by column: a tuple per row would take longer.
        cells = {column: tuple(map(itemgetter(column), values)) for column in shape}
    except KeyError:
        return None
    return CellColumns(cells, values)
