"""Even objects: objects of a JSON list that are alike in their keys, with arrays of their places.

They have the same keys in the same order, with the same bytes between a value and the next key
and its value; so have the objects in them. Values may be anything. All that is told is proven
from the bytes; where it cannot be, nothing is told, and the objects are read otherwise.
"""

import re
from typing import Any, NamedTuple

import msgspec
import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.files.even_rows import Codes, Numbers, Span
from schemactl.files.json_structure import Nesting, outline

Flags = NDArray[np.bool_]

_COLON, _QUOTE, _BACKSLASH, _OPEN, _CLOSE, _LIST, _BLANK, _SMALL, _ZERO = b':"\\{}[ e0'
_DIGITS = 10
# The bit that small letters have set.
_TO_SMALL = 0x20
# The bytes before a value that begin with its key, from what divides it of the value before.
_HEAD = re.compile(rb'[{,][ \t\r\n]*"([^"\\]*)":[ \t\r\n]*')
_LONGEST_HEAD = 256
_WORD = 8
# What stands before the text: blanks for a word, and the bracket of the list.
_BEFORE = _WORD + 1
# A value of fewer bytes is no number beyond what a double holds, unless it has an exponent, and
# is not nested deeper than what is read one by one may be.
_SHORT = 200
_DEEPEST = 90
_MOST_SHAPES = 8
# So many batches in a row that are not even, and the rest is not expected to be.
_PATIENCE = 8


class EvenObjects(NamedTuple):
    """Where objects begin in a text, and the span of the value of one key in each of them.

    Blanks between a value and what follows are part of the value. `are_odd` tells of which
    objects nothing is told but where they begin.
    """

    starts: Numbers
    span: Span
    are_odd: Flags


class _Head(NamedTuple):
    """The bytes before a value, from the comma or the brace before its key.

    `is_inner` tells that it is the first key of an object that is the value of the key before.
    """

    text: bytes
    name: bytes
    gap: int
    is_inner: bool


