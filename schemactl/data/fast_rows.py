"""Fast rows: lines of JSON that have the same columns, as columns of cells."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import compress
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.data.coded import Coded, Items, Which, hashes, repeated
from schemactl.data.columns import Columns, Row, columns_of
from schemactl.data.key_bag import Keys
from schemactl.files.stream import Chunk

# Rows in so many bytes stay in the cache of a processor.
_BATCH = 2**16
_COLON, _QUOTE, _BRACE, _BLANK, _LINE_END = b':"{ \n'
DECIDING = (
    *("task", "label", "region", "value", "attributes", "status"),
    *("schema", "guideline", "cites"),
)


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

    items: Items
    annotators: Coded
    batches: Coded
    times: Keys | None
    lengths: Keys | None

    def only(self, which: Which) -> "Cells":
        """Return the cells of some rows."""
        times, lengths = (None if part is None else part[which] for part in self[3:])
        return Cells(
            self.items.only(which),
            self.annotators.only(which),
            self.batches.only(which),
            times,
            lengths,
        )


class Plan:
    """How rows of the same columns are read: which columns decide, and which differ."""

    def __init__(self, shape: Sequence[str], roles: Mapping[str, str]) -> None:
        """Find the columns of the roles; a role that no column has is None."""
        columns = {role: column for role, column in roles.items() if column in shape}
        self.item = columns.get("item")
        self.annotator, self.batch = columns.get("annotator"), columns.get("batch")
        self.at, self.text = columns.get("at"), columns.get("text")
        self.confidence = columns.get("confidence")
        self.deciding = [columns[role] for role in DECIDING if role in columns]

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
        return columns.together(self.deciding)

    def cells(self, columns: Columns) -> Cells | None:
        """Return the cells that differ from row to row; None where one is unusual."""
        items = None if self.item is None else _items(columns, self.item)
        annotators = _texts(columns, self.annotator)
        batches = _texts(columns, self.batch)
        if items is None or annotators is None or batches is None:
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


def _items(columns: Columns, column: str) -> Items | None:
    """Return the items in a column; whole numbers are texts too where all cells are such."""
    kinds = columns.kinds(column)
    if kinds not in ({int}, {str}):
        return None
    found = columns.items(column)
    texts = list(map(str, found)) if kinds == {int} else found
    return None if "" in texts else Items(texts, hashes(texts))


def _texts(columns: Columns, column: str | None) -> Coded | None:
    """Return the texts in a column; whole numbers are texts too where all cells are such."""
    if column is None:
        return repeated(None, columns.count)
    kinds = columns.kinds(column)
    if kinds == {int}:
        found = columns.coded(column)
        return Coded(list(map(str, found.values)), found.codes)
    return columns.coded(column) if kinds <= {str, type(None)} else None


def parts(chunk: Chunk, size: int) -> Iterator[Chunk]:
    """Yield the lines in parts of about so many bytes."""
    if len(chunk.lines) <= size + size // 4:
        yield chunk
        return
    stream, number = BytesIO(chunk.lines), chunk.line
    while text := stream.read(size):
        if not text.endswith(b"\n"):
            text += stream.readline()
        yield Chunk(number, 0, text)
        number += text.count(b"\n")


def read_rows(chunk: Chunk) -> Iterator[Rows]:
    """Yield the lines in batches, in which all rows have the same columns."""
    for lines in parts(chunk, _BATCH):
        values = objects(lines.lines)
        if values is None:
            yield Rows(lines, None, ())
        elif columns := columns_of(values):
            yield Rows(lines, columns, range(len(values)))
        else:
            yield from _by_shape(lines, values)


def _by_shape(lines: Chunk, values: Sequence[Row]) -> Iterator[Rows]:
    shapes = [frozenset(row) for row in values]
    for shape in dict.fromkeys(shapes):
        same = [one == shape for one in shapes]
        some = list(compress(values, same))
        positions = list(compress(range(len(values)), same))
        yield Rows(lines, columns_of(some), positions)


def objects(text: bytes) -> list[Row] | None:
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
