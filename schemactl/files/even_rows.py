"""Even rows: lines of JSON that are alike in their keys, of which arrays tell where values stand.

Each line is one object of texts, numbers, true, false and null under the same keys in the same
order, written with the same gaps. All that is told of lines is proven from their bytes; where it
cannot be, nothing is told, and the lines are read otherwise.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from schemactl.files.plain_values import Values, are_plain

Numbers = NDArray[np.int64]
Codes = NDArray[np.uint8]
Words = NDArray[np.uint64]

_COLON, _QUOTE, _BACKSLASH, _CLOSE, _BLANK, _LINE_END = b':"\\} \n'
_MEMBER = re.compile(
    rb'(\{|, ?)"([A-Za-z0-9_.@$/-]+)":( ?)("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null)'
)
_WORD = 8
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


class _Checks(NamedTuple):
    """Eight bytes at a time that stand before values: of which column, where, and what they are.

    `offsets` count from the value; `masks` take out what belongs to the value.
    """

    columns: Numbers
    offsets: Numbers
    words: Words
    masks: Words


class _Shape(NamedTuple):
    """What rows look like: the bytes before each value, and how the values are checked.

    `texts` are the columns whose values are not decoded: no number is among them, which may be
    too large to be one. `numbers` are the others.
    """

    heads: tuple[bytes, ...]
    gaps: Numbers
    deciding: tuple[int, ...]
    asked: dict[str, int]
    checks: _Checks
    texts: Numbers
    numbers: tuple[int, ...]
    decode: Callable[[bytes], list[Any]]


class EvenReader:
    """Reads lines; `column` decides, together with those of `others` that rows have.

    Of the columns in `asked` it is told where they stand, if rows have them.
    """

    def __init__(self, column: str, others: Sequence[str], asked: Sequence[str] = ()) -> None:
        """Begin without knowing what rows look like."""
        self.column = column
        self.others = tuple(others)
        self.asked = tuple(asked)
        self.shape: _Shape | None = None
        self.deciding: list[str] = []
        # Columns in which a number was seen.
        self.numeric: set[str] = set()
        self.failures = 0

    def read(self, text: bytes) -> EvenRows | None:
        """Return where the values of whole lines stand; None where lines are not even."""
        if self.failures > _PATIENCE:
            return None
        found = None if self.shape is None else _even_rows(self.shape, text)
        if found is None:
            self.shape = self._shape_of(text)
            found = None if self.shape is None else _even_rows(self.shape, text)
        self.failures = self.failures + 1 if found is None else 0
        return found

    def _shape_of(self, text: bytes) -> _Shape | None:
        """Learn from the first line what rows look like."""
        line = text[: text.find(b"\n") + 1]
        members, at = [], 0
        while member := _MEMBER.match(line, at):
            members.append(member.groups())
            at = member.end()
        names = [name.decode() for _, name, _, _ in members]
        commas = [comma[:1] for comma, _, _, _ in members]
        is_flat = commas == [b"{", *[b","] * (len(members) - 1)]
        is_flat = is_flat and line[at:].lstrip(b" ") == b"}\n"
        if not is_flat or len(set(names)) < len(names) or self.column not in names:
            return None
        heads = tuple(b'%s"%s":%s' % (comma, name, gap) for comma, name, gap, _ in members)
        deciding = [self.column, *(other for other in self.others if other in names)]
        if self.deciding not in ([], deciding):
            return None
        self.deciding = deciding
        values = [value for _, _, _, value in members]
        self.numeric.update(n for n, v in zip(names, values, strict=True) if v[0] not in b'"tfn')
        numbers = [name for name in names if name in self.numeric]
        return _Shape(
            heads,
            np.array([1 + len(gap) for _, _, gap, _ in members]),
            tuple(names.index(name) for name in deciding),
            {name: names.index(name) for name in self.asked if name in names},
            _checks_of(heads),
            np.array([at for at, name in enumerate(names) if name not in self.numeric], dtype=int),
            tuple(at for at, name in enumerate(names) if name in self.numeric),
            _decoder(numbers),
        )


def _checks_of(heads: Sequence[bytes]) -> _Checks:
    found = []
    for column, head in enumerate(heads):
        # By a quote and a colon the place was found; a blank behind them has to be seen, too.
        size = len(head.removesuffix(b'":'))
        last = max(0, size - _WORD)
        for at in sorted({*range(0, last, _WORD), last}):
            word = head[at : min(at + _WORD, size)]
            mask = int.from_bytes(b"\xff" * len(word), "little")
            found.append((column, at - len(head), int.from_bytes(word, "little"), mask))
    columns, offsets, words, masks = zip(*found, strict=True)
    return _Checks(
        np.array(columns),
        np.array(offsets),
        np.array(words, dtype="<u8"),
        np.array(masks, dtype="<u8"),
    )


def _decoder(numbers: Sequence[str]) -> Callable[[bytes], list[Any]]:
    """Return what decodes numbers, and checks all else without making anything of it."""
    fields = [
        (f"c{position}", int | float | str | bool | None, msgspec.field(name=name))
        for position, name in enumerate(numbers)
    ]
    return msgspec.json.Decoder(msgspec.defstruct("Row", fields, gc=False)).decode_lines


def _even_rows(shape: _Shape, text: bytes) -> EvenRows | None:
    """Return the places in lines that look as the shape says, each with every key once.

    A quote without a backslash before a colon ends a key, or begins a text: but what stands before
    it are the bytes of a key. So in each row there are these keys and no other ones, of which the
    commas between them, and braces around them, are no part of a text.
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    has_backslash = b"\\" in text
    colons = _key_colons(codes, has_backslash)
    if colons is None or not len(colons) or len(colons) % len(shape.heads):
        return None
    begins = colons.reshape(-1, len(shape.heads)) + shape.gaps
    starts = begins[:, 0] - len(shape.heads[0])
    ends = np.append(starts[1:], len(text))
    if starts[0] != 0 or not _are_closed(codes, ends) or not _stand_before(shape, text, begins):
        return None
    every = [_span(shape, begins, ends, column) for column in range(len(shape.heads))]
    is_plain = not has_backslash and _is_plain(shape, text, every)
    if not is_plain and not _are_objects(shape, text, codes, begins):
        return None
    asked = {name: every[at] for name, at in shape.asked.items()}
    spans = [every[column] for column in shape.deciding]
    return EvenRows(np.append(starts, len(text)), spans, asked)