class ObjectReader:
    """Reads objects; all have a key, which they have outermost."""

    def __init__(self, key: str) -> None:
        """Begin without knowing what objects look like."""
        self.key = key.encode()
        made = msgspec.defstruct("Told", [("told", Any, msgspec.field(name=key))], gc=False)
        self.decode = msgspec.json.Decoder(list[made]).decode  # type: ignore[valid-type]
        self.failures = 0

    def read(self, text: bytes) -> EvenObjects | None:
        """Return where objects with commas between them stand; None where they are not even."""
        if self.failures > _PATIENCE:
            return None
        found = self._read(text)
        self.failures = self.failures + 1 if found is None else 0
        return found

    def _read(self, text: bytes) -> EvenObjects | None:
        # What stands around it leaves room for words at both ends.
        wide = b"%s[%s]%s" % (b" " * _WORD, text, b" " * _WORD)
        count = self._count(wide)
        colons = _key_colons(np.frombuffer(wide, dtype=np.uint8), b"\\" in text) if count else None
        if colons is None or not len(colons):
            return None
        return self._alike(wide, colons, count) or self._mixed(wide, colons, count)

    def _alike(self, wide: bytes, colons: Numbers, count: int) -> EvenObjects | None:
        """Return the places of objects that are all alike.

        Each quote before a colon is that of a key, and all objects together have so many keys as
        the heads of all of them; one of the keys, of which each object has at least one, is among
        the heads once, so that each object has it once. An object begins with a key behind a
        brace: those of other heads stand behind the key whose value they are in. So the keys of
        each object are those of the heads, in their order, and none is there twice.
        """
        size, rest = divmod(len(colons), count)
        heads = self._heads(wide, colons[:size]) if not rest else None
        if heads is None:
            return None
        begins = [colons[at::size] + (1 + head.gap) for at, head in enumerate(heads)]
        starts = begins[0] - len(heads[0].text)
        in_keys = count * _letters(heads)
        if not _have(wide, heads, begins).all() or not _is_readable(wide, colons, starts, in_keys):
            return None
        return _told(starts, self._span(wide, heads, begins), np.zeros(count, dtype=np.bool_))

    def _mixed(self, wide: bytes, colons: Numbers, count: int) -> EvenObjects | None:
        """Return the places of objects that are alike in groups, else cut at their own brackets.

        Where each of them begins as the first one, what is said of `_alike` holds for all.
        """
        heads = _heads(wide, colons[:1].tolist())
        if heads is not None:
            size = len(heads[0].text)
            starts = np.flatnonzero(np.frombuffer(wide[:-size], dtype=np.uint8) == _OPEN)
            starts = starts[_have(wide, heads, [starts + size])]
            found = self._grouped(wide, colons, starts) if len(starts) == count else None
            if found is not None and not found.are_odd.any():
                return found
        opens = outline(wide[_BEFORE:-_BEFORE], Nesting(0, False)).opens
        starts = np.array(opens, dtype=np.int64) + _BEFORE
        return self._grouped(wide, colons, starts) if len(starts) == count else None

    def _grouped(self, wide: bytes, colons: Numbers, starts: Numbers) -> EvenObjects | None:
        """Return the places of objects by groups in which they are alike."""
        keys = np.searchsorted(colons, [*starts.tolist(), len(wide)])
        begins, ends = starts.copy(), starts.copy()
        are_odd = np.ones(len(starts), dtype=np.bool_)
        left = np.arange(len(starts))
        in_keys = 0
        for _ in range(_MOST_SHAPES):
            if len(left):
                heads = self._heads(wide, colons[keys[left[0]] : keys[left[0] + 1]])
                rows, span = self._group(wide, colons, keys, left, heads or [])
                in_keys += len(rows) * _letters(heads or [])
                begins[rows], ends[rows] = span
                are_odd[rows] = False
                left = left[1:][are_odd[left[1:]]]
        if not _is_readable(wide, colons, starts, -1 if len(left) else in_keys):
            return None
        return _told(starts, Span(begins, ends), are_odd)

    def _group(
        self, wide: bytes, colons: Numbers, keys: Numbers, left: Numbers, heads: list[_Head]
    ) -> tuple[Numbers, Span]:
        """Return which of the objects that are left have some heads, and their spans."""
        if not heads:
            return left[:0], Span(left[:0], left[:0])
        rows = left[keys[left + 1] - keys[left] == len(heads)]
        begins = [colons[keys[rows] + at] + (1 + head.gap) for at, head in enumerate(heads)]
        have = _have(wide, heads, begins)
        return rows[have], self._span(wide, heads, [one[have] for one in begins])

    def _heads(self, wide: bytes, colons: Numbers) -> list[_Head] | None:
        """Return the heads of an object that has the key; None where they are not told."""
        heads = _heads(wide, colons.tolist())
        if heads is None or self.key not in [head.name for head in heads]:
            return None
        return heads

    def _span(self, wide: bytes, heads: list[_Head], begins: list[Numbers]) -> Span:
        """Return where the value of the key begins, and where the next key, or a brace, does."""
        column = [head.name for head in heads].index(self.key)
        if column + 1 < len(heads):
            return Span(begins[column], begins[column + 1] - len(heads[column + 1].text))
        closes = np.flatnonzero(np.frombuffer(wide, dtype=np.uint8) == _CLOSE)
        return Span(begins[column], closes[np.searchsorted(closes, begins[column])])

    def _count(self, wide: bytes) -> int:
        """Return how many objects there are, each with the key outermost; 0 where others are."""
        try:
            if not wide.isascii():
                wide.decode()
            return len(self.decode(wide))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return 0


def _key_colons(codes: Codes, has_backslash: bool) -> Numbers | None:
    """Return the colons right behind quotes; None where a key may end otherwise."""
    colons: Numbers = np.flatnonzero(codes == _COLON)
    before = codes[colons - 1]
    are_keys = before == _QUOTE
    if are_keys.all() and not has_backslash:
        return colons
    second = codes[colons - 2]
    are_wide = (before <= _BLANK) & ((second == _QUOTE) | (second <= _BLANK))
    if are_wide.any() or (are_keys & (second == _BACKSLASH)).any():
        return None
    keys: Numbers = colons[are_keys]
    return keys


