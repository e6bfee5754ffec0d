"""Brush strokes: masks as Label Studio packs them, row by row, to and from run lengths by column.

The bytes are a stream of bits, the highest first: 32 bits with the number of values, 5 bits with
their width less 1, four times 4 bits with widths of lengths less 1; then blocks of one bit that
tells whether a value repeats, two bits that choose a width, a length less 1 of that width, and
one value, or as many values as the length says (the format of the package @thi.ng/rle-pack, which
Label Studio names). Each pixel has four values, red, green, blue and alpha; painted is what has
alpha.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from schemactl.files.pixels import columns_of, rows_of

_VALUE_BITS = 8
_LENGTH_BITS = (3, 4, 9, 16)
_CHANNELS = 4
_PAINTED = 255
# A picture of 16,384 by 16,384.
_MOST_PIXELS = 2**28


class _Bits:
    """Numbers of some bits each, read from bytes."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, count: int) -> int:
        start, self.at = self.at, self.at + count
        if self.at > 8 * len(self.content):
            raise ValueError("the bits end too early")
        part = self.content[start // 8 : (self.at + 7) // 8]
        return int.from_bytes(part, "big") >> -self.at % 8 & (1 << count) - 1


def read_strokes(packed: Sequence[Any], width: int, height: int) -> list[int]:
    """Return run lengths by column, as COCO has them. Raises ValueError with the reason."""
    if not all(type(byte) is int and 0 <= byte <= _PAINTED for byte in packed):
        raise ValueError("`rle` is a list of bytes")
    bits = _Bits(bytes(packed))
    total = bits.take(32)
    if total != width * height * _CHANNELS or width * height > _MOST_PIXELS:
        raise ValueError(f"it is of {total // _CHANNELS} pixels, not of {width} x {height}")
    return columns_of(_painted(bits, total), width, height)


def _painted(bits: _Bits, total: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of painted pixels, row by row."""
    value_bits = bits.take(5) + 1
    widths = [bits.take(4) + 1 for _ in range(4)]
    at = 0
    while at < total:
        repeats = bits.take(1)
        end = at + 1 + bits.take(widths[bits.take(2)])
        if end > total:
            raise ValueError("it has more values than it says")
        if repeats:
            if bits.take(value_bits):
                # Alpha is the last of the four values of a pixel.
                yield at // _CHANNELS, end // _CHANNELS
        else:
            for place in range(at, end):
                if bits.take(value_bits) and place % _CHANNELS == _CHANNELS - 1:
                    yield place // _CHANNELS, place // _CHANNELS + 1
        at = end


class _Block(NamedTuple):
    length: int
    value: int


def write_strokes(counts: Sequence[int], width: int, height: int) -> list[int]:
    """Return the bytes of a mask that is given as run lengths by column."""
    number, size = 0, 0
    header = [(width * height * _CHANNELS, 32), (_VALUE_BITS - 1, 5)]
    header += [(bits - 1, 4) for bits in _LENGTH_BITS]
    parts = [*header]
    for block in _blocks(rows_of(counts, width, height), width * height):
        choice = next(i for i, bits in enumerate(_LENGTH_BITS) if block.length <= 1 << bits)
        parts += [(1, 1), (choice, 2), (block.length - 1, _LENGTH_BITS[choice])]
        parts.append((block.value, _VALUE_BITS))
    found = bytearray()
    for value, bits in parts:
        number = number << bits | value
        size += bits
        while size >= _VALUE_BITS:
            size -= _VALUE_BITS
            found.append(number >> size)
            number &= (1 << size) - 1
    if size:
        found.append(number << _VALUE_BITS - size)
    return list(found)


def _blocks(stretches: list[tuple[int, int]], pixels: int) -> Iterator[_Block]:
    at = 0
    for begin, end in [*stretches, (pixels, pixels)]:
        for length, value in ((begin - at, 0), (end - begin, _PAINTED)):
            left = length * _CHANNELS
            while left:
                most = min(left, 1 << _LENGTH_BITS[-1])
                yield _Block(most, value)
                left -= most
        at = end