def _key_colons(codes: Codes, has_backslash: bool) -> Numbers | None:
    """Return the colons right behind the quotes of keys; None where others may end a key."""
    colons = np.flatnonzero(codes == _COLON)
    before = codes[colons - 1]
    are_keys = before == _QUOTE
    are_wide = before <= _BLANK
    if are_wide.any():
        second = codes[colons - 2]
        if (are_wide & ((second == _QUOTE) | (second <= _BLANK))).any():
            return None
    if has_backslash:
        escaped = are_keys & (codes[colons - 2] == _BACKSLASH)
        if (escaped & (codes[colons - 3] == _BACKSLASH)).any():
            return None
        are_keys &= ~escaped
    return _without_texts(colons if are_keys.all() else colons[are_keys])


def _without_texts(colons: Numbers) -> Numbers | None:
    """Leave out colons that begin a text: they stand right behind the colon of its key."""
    are_near = np.diff(colons) <= _NEAR
    if not are_near.any():
        return colons
    if (are_near[1:] & are_near[:-1]).any():
        return None
    return colons[np.concatenate(([True], ~are_near))]


def _are_closed(codes: Codes, ends: Numbers) -> bool:
    """Tell whether each row ends with a brace and a line."""
    return bool((codes[ends - 1] == _LINE_END).all() and (codes[ends - 2] == _CLOSE).all())


def _stand_before(shape: _Shape, text: bytes, begins: Numbers) -> bool:
    """Tell whether the bytes before each value are those of the shape."""
    checks = shape.checks
    # A row has at least eight bytes, and a value at least one.
    words = np.ndarray((len(text) - _WORD + 1,), "<u8", text, 0, (1,))
    found = words[begins[:, checks.columns] + checks.offsets]
    return bool(((found & checks.masks) == checks.words).all())


def _is_plain(shape: _Shape, text: bytes, every: list[Span]) -> bool:
    """Tell whether it is seen without decoding that text is objects; False says nothing."""
    lines = len(every[0].begins)
    texts = [Values(*every[at]) for at in shape.texts.tolist()]
    numbers = [Values(*every[at]) for at in shape.numbers]
    if not are_plain(text, lines, lines * len(every), texts, numbers):
        return False
    return text.isascii() or _is_text(text)


def _is_text(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _are_objects(shape: _Shape, text: bytes, codes: Codes, begins: Numbers) -> bool:
    """Tell whether text is as many lines as rows, each an object that can be read."""
    if np.count_nonzero(codes == _LINE_END) != len(begins):
        return False
    firsts = codes[begins[:, shape.texts]]
    if ((firsts != _QUOTE) & ((firsts < _FALSE) | (firsts > _TRUE))).any():
        return False
    try:
        return (text.isascii() or _is_text(text)) and len(shape.decode(text)) == len(begins)
    except msgspec.MsgspecError:
        return False


def _span(shape: _Shape, begins: Numbers, ends: Numbers, column: int) -> Span:
    if column + 1 == len(shape.heads):
        return Span(begins[:, column], ends - 2)
    return Span(begins[:, column], begins[:, column + 1] - len(shape.heads[column + 1]))