def _heads(wide: bytes, colons: list[int]) -> list[_Head] | None:
    """Return the heads of the keys of an object; None where they are not told, or come twice."""
    found: list[_Head] = []
    before = inner = 0
    for colon in colons:
        quote = wide.rfind(b'"', before, colon - 1)
        begin = len(wide[:quote].rstrip(b" \t\r\n")) - 1 if quote > 0 else -1
        head = _HEAD.match(wide, begin) if begin > 0 else None
        if head is None or len(head[0]) > _LONGEST_HEAD:
            return None
        is_object = head[0].startswith(b"{")
        # An object in a list would not be told from the objects of the outer list.
        if is_object != (not found) and not (is_object and begin == before):
            return None
        inner += is_object
        before = head.end()
        found.append(_Head(head[0], head[1], before - colon - 1, is_object and bool(found)))
    is_flat = inner <= _DEEPEST
    return found if is_flat and len({head.name for head in found}) == len(colons) else None


def _have(wide: bytes, heads: list[_Head], begins: list[Numbers]) -> Flags:
    """Tell of which objects the bytes before each value are those of its head."""
    words = np.ndarray((len(wide) - _WORD + 1,), "<u8", wide, 0, (1,))
    have: Flags = np.ones(len(begins[0]), dtype=np.bool_)
    for at, (head, places) in enumerate(zip(heads, begins, strict=True)):
        size = len(head.text)
        for back in sorted({*range(size, _WORD, -_WORD), _WORD}):
            known = head.text[max(0, size - back) :][:_WORD]
            mask = (2 ** (8 * len(known)) - 1) << (8 * (_WORD - len(known)))
            word = int.from_bytes(known.rjust(_WORD, b"\0"), "little")
            found = words[places - back]
            have &= (found & np.uint64(mask) if len(known) < _WORD else found) == np.uint64(word)
        if head.is_inner:
            have &= places - size == begins[at - 1]
    return have


def _letters(heads: list[_Head]) -> int:
    """Return how many letters E there are in the keys."""
    return sum(head.name.lower().count(b"e") for head in heads)


def _told(starts: Numbers, span: Span, are_odd: Flags) -> EvenObjects:
    return EvenObjects(starts - _BEFORE, Span(*(one - _BEFORE for one in span)), are_odd)


def _is_readable(wide: bytes, colons: Numbers, starts: Numbers, in_keys: int) -> bool:
    """Tell whether what was skipped has no number too large, and is not nested too deep.

    So many letters E are those of keys.
    """
    codes = np.frombuffer(wide, dtype=np.uint8)
    longest = max(int(np.diff(colons).max(initial=0)), len(wide) - int(colons[-1]))
    may_be_large = _may_have_exponents(codes, in_keys)
    if longest >= _SHORT:
        lists = np.flatnonzero(codes == _LIST)
        if int(np.diff(np.searchsorted(lists, starts), append=len(lists)).max()) > _DEEPEST:
            return False
        may_be_large = may_be_large or _may_have_long_numbers(codes)
    if may_be_large:
        try:
            orjson.loads(wide)
        except orjson.JSONDecodeError:
            return False
    return True


def _may_have_exponents(codes: Codes, in_keys: int) -> bool:
    are_letters = codes | _TO_SMALL == _SMALL
    if int(np.count_nonzero(are_letters)) == in_keys:
        return False
    return bool((codes[np.flatnonzero(are_letters) - 1] - _ZERO < _DIGITS).any())


def _may_have_long_numbers(codes: Codes) -> bool:
    """Tell whether there may be more digits in a row than a number that a double holds has."""
    # Coordinates may all be as long as one of these steps, but not as long as both.
    return all(_have_run(codes[::step] - _ZERO < _DIGITS) for step in (8, 7))


def _have_run(are_so: Flags) -> bool:
    """Tell whether there are 32 in a row: so many of 300 bytes in a row are looked at."""
    for width in (1, 2, 4, 8, 16):
        are_so = are_so[:-width] & are_so[width:]
    return bool(are_so.any())
