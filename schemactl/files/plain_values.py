"""Plain values: texts without escapes, short numbers, true, false and null, proven many at a time.

What is proven here need not be decoded. What is not may be JSON all the same.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Codes = NDArray[np.uint8]
Words = NDArray[np.uint64]

_QUOTE, _BLANK, _DOT, _MINUS, _ZERO = b'" .-0'
_WORD = 8
# Longer numbers, which may be too large to be one, are decoded.
_LONGEST = 3 * _WORD
# So many of all numbers may be written in another way, and are decoded each by itself.
_SHARE = 2**-6
_BYTES = 0x0101010101010101
_LITERALS = {4: (b"true", b"null"), 5: (b"false",)}
_DECODE = msgspec.json.Decoder(int | float | bool | None).decode


class Values(NamedTuple):
    """Where the values of a column begin and end, one per row, in rising order."""

    begins: Numbers
    ends: Numbers


def are_plain(
    text: bytes,
    lines: int,
    keys: int,
    texts: Sequence[Values],
    numbers: Sequence[Values],
    are_closed: bool = False,
) -> bool:
    """Tell whether values are texts or literals, others numbers or literals, each a whole value.

    `text` is UTF-8 without a backslash, of so many lines, with so many keys in all, whose quotes
    and those of texts are all that may be in it. That texts end with a quote may be known.
    False says nothing.
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    if np.count_nonzero(codes < _BLANK) != lines:
        return False
    quotes = 2 * keys
    for values in texts:
        found = _count_texts(codes, values, are_closed)
        if found is None:
            return False
        quotes += 2 * found
    if np.count_nonzero(codes == _QUOTE) != quotes:
        return False
    return all(_are_numbers(text, codes, values) for values in numbers)


def _count_texts(codes: Codes, values: Values, are_closed: bool) -> int | None:
    """Return how many values are texts; None where others are no literals."""
    begins, ends = values
    are_texts = codes[begins] == _QUOTE
    if not are_texts.all():
        at = np.flatnonzero(~are_texts)
        if not _are_literals(codes, Values(begins[at], ends[at])):
            return None
        begins, ends = begins[are_texts], ends[are_texts]
    are_whole = ends - begins > 1
    if not are_closed:
        are_whole &= codes[ends - 1] == _QUOTE
    return len(begins) if are_whole.all() else None


def _are_literals(codes: Codes, values: Values) -> bool:
    sizes = values.ends - values.begins
    found = 0
    for size, words in _LITERALS.items():
        begins = values.begins[sizes == size]
        letters = codes[begins[:, None] + np.arange(size)]
        for word in words:
            found += int((letters == np.frombuffer(word, dtype=np.uint8)).all(axis=1).sum())
    return found == len(sizes)


def _are_numbers(text: bytes, codes: Codes, values: Values) -> bool:
    """Tell whether values are numbers or literals; those of another form are decoded."""
    are_open = ~_are_decimals(text, codes, values)
    count = np.count_nonzero(are_open)
    if count > 1 + len(are_open) * _SHARE:
        return False
    try:
        for at in np.flatnonzero(are_open).tolist():
            _DECODE(text[values.begins[at] : values.ends[at]])
    except msgspec.MsgspecError:
        return False
    return True


def _are_decimals(text: bytes, codes: Codes, values: Values) -> Any:
    """Tell of each value whether it is digits, perhaps with a sign and a point among them."""
    begins, ends = values
    if len(text) < 2 * _LONGEST:
        return np.zeros(len(begins), dtype=np.bool_)
    are_right = _are_unsigned(text, begins, ends)
    if not are_right.all():
        are_negative = codes[begins] == _MINUS
        if are_negative.any():
            return _are_unsigned(text, begins + are_negative, ends)
    return are_right


def _are_unsigned(text: bytes, begins: Numbers, ends: Numbers) -> Any:
    """Tell of each value whether it is digits, perhaps with a point among them.

    Bytes are looked at as they differ from a zero: a digit is what it means, and a byte that a
    shift fills is a digit. Nothing good is told of values near the beginning.
    """
    sizes = ends - begins
    longest = int(sizes.max(initial=1))
    are_right = (sizes > 0) & (sizes <= _LONGEST)
    every: Words = np.ndarray((len(text) - _WORD + 1,), "<u8", text, 0, (1,))
    points: Any = None
    for behind in range(_WORD, min(longest, _LONGEST) + _WORD, _WORD):
        word = every[ends - behind] ^ _ZEROS
        if behind == _WORD:
            lasts = word >> _TO_LAST
        word >>= _shifts(sizes, behind, longest)
        others = (word + _BEYOND_NINE | word) & _TOPS
        if others.any():
            others >>= _SEVEN
            are_right &= word & (others * _LOW) == others * _POINT
            found = np.bitwise_count(others)
            points = found if points is None else points + found
    are_right[: np.searchsorted(ends, behind)] = False
    if points is not None:
        are_right &= (points <= 1) & (lasts != _POINT)
    if longest > _WORD:
        word = np.ndarray((len(text) - 1,), "<u2", text, 0, (1,))[begins] ^ _ZEROS
    return are_right & _begin_well(word, sizes)


def _shifts(sizes: Numbers, behind: int, longest: int) -> Words:
    """Return by how many bits words, so many bytes before the end, hold what is no value."""
    shifts = 8 * behind - 8 * sizes
    return (shifts if longest <= _WORD else np.clip(shifts, 0, 8 * _WORD)).view(np.uint64)


def _begin_well(word: Words, sizes: Numbers) -> Any:
    """Tell of the first word of each number whether a zero begins only what a point follows."""
    firsts = word & _LOW
    return (firsts != _POINT) & ((firsts != 0) | (sizes == 1) | (word & _TWO == _NOUGHT_POINT))


_ZEROS, _BEYOND_NINE, _TOPS = (np.uint64(one * _BYTES) for one in (_ZERO, 0x80 - 10, 0x80))
_SEVEN, _TO_LAST = np.uint64(7), np.uint64(8 * (_WORD - 1))
_LOW, _TWO = np.uint64(0xFF), np.uint64(0xFFFF)
_POINT, _NOUGHT_POINT = np.uint64(_DOT ^ _ZERO), np.uint64((_DOT ^ _ZERO) << 8)
