"""Even rows: lines of JSON that are alike in their keys, of which arrays tell where values stand.

Each line is one object of texts, numbers, true, false and null under the same keys in the same
order, written with the same gaps. All that is told of lines is proven from their bytes; where it
cannot be, nothing is told, and the lines are read otherwise.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from schemactl.files.plain_values import Values, are_plain
from schemactl.files.row_shape import WORD, Members, RowShape, members_of, shape_of

Numbers = NDArray[np.int64]
Codes = NDArray[np.uint8]
Words = NDArray[np.uint64]

_COLON, _QUOTE, _BACKSLASH, _BLANK, _LINE_END = b':"\\ \n'
# From a colon over a blank and a quote; between two keys is more.
_NEAR = 3
# What the words true, false and null begin with is none beyond these.
_FALSE, _TRUE = b"ft"
# So many batches in a row that are not even, and the rest is not expected to be.
_PATIENCE = 8


class Span(NamedTuple):
    """Where the value of a column begins and ends in each row, with its quotes.

    Blanks between a value and the comma behind it are part of it.
    """

    begins: Numbers
    ends: Numbers


class EvenRows(NamedTuple):
    """Where rows begin, with the end of the last one, and the spans of the deciding columns.

    `asked` are the spans of other columns, by name, as far as rows have them.
    """

    starts: Numbers
    spans: list[Span]
    asked: dict[str, Span]


class EvenReader:
    """Reads lines; `column` decides, together with those of `others` that rows have.

    Of the columns in `asked` it is told where they stand, if rows have them.
    """

    def __init__(self, column: str, others: Sequence[str], asked: Sequence[str] = ()) -> None:
        """Begin without knowing what rows look like."""
        self.column = column
        self.others = tuple(others)
        self.asked = tuple(asked)
        self.shape: RowShape | None = None
        self.deciding: list[str] = []
        # Columns in which a number was seen.
        self.numeric: set[str] = set()
        # Whether all that is no number was a text so far.
        self.are_closed = True
        self.failures = 0

    def read(self, text: bytes) -> EvenRows | None:
        """Return where the values of whole lines stand; None where lines are not even."""
        if self.failures > _PATIENCE:
            return None
        found = None if self.shape is None else _even_rows(self.shape, text)
        if found is None:
            found = self._learn(text)
        self.failures = self.failures + 1 if found is None else 0
        return found

    def _learn(self, text: bytes) -> EvenRows | None:
        """Learn from the first line what rows look like."""
        self.shape = None
        members = members_of(text[: text.find(b"\n") + 1])
        shape = None if members is None else self._shape_of(members, self.are_closed)
        if members is None or shape is None:
            return None
        found = _even_rows(shape, text)
        if found is None and shape.are_closed:
            shape = shape_of(members, self.numeric, self.deciding, self.asked, False)
            found = _even_rows(shape, text)
            self.are_closed = found is None
        if found is not None:
            self.shape = shape
        return found

    def _shape_of(self, members: Members, are_closed: bool) -> RowShape | None:
        """Return the shape of rows, unless they lack what decides."""
        names = members.names
        deciding = [self.column, *(other for other in self.others if other in names)]
        if self.column not in names or self.deciding not in ([], deciding):
            return None
        self.deciding = deciding
        told = zip(names, members.values, strict=True)
        self.numeric.update(name for name, value in told if value[0] not in b'"tfn')
        return shape_of(members, self.numeric, deciding, self.asked, are_closed)


def _even_rows(shape: RowShape, text: bytes) -> EvenRows | None:
    """Return the places in lines that look as the shape says, each with every key once.

    A quote without a backslash before a colon ends a key, or begins a text: but what stands before
    it are the bytes of a key. So in each row there are these keys and no other ones, of which the
    commas between them, and braces around them, are no part of a text.
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    has_backslash = b"\\" in text
    quotes = _key_quotes(codes, has_backslash)
    begins = None if quotes is None else _begins(shape, text, quotes)
    if begins is None and quotes is not None:
        fewer = _without_texts(quotes)
        begins = None if fewer is None else _begins(shape, text, fewer)
    if begins is None:
        return None
    starts = np.empty(begins.shape[1] + 1, dtype=np.int64)
    np.subtract(begins[0], shape.sizes[0], out=starts[:-1])
    starts[-1] = len(text)
    ends = np.empty_like(begins)
    np.subtract(begins[1:], shape.sizes[1:], out=ends[:-1])
    # Each row ends with a brace and a line.
    np.subtract(starts[1:], 2, out=ends[-1])
    every = [Span(*one) for one in zip(begins, ends, strict=True)]
    is_plain = not has_backslash and _is_plain(shape, text, every)
    if not is_plain and not _are_objects(shape, text, codes, begins):
        return None
    asked = {name: every[at] for name, at in shape.asked.items()}
    return EvenRows(starts, [every[column] for column in shape.deciding], asked)


