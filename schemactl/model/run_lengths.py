"""Run lengths: masks as COCO writes them, read into stretches of painted pixels.

A mask of height h and width w is read column by column from the upper left; its counts are the
lengths of runs, of unpainted and painted pixels in turn, the first of unpainted ones. Compressed
counts are a text: from the fourth on, the difference to the count two before; each number in
groups of five bits, the lowest first, written as characters from 48, with a sixth bit where more
follow and the sign in the highest bit of the last group (as in COCO's published `maskApi`).
"""

import re

from schemactl.model.intervals import Interval, merged

Counts = list[int]
Painted = list[Interval]

# The characters of compressed counts.
TEXT = r"^[0-o]+$"
_TEXT = re.compile(r"[0-o]+\Z")
_FIRST = 48
_GROUP = 5
_MORE = 0x20
_SIGN = 0x10
_DIRECT = 3
# Twelve groups hold 60 bits; no picture has that many pixels.
_LONGEST = 12


def read_counts(counts: object) -> Counts | None:
    """Return the lengths of the runs; None where the value is no run lengths."""
    if isinstance(counts, str):
        return _decompressed(counts)
    if not isinstance(counts, list | tuple):
        return None
    if any(type(count) is not int or count < 0 for count in counts):
        return None
    return list(counts)


def _decompressed(text: str) -> Counts | None:
    if not _TEXT.match(text):
        return None
    counts: Counts = []
    position = 0
    while position < len(text):
        value, groups, more = 0, 0, True
        while more:
            if position >= len(text) or groups >= _LONGEST:
                return None
            bits = ord(text[position]) - _FIRST
            value |= (bits & 0x1F) << (_GROUP * groups)
            more = bool(bits & _MORE)
            position, groups = position + 1, groups + 1
            if not more and bits & _SIGN:
                value -= 1 << (_GROUP * groups)
        if len(counts) >= _DIRECT:
            value += counts[-2]
        if value < 0:
            return None
        counts.append(value)
    return counts


def painted(counts: Counts, size: tuple[int, int], corner: tuple[int, int], tall: int) -> Painted:
    """Return what a mask paints, as stretches of a picture that is `tall` pixels high.

    `size` is the mask's height and width, `corner` the x and y at which it lies in the picture.
    A pixel is x * tall + y, so that masks of one picture can be compared whatever their size.
    """
    height, (left, top) = size[0], corner
    found: Painted = []
    position = 0
    for turn, count in enumerate(counts):
        start, end = position, position + count
        position = end
        while turn % 2 and start < end:
            column, row = divmod(start, height)
            # A mask as high as the picture runs on from one column to the next.
            stop = end if height == tall else min(end, (column + 1) * height)
            first = (left + column) * tall + top + row
            found.append((first, first + stop - start))
            start = stop
    return merged(found)
