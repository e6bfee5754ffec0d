"""JSON list parts: a list of objects larger than memory, cut where an object seems to end.

Whoever decodes a part proves the cut: what begins where an element may begin, and is a list once
it stands in brackets, ends where an element ends.
"""

import re
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

import numpy as np

from schemactl.files.json_structure import Nesting, outline

# What is longer is read otherwise, and refused.
_LONGEST = 2**28
# So few objects at a time stay in the cache of a processor, with what is decoded of them.
_SIZE = 2**18
_OPEN, _CLOSE = b"{}"
_BLANKS = rb"[ \t\r\n]*"
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?" + _BLANKS + rb"\[" + _BLANKS + rb"(?=\{)")
_NEXT = re.compile(_BLANKS + rb"," + _BLANKS + rb"(?=\{)")
_LAST = re.compile(_BLANKS + rb"\]" + _BLANKS + rb"\Z")


class Part(NamedTuple):
    """Bytes that end with an element of the list; `begin` is where the first one begins."""

    content: bytes
    begin: int


class ListParts:
    """Reads the rest of a list, from its beginning or from behind an element."""

    def __init__(self, file: BinaryIO, is_start: bool, size: int = _SIZE) -> None:
        """Begin where the file stands."""
        self.file = file
        self.size = size
        self.gap = _FIRST if is_start else _NEXT
        self.text = b""
        # What of the text was given out last.
        self.end = 0
        self.is_whole = False

    def next(self) -> Part | None:
        """Return the next part; None where no object follows, or it is not found where one ends."""
        if self.end:
            self.gap = _NEXT
        self.text = self.text[self.end :]
        return self._cut(_end_by_braces, _end_by_outline)

    def again(self) -> Part | None:
        """Return the same part, cut with regard to strings; the cut is right if the text is."""
        return self._cut(_end_by_outline)

    def last(self) -> bytes | None:
        """Return what closes the list, if that is all that follows."""
        rest = self.text[self.end :]
        return rest if self.is_whole and _LAST.match(rest) else None

    def _cut(self, *ways: Callable[[bytes, int], int | None]) -> Part | None:
        self.end = 0
        self._fill(self.size)
        while True:
            gap = self.gap.match(self.text)
            ends = (None if gap is None else end_of(self.text, gap.end()) for end_of in ways)
            end = next((one for one in ends if one is not None), None)
            if gap is not None and end is not None:
                self.end = end
                return Part(self.text[:end], gap.end())
            if self.is_whole or len(self.text) > _LONGEST:
                return None
            self._fill(2 * len(self.text))

    def _fill(self, size: int) -> None:
        """Have so many bytes at hand, or all there are."""
        while not self.is_whole and len(self.text) < size:
            block = self.file.read(size - len(self.text))
            self.text += block
            self.is_whole = not block


def _end_by_braces(text: bytes, begin: int) -> int | None:
    """Return the last place where as many objects were closed as were opened.

    Braces in strings count, too: for most data there are none, or as many of both.
    """
    codes = np.frombuffer(text, dtype=np.uint8, offset=begin)
    # Ten times faster than counting bytes that are frequent in a text.
    depth = int(np.count_nonzero(codes == _OPEN)) - int(np.count_nonzero(codes == _CLOSE))
    at = len(text)
    while True:
        opening, closing = text.rfind(b"{", begin, at), text.rfind(b"}", begin, at)
        if closing < 0:
            return None
        if closing > opening and not depth:
            return closing + 1
        depth += 1 if closing > opening else -1
        at = max(opening, closing)


def _end_by_outline(text: bytes, begin: int) -> int | None:
    """Return the last place where an object ends that is in no other one, and in no string."""
    end = len(text)
    while text.endswith(b"\\", begin, end):
        end -= 1
    closes = outline(text[begin:end], Nesting(0, False)).closes
    return begin + closes[-1] if closes else None