def _key_quotes(codes: Codes, has_backslash: bool) -> Numbers | None:
    """Return the quotes that end keys, right before colons; None where others may end a key."""
    quotes: Numbers = (codes[1:] == _COLON).nonzero()[0]
    found = codes[quotes]
    are_keys = found == _QUOTE
    if are_keys.all() and not has_backslash:
        return quotes
    are_wide = found <= _BLANK
    if are_wide.any():
        second = codes[quotes - 1]
        if (are_wide & ((second == _QUOTE) | (second <= _BLANK))).any():
            return None
    if has_backslash:
        escaped = are_keys & (codes[quotes - 1] == _BACKSLASH)
        if (escaped & (codes[quotes - 2] == _BACKSLASH)).any():
            return None
        are_keys &= ~escaped
    keys: Numbers = quotes[are_keys]
    return keys


def _without_texts(quotes: Numbers) -> Numbers | None:
    """Leave out quotes that begin a text with a colon, near the colon of its key.

    None where there are none, or more than are told from each other.
    """
    are_near = np.diff(quotes) <= _NEAR
    if not are_near.any() or (are_near[1:] & are_near[:-1]).any():
        return None
    return quotes[np.concatenate(([True], ~are_near))]


def _begins(shape: RowShape, text: bytes, quotes: Numbers) -> Numbers | None:
    """Return where values begin, column by column; None where rows do not look as the shape says.

    Seen are the bytes before each value, the beginning of the text, and how each line ends.
    """
    width = len(shape.heads)
    if not len(quotes) or len(quotes) % width:
        return None
    begins: Numbers = np.add(quotes.reshape(-1, width).T, shape.gaps, order="C")
    is_whole = text.startswith(shape.heads[0]) and text.endswith(shape.end)
    if not is_whole or begins[0, 0] != shape.sizes[0, 0]:
        return None
    checks = shape.checks
    # A row has at least eight bytes, and a value at least one.
    words = np.ndarray((len(text) - WORD + 1,), "<u8", text, 0, (1,))
    found: Words = words[begins[checks.columns] + checks.offsets]
    found &= checks.masks
    # No line ends before the first one.
    found[: checks.first, 0] = checks.words[: checks.first, 0]
    return begins if (found == checks.words).all() else None


def _is_plain(shape: RowShape, text: bytes, every: list[Span]) -> bool:
    """Tell whether it is seen without decoding that text is objects; False says nothing."""
    lines = len(every[0].begins)
    texts = [Values(*every[at]) for at in shape.texts]
    numbers = [Values(*every[at]) for at in shape.numbers]
    if not are_plain(text, lines, lines * len(every), texts, numbers, shape.are_closed):
        return False
    return text.isascii() or _is_text(text)


def _is_text(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _are_objects(shape: RowShape, text: bytes, codes: Codes, begins: Numbers) -> bool:
    """Tell whether text is as many lines as rows, each an object that can be read."""
    lines = begins.shape[1]
    if np.count_nonzero(codes == _LINE_END) != lines:
        return False
    firsts = codes[begins[list(shape.texts)]]
    if ((firsts != _QUOTE) & ((firsts < _FALSE) | (firsts > _TRUE))).any():
        return False
    try:
        return (text.isascii() or _is_text(text)) and len(shape.decode(text)) == lines
    except msgspec.MsgspecError:
        return False
