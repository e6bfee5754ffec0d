"""Fast rows: lines of JSON that have the same columns, as columns of cells."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.data.check_pace import usual_times
from schemactl.data.key_bag import Keys
from schemactl.files.stream import Chunk

Row = dict[str, Any]
Columns = Mapping[str, tuple[Any, ...]]

# Rows in so many bytes stay in the cache of a processor.
_BATCH = 2**16
_COLON, _QUOTE, _BRACE, _BLANK, _LINE_END = b':"{ \n'
_DECIDING = (
    *("task", "label", "region", "value", "attributes", "status"),
    *("schema", "guideline", "cites"),
)
_TYPED = ("label", "value", "schema", "guideline")


class Rows(NamedTuple):
    """Lines with their cells by column; `positions` says which of the lines the rows are.

    Without columns the lines are to be read otherwise: those at the positions, all where there
    are none. `values` are the objects in the rows.
    """

    lines: Chunk
    columns: Columns | None
    positions: Sequence[int]
    values: Sequence[Row] = ()

    def unread(self) -> Iterator[Chunk]:
        """Yield the lines that are to be read otherwise."""
        if len(self.positions) in (0, self.lines.lines.count(b"\n")):
            yield self.lines
            return
        for _, line in self.only([True] * len(self.positions)):
            yield line

    def only(self, which: Sequence[bool]) -> Iterator[tuple[int, Chunk]]:
        """Yield the lines of some rows, with their positions among the rows."""
        lines = BytesIO(self.lines.lines).readlines()
        for row in compress(range(len(which)), which):
            position = self.positions[row]
            yield row, Chunk(self.lines.line + position, 0, lines[position])


class Cells(NamedTuple):
    """The cells that differ from row to row; times are in milliseconds, lengths in characters."""

    items: Sequence[Any]
    annotators: Sequence[Any]
    batches: Sequence[Any]
    at: Sequence[Any]
    times: Keys | None
    lengths: Sequence[int]

    def only(self, which: Sequence[bool]) -> "Cells":
        """Return the cells of some rows."""
        items, annotators, batches, at = (list(compress(part, which)) for part in self[:4])
        times = None if self.times is None else self.times[np.array(which)]
        return Cells(items, annotators, batches, at, times, list(compress(self.lengths, which)))


class Plan:
    """How rows of the same columns are read: which columns decide, and which differ."""

    def __init__(self, shape: Sequence[str], roles: Mapping[str, str]) -> None:
        """Find the columns of the roles; a role that no column has is None."""
        columns = {role: column for role, column in roles.items() if column in shape}
        self.item = columns.get("item")
        self.annotator, self.batch = columns.get("annotator"), columns.get("batch")
        self.at, self.text = columns.get("at"), columns.get("text")
        self.confidence = columns.get("confidence")
        # True and 1.0 are equal to 1: of these columns the types count too.
        self.typed = [columns[role] for role in _TYPED if role in columns]
        self.deciding = [columns[role] for role in _DECIDING if role in columns]

    def deciding_cells(self, columns: Columns) -> list[tuple[Any, ...]] | None:
        """Return the cells of each row that decide; None where they cannot be compared."""
        if not self.deciding or self.item is None:
            return None
        for column in self.typed:
            kinds = set(map(type, columns[column])) - {type(None)}
            if kinds not in ({str}, {int}, set()):
                return None
        if self.confidence is not None:
            kinds = set(map(type, columns[self.confidence]))
            if not kinds <= {int, float, type(None)}:
                return None
        return list(zip(*map(columns.__getitem__, self.deciding), strict=True))

    def cells(self, columns: Columns, count: int) -> Cells | None:
        """Return the cells that differ from row to row; None where one is unusual."""
        items = _texts(columns, self.item, count)
        annotators = _texts(columns, self.annotator, count)
        batches = _texts(columns, self.batch, count)
        at = _texts(columns, self.at, count)
        texts = _texts(columns, self.text, count)
        if items is None or "" in items or None in items:
            return None
        if annotators is None or batches is None or texts is None or at is None:
            return None
        times = None
        if self.at is not None and at.count(None) < count:
            times = None if None in at else usual_times(at)
            if times is None:
                return None
        lengths = [0 if text is None else len(text) for text in texts] if self.text else []
        return Cells(items, annotators, batches, at, times, lengths)


def _texts(columns: Columns, column: str | None, count: int) -> Sequence[Any] | None:
    """Return the texts in a column; whole numbers are texts too where all cells are such."""
    if column is None:
        return (None,) * count
    found = columns[column]
    kinds = set(map(type, found))
    if kinds == {int}:
        return list(map(str, found))
    return found if kinds <= {str, type(None)} else None


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
            yield Rows(lines, columns, range(len(values)), values)
        else:
            yield from _by_shape(lines, values)


def _by_shape(lines: Chunk, values: Sequence[Row]) -> Iterator[Rows]:
    shapes = [frozenset(row) for row in values]
    for shape in dict.fromkeys(shapes):
        same = [one == shape for one in shapes]
        some = list(compress(values, same))
        positions = list(compress(range(len(values)), same))
        yield Rows(lines, _columns(some), positions, some)


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


def _columns(values: Sequence[Row]) -> Columns | None:
    """Return the cells by column; None where the rows have different columns, or only one."""
    shape = list(values[0])
    if len(shape) < 2 or set(map(len, values)) != {len(shape)}:  # noqa: PLR2004 - item and answer
        return None
    try:
        # Column by column: a tuple per row would take longer.
        return {column: tuple(map(itemgetter(column), values)) for column in shape}
    except KeyError:
        return None
