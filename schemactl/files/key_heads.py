"""Key heads: the bytes before the values of JSON objects, by which objects are told to be alike."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.files.even_rows import Codes, Numbers

Flags = NDArray[np.bool_]

# What stands before bytes that are looked at a word at a time, and behind them.
WORD = 8

_COLON, _QUOTE, _BACKSLASH, _BLANK = b':"\\ '
# The bytes before a value that begin with its key, from what divides it of the value before.
_HEAD = re.compile(rb'[{,][ \t\r\n]*"([^"\\]*)":[ \t\r\n]*')
_LONGEST_HEAD = 256
# Objects in each other, which are told by their keys.
_DEEPEST = 90


class Head(NamedTuple):
    """The bytes before a value, from the comma or the brace before its key.

    `is_inner` tells that it is the first key of an object that is the value of the key before.
    """

    text: bytes
    name: bytes
    gap: int
    is_inner: bool


def key_colons(codes: Codes, has_backslash: bool) -> Numbers | None:
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


def heads_of(wide: bytes, colons: list[int]) -> list[Head] | None:
    """Return the heads of the keys of an object; None where they are not told, or come twice."""
    found: list[Head] = []
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
        found.append(Head(head[0], head[1], before - colon - 1, is_object and bool(found)))
    is_flat = inner <= _DEEPEST
    return found if is_flat and len({head.name for head in found}) == len(colons) else None


def have_heads(wide: bytes, heads: list[Head], begins: list[Numbers]) -> Flags:
    """Tell of which objects the bytes before each value are those of its head."""
    words = np.ndarray((len(wide) - WORD + 1,), "<u8", wide, 0, (1,))
    have: Flags = np.ones(len(begins[0]), dtype=np.bool_)
    for at, (head, places) in enumerate(zip(heads, begins, strict=True)):
        size = len(head.text)
        for back in sorted({*range(size, WORD, -WORD), WORD}):
            known = head.text[max(0, size - back) :][:WORD]
            mask = (2 ** (8 * len(known)) - 1) << (8 * (WORD - len(known)))
            word = int.from_bytes(known.rjust(WORD, b"\0"), "little")
            found = words[places - back]
            have &= (found & np.uint64(mask) if len(known) < WORD else found) == np.uint64(word)
        if head.is_inner:
            have &= places - size == begins[at - 1]
    return have


def letters(heads: list[Head]) -> int:
    """Return how many letters E there are in the keys."""
    return sum(head.name.lower().count(b"e") for head in heads)
