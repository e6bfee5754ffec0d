"""Text table: which of many known texts stand at places in bytes, found for all places at once.

Texts are compared as words of eight bytes, and looked up by a hash of these. No text has a zero
byte, as nothing has in JSON, so that what a word lacks is told from what it has.
"""

import operator
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemactl.files.even_rows import Numbers, Span, Words

LONGEST = 64

_WORD = 8
_FEWEST = 2**8
_SLOTS_PER_TEXT = 16
_GROWTH = 4
_BITS = 64
# The fraction of the golden ratio in so many bits, of which odd multiples make no pattern.
_GOLDEN = 0x9E3779B97F4A7C15


class TextTable:
    """Numbers combinations of texts, one text per column, in the order in which they come."""

    def __init__(self, columns: int) -> None:
        """Begin with no text."""
        self.numbers: dict[tuple[bytes, ...], int] = {}
        # How many words there are of each column.
        self.widths = [1] * columns
        self._make_room(_FEWEST)

    def add(self, texts: tuple[bytes, ...]) -> int:
        """Return the number of a new combination; no text in it is longer than `LONGEST`."""
        number = self.numbers[texts] = len(self.numbers)
        widths = [-(-len(one) // _WORD) for one in texts]
        if any(new > old for new, old in zip(widths, self.widths, strict=True)):
            self.widths = list(map(max, widths, self.widths))
            self._make_room(self.words.shape[1])
        elif number + 1 == self.words.shape[1]:
            self._make_room(_GROWTH * self.words.shape[1])
        else:
            self._insert(number, texts)
        return number

    def find(self, text: bytes, spans: Sequence[Span]) -> Numbers:
        """Return the number of the texts at each place; below 0 where it is not told.

        Nothing is told of texts that are not known, nor of some near the end of the bytes.
        """
        words, untold = self._words_at(text, spans)
        slots = self._slots_of(words)
        found: Numbers = self.slots[slots].astype(np.int64)
        wrong = np.flatnonzero(~self._are(found, words))
        for step in range(1, self.farthest + 1):
            if not len(wrong):
                break
            others = self.slots[(slots[wrong] + step) % len(self.slots)].astype(np.int64)
            are_right = self._are(others, [word[wrong] for word in words])
            found[wrong[are_right]] = others[are_right]
            wrong = wrong[~are_right]
        found[wrong] = -1
        for places in untold:
            found[places] = -1
        return found

    def _make_room(self, size: int) -> None:
        """Begin anew with tables of a size, and insert all that is known."""
        bits = (size * _SLOTS_PER_TEXT - 1).bit_length()
        count = sum(self.widths)
        self.shift = np.uint64(_BITS - bits)
        # Half as much memory as numbers take elsewhere, and most of a table are its slots.
        self.slots: NDArray[np.int32] = np.full(2**bits, -1, dtype=np.int32)
        self.farthest = 0
        self.plain_factors = [_GOLDEN * (2 * at + 1) % 2**_BITS for at in range(count)]
        self.factors: Words = np.array(self.plain_factors, dtype="<u8")
        self.masks = [_masks(at, width) for width in self.widths for at in range(width)]
        # The last place, to which empty slots lead, keeps the words of no text.
        self.words: Words = np.zeros((count, size), dtype="<u8")
        for texts, number in self.numbers.items():
            self._insert(number, texts)

    def _insert(self, number: int, texts: Sequence[bytes]) -> None:
        padded = b"".join(
            one.ljust(width * _WORD, b"\0") for one, width in zip(texts, self.widths, strict=True)
        )
        words = struct.unpack(f"<{len(self.plain_factors)}Q", padded)
        self.words[:, number] = words
        # As `_slots_of` has it, of one text.
        total = sum(map(operator.mul, words, self.plain_factors)) % 2**_BITS
        slot, way, slots = total >> int(self.shift), 0, self.slots
        while slots[(slot + way) % len(slots)] >= 0:
            way += 1
        slots[(slot + way) % len(slots)] = number
        self.farthest = max(way, self.farthest)

    def _words_at(self, text: bytes, spans: Sequence[Span]) -> tuple[list[Words], list[Any]]:
        """Return the words of texts, and the places where they are not those of the text."""
        every: Words = np.ndarray((len(text) - _WORD + 1,), "<u8", text, 0, (1,))
        words: list[Words] = []
        untold: list[Any] = []
        masks = iter(self.masks)
        for span, width in zip(spans, self.widths, strict=True):
            begins, sizes = span.begins, span.ends - span.begins
            are_long = sizes > width * _WORD
            if are_long.any():
                untold.append(are_long)
                sizes = np.where(are_long, 0, sizes)
            inside = int(np.searchsorted(begins, len(text) - width * _WORD, side="right"))
            if inside < len(begins):
                untold.append(slice(inside, None))
                begins = np.concatenate((begins[:inside], np.zeros_like(begins[inside:])))
            for at in range(0, width * _WORD, _WORD):
                words.append(every[begins + at] & next(masks)[sizes])
        return words, untold

    def _slots_of(self, words: Sequence[Words]) -> Numbers:
        hashes = words[0] * self.factors[0]
        for word, factor in zip(words[1:], self.factors[1:], strict=True):
            hashes += word * factor
        slots: Numbers = (hashes >> self.shift).astype(np.int64)
        return slots

    def _are(self, numbers: Numbers, words: Sequence[Words]) -> Any:
        """Tell for each number whether it is that of its words."""
        are_equal = self.words[0][numbers] == words[0]
        for known, word in zip(self.words[1:], words[1:], strict=True):
            are_equal &= known[numbers] == word
        return are_equal


def _masks(at: int, width: int) -> Words:
    """Return for each length of a text which bits of its word at a place are its own."""
    sizes = (min(max(size - at * _WORD, 0), _WORD) for size in range(width * _WORD + 1))
    return np.array([2 ** (size * _WORD) - 1 for size in sizes], dtype="<u8")
