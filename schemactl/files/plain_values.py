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
    text: bytes, lines: int, keys: int, texts: Sequence[Values], numbers: Sequence[Values]
) -> bool:
    """Tell whether values are texts or literals, others numbers or literals, each a whole value.

    `text` is UTF-8 without a backslash, of so many lines, with so many keys in all, whose quotes
    and those of texts are all that may be in it. False says nothing.
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    if np.count_nonzero(codes < _BLANK) != lines:
        return False
    quotes = 2 * keys
    for values in texts:
        found = _count_texts(codes, values)
        if found is None:
            return False
        quotes += 2 * found
    if np.count_nonzero(codes == _QUOTE) != quotes:
        return False
    return all(_are_numbers(text, codes, values) for values in numbers)


def _count_texts(codes: Codes, values: Values) -> int | None:
    """Return how many values are texts; None where others are no literals."""
    begins, ends = values
    are_texts = codes[begins] == _QUOTE
    if not are_texts.all():
        at = np.flatnonzero(~are_texts)
        if not _are_literals(codes, Values(begins[at], ends[at])):
            return None
        begins, ends = begins[are_texts], ends[are_texts]
    are_whole = (codes[ends - 1] == _QUOTE) & (ends - begins > 1)
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
    inside = int(np.searchsorted(begins, len(text) - _LONGEST - 1))
    if inside < len(begins):
        begins = np.minimum(begins, max(0, len(text) - _LONGEST - 1))
    are_negative = codes[begins] == _MINUS
    if are_negative.any():
        begins = begins + are_negative
    sizes = ends - begins
    are_right = (sizes > 0) & (sizes <= _LONGEST) & (codes[ends - 1] != _DOT)
    are_right[inside:] = False
    every: Words = np.ndarray((len(text) - _WORD + 1,), "<u8", text, 0, (1,))
    points: Any = 0
    for at in range(0, min(int(sizes.max(initial=1)), _LONGEST), _WORD):
        left = np.clip(sizes - at, 0, _WORD)
        word = (every[begins + at] & _OWN.take(left)) | _PADDING.take(left)
        if at == 0:
            are_right &= _begin_well(word, sizes)
        dots = word ^ _DOTS
        dots = (dots - _ONES) & ~dots & _TOPS
        points = points + np.bitwise_count(dots)
        # The byte of a point becomes that of a zero.
        word += (dots >> _SEVEN) * _STEP
        are_right &= _are_digits(word)
    are_right &= points <= 1
    return are_right


def _begin_well(word: Words, sizes: Numbers) -> Any:
    """Tell of the first word of each number whether a zero begins only what a point follows."""
    firsts = word & _LOW
    return (firsts != _POINT) & (
        (firsts != _NOUGHT) | (sizes == 1) | (word & _TWO == _NOUGHT_POINT)
    )


def _are_digits(word: Words) -> Any:
    """Tell of each word whether its bytes are digits: also with six more, they begin with 3."""
    return ((word & _HIGH) == _THREES) & (((word + _SIXES) & _HIGH) == _THREES)


_ONES, _TOPS, _DOTS = np.uint64(_BYTES), np.uint64(0x80 * _BYTES), np.uint64(_DOT * _BYTES)
_HIGH, _THREES, _SIXES = (np.uint64(one * _BYTES) for one in (0xF0, 0x30, 6))
_SEVEN, _STEP = np.uint64(7), np.uint64(_ZERO - _DOT)
_LOW, _TWO = np.uint64(0xFF), np.uint64(0xFFFF)
_POINT, _NOUGHT, _NOUGHT_POINT = np.uint64(_DOT), np.uint64(_ZERO), np.uint64(_ZERO + (_DOT << 8))
_OWN: Words = np.array([2 ** (8 * size) - 1 for size in range(_WORD + 1)], dtype="<u8")
_PADDING: Words = np.array(
    [_ZERO * _BYTES & ~(2 ** (8 * size) - 1) for size in range(_WORD + 1)], dtype="<u8"
)
