"""Even objects: objects of a JSON list that are alike in their keys, with arrays of their places.

They have the same keys in the same order, with the same bytes between a value and the next key
and its value; so have the objects in them. Values may be anything. All that is told is proven
from the bytes; where it cannot be, nothing is told, and the objects are read otherwise.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
import orjson

from schemactl.files.even_rows import Codes, Numbers, Span
from schemactl.files.json_structure import Nesting, outline
from schemactl.files.key_heads import (
    WORD,
    Flags,
    Head,
    have_heads,
    heads_of,
    key_colons,
    letters,
)

_OPEN, _CLOSE, _LIST, _SMALL, _ZERO = b"{}[e0"
_DIGITS = 10
# The bit that small letters have set.
_TO_SMALL = 0x20
# What stands before the text: blanks for a word, and the bracket of the list.
_BEFORE = WORD + 1
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
    objects nothing is told but where they begin. `beside` are the spans of the values of other
    keys: they begin below 0 where an object has no such key, and end where they begin where the
    value is an object with keys.
    """

    starts: Numbers
    span: Span
    are_odd: Flags
    beside: Sequence[Span] = ()


class ObjectReader:
    """Reads objects; all have a key, which they have outermost."""

    def __init__(self, key: str, beside: Sequence[str] = ()) -> None:
        """Begin without knowing what objects look like; tell of other keys, too."""
        self.key = key.encode()
        self.wanted = [self.key, *(other.encode() for other in beside)]
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
        wide = b"%s[%s]%s" % (b" " * WORD, text, b" " * WORD)
        count = self._count(wide)
        colons = key_colons(np.frombuffer(wide, dtype=np.uint8), b"\\" in text) if count else None
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
        in_keys = count * letters(heads)
        if not have_heads(wide, heads, begins).all() or not _is_readable(
            wide, colons, starts, in_keys
        ):
            return None
        return _told(starts, self._spans(wide, heads, begins), np.zeros(count, dtype=np.bool_))

    def _mixed(self, wide: bytes, colons: Numbers, count: int) -> EvenObjects | None:
        """Return the places of objects that are alike in groups, else cut at their own brackets.

        Where each of them begins as the first one, what is said of `_alike` holds for all.
        """
        heads = heads_of(wide, colons[:1].tolist())
        if heads is not None:
            size = len(heads[0].text)
            starts = np.flatnonzero(np.frombuffer(wide[:-size], dtype=np.uint8) == _OPEN)
            starts = starts[have_heads(wide, heads, [starts + size])]
            found = self._grouped(wide, colons, starts) if len(starts) == count else None
            if found is not None and not found.are_odd.any():
                return found
        opens = outline(wide[_BEFORE:-_BEFORE], Nesting(0, False)).opens
        starts = np.array(opens, dtype=np.int64) + _BEFORE
        return self._grouped(wide, colons, starts) if len(starts) == count else None

    def _grouped(self, wide: bytes, colons: Numbers, starts: Numbers) -> EvenObjects | None:
        """Return the places of objects by groups in which they are alike."""
        keys = np.searchsorted(colons, [*starts.tolist(), len(wide)])
        spans = [Span(starts.copy(), starts.copy()) for _ in self.wanted]
        are_odd = np.ones(len(starts), dtype=np.bool_)
        left = np.arange(len(starts))
        in_keys = 0
        for _ in range(_MOST_SHAPES):
            if len(left):
                heads = self._heads(wide, colons[keys[left[0]] : keys[left[0] + 1]])
                rows, found = self._group(wide, colons, keys, left, heads or [])
                in_keys += len(rows) * letters(heads or [])
                for span, one in zip(spans, found, strict=False):
                    span.begins[rows], span.ends[rows] = one
                are_odd[rows] = False
                left = left[1:][are_odd[left[1:]]]
        if not _is_readable(wide, colons, starts, -1 if len(left) else in_keys):
            return None
        return _told(starts, spans, are_odd)

    def _group(
        self, wide: bytes, colons: Numbers, keys: Numbers, left: Numbers, heads: list[Head]
    ) -> tuple[Numbers, list[Span]]:
        """Return which of the objects that are left have some heads, and their spans."""
        if not heads:
            return left[:0], []
        rows = left[keys[left + 1] - keys[left] == len(heads)]
        begins = [colons[keys[rows] + at] + (1 + head.gap) for at, head in enumerate(heads)]
        have = have_heads(wide, heads, begins)
        return rows[have], self._spans(wide, heads, [one[have] for one in begins])

    def _heads(self, wide: bytes, colons: Numbers) -> list[Head] | None:
        """Return the heads of an object that has the key; None where they are not told."""
        heads = heads_of(wide, colons.tolist())
        if heads is None or self.key not in [head.name for head in heads]:
            return None
        return heads

    def _spans(self, wide: bytes, heads: list[Head], begins: list[Numbers]) -> list[Span]:
        """Return where the values of keys begin, and where the next key, or a brace, does."""
        columns = {head.name: at for at, head in enumerate(heads)}
        found = []
        for name in self.wanted:
            column = columns.get(name)
            if column is None:
                nowhere = np.full_like(begins[0], -1)
                found.append(Span(nowhere, nowhere))
            elif column + 1 < len(heads):
                ends = begins[column + 1] - len(heads[column + 1].text)
                found.append(Span(begins[column], ends))
            else:
                closes = np.flatnonzero(np.frombuffer(wide, dtype=np.uint8) == _CLOSE)
                ends = closes[np.searchsorted(closes, begins[column])]
                found.append(Span(begins[column], ends))
        return found

    def _count(self, wide: bytes) -> int:
        """Return how many objects there are, each with the key outermost; 0 where others are."""
        try:
            if not wide.isascii():
                wide.decode()
            return len(self.decode(wide))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return 0


def _told(starts: Numbers, spans: Sequence[Span], are_odd: Flags) -> EvenObjects:
    span, *beside = (Span(one.begins - _BEFORE, one.ends - _BEFORE) for one in spans)
    return EvenObjects(starts - _BEFORE, span, are_odd, beside)


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
