"""JSON rows: many lines of JSON decoded at once, where that can be shown to be safe.

Each line is one object, and none says a key twice; where that cannot be told from the bytes, the
lines are read otherwise, one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
import numpy as np
import orjson

_COLON, _QUOTE, _BACKSLASH, _OPEN, _CLOSE, _BLANK, _LINE_END = b':"\\{} \n'
_RETURN = b"\r"
# So many batches in a row that are not alike, and rows are no longer expected to be.
_PATIENCE = 8
_FEWEST = 2

Keys = Sequence[Any]


class Rows(NamedTuple):
    """The rows in some lines: what deciding columns say of each, and each as its values.

    Rows are alike where all have the same columns, each once, and no object with keys is inside
    them; then `starts` says where each begins.
    """

    keys: Keys
    values: Callable[[int], Mapping[str, Any]]
    starts: list[int]


class _Shape(NamedTuple):
    """How rows of the same columns are decoded."""

    columns: tuple[str, ...]
    decode: Callable[[bytes], list[Any]]
    key: Callable[[Any], Any]
    cells: Callable[[Any], tuple[Any, ...]]


class RowReader:
    """Reads lines; `column` decides, together with those of `others` that rows have."""

    def __init__(self, column: str, others: Sequence[str]) -> None:
        """Begin without knowing what rows look like."""
        self.column = column
        self.others = tuple(others)
        self.shape: _Shape | None = None
        self.failures = 0

    def read(self, text: bytes) -> Rows | None:
        """Return the rows of whole lines; None where they have to be read otherwise."""
        return self._alike(text) or self._each(text)

    def _alike(self, text: bytes) -> Rows | None:
        """Read rows that look like the rows before, else like the first of them."""
        if self.failures > _PATIENCE:
            return None
        found = self._decoded(self.shape, text)
        if found is None:
            self.shape = self._shape_of(text)
            found = self._decoded(self.shape, text)
        self.failures = self.failures + 1 if found is None else 0
        return found

    def _decoded(self, shape: _Shape | None, text: bytes) -> Rows | None:
        if shape is None:
            return None
        try:
            found = shape.decode(text)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        starts = _starts(text)
        if len(starts) != len(found):
            return None
        if not _has_each_key_once(text, len(found) * len(shape.columns)):
            return None

        def values(at: int) -> dict[str, Any]:
            return dict(zip(shape.columns, shape.cells(found[at]), strict=True))

        return Rows(list(map(shape.key, found)), values, starts)

    def _shape_of(self, text: bytes) -> _Shape | None:
        """Learn from the first line what rows look like."""
        try:
            first = orjson.loads(text[: text.find(b"\n") + 1])
        except orjson.JSONDecodeError:
            return None
        if not isinstance(first, dict) or self.column not in first or len(first) < _FEWEST:
            return None
        columns = tuple(first)
        if any(orjson.dumps(column) != b'"' + column.encode() + b'"' for column in columns):
            return None
        names = [f"c{position}" for position in range(len(columns))]
        fields = [
            (name, Any, msgspec.field(name=column))
            for name, column in zip(names, columns, strict=True)
        ]
        made = msgspec.defstruct("Row", fields, gc=False, forbid_unknown_fields=True)
        deciding = [self.column, *(other for other in self.others if other in first)]
        key = attrgetter(*(names[columns.index(column)] for column in deciding))
        decoder = msgspec.json.Decoder(made)
        return _Shape(columns, decoder.decode_lines, key, attrgetter(*names))

    def _each(self, text: bytes) -> Rows | None:
        try:
            found = list(map(orjson.loads, BytesIO(text).readlines()))
        except orjson.JSONDecodeError:
            return None
        if set(map(type, found)) != {dict} or not _has_each_key_once(text, _keys_in(found)):
            return None
        try:
            keys = [self._key(row) for row in found]
        except KeyError:
            return None
        return Rows(keys, found.__getitem__, [])

    def _key(self, row: dict[str, Any]) -> Any:
        deciding = [row[column] for column in self.others if column in row]
        return (row[self.column], *deciding) if deciding else row[self.column]


def _keys_in(value: Any) -> int:
    """Return how many keys a value has with all inside it."""
    if isinstance(value, dict):
        return len(value) + sum(_keys_in(one) for one in value.values() if type(one) in _NESTED)
    return sum(_keys_in(one) for one in value if type(one) in _NESTED)


_NESTED = frozenset({dict, list})


def _starts(text: bytes) -> list[int]:
    """Return where each line begins, if each begins and ends with a brace; else nothing.

    Nothing but the end of one object and the beginning of the next can be around such a line end:
    so as many objects as lines are one in each.
    """
    found = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(found == _LINE_END)
    if not len(ends) or ends[-1] != len(found) - 1 or _RETURN in text:
        return []
    starts = np.concatenate(([0], ends[:-1] + 1))
    is_each = (found[starts] == _OPEN).all() and (found[ends - 1] == _CLOSE).all()
    return starts.tolist() if is_each else []


def _has_each_key_once(text: bytes, keys: int) -> bool:
    """Tell whether text, in which so many different keys were found, says none of them twice.

    A key ends in a quote without a backslash before its colon. Where white space might stand
    between the two, nothing is told.
    """
    found = np.frombuffer(text, dtype=np.uint8)
    colons = np.flatnonzero(found == _COLON)
    before, second = found[colons - 1], found[colons - 2]
    ends = before == _QUOTE
    count = int(np.count_nonzero(ends & (second != _BACKSLASH)))
    wide = (before <= _BLANK) & ((second == _QUOTE) | (second <= _BLANK))
    return count == keys and not wide.any()
