"""COCO places: which kinds of regions annotations have, told by the bytes of many at once.

A box is four values; an outline is lists of an even number of values each; a mask is an object.
Where that is not sure, a kind is one that an annotation may have.
"""

from itertools import product

import numpy as np

from schemactl.files.even_objects import EvenObjects
from schemactl.files.even_rows import Numbers, Span
from schemactl.files.key_heads import Flags

# The keys of regions, as `ObjectReader` is to tell of them.
KEYS = ("bbox", "segmentation", "keypoints")

_OPEN, _CLOSE, _COMMA, _NULL = b"[],n"
_OTHERS = b'{}"'
# What each key may come to, by the number that is told of it: the last one is not sure.
_BOXES = (("",), ("box",), ("", "box"))
_OUTLINES = (("",), ("mask",), ("polygon",), ("", "mask", "polygon"))
_POINTS = (("",), ("", "keypoints"))
_CHOICES = tuple(product(_BOXES, _OUTLINES, _POINTS))
# Of annotations of which nothing is told.
ANY = len(_CHOICES) - 1


def kinds_of(code: int) -> list[tuple[str, ...]]:
    """Return the kinds of regions that annotations of a code may have, in their order."""
    return [tuple(filter(None, found)) for found in product(*_CHOICES[code])]


def codes_of(text: bytes, found: EvenObjects) -> Numbers:
    """Return the code of each annotation."""
    marks = _Marks(text)
    box, outline, points = (_Value(marks, span) for span in found.beside)
    boxes = np.where(box.are_empty, 0, np.where(box.have(3, 1), 1, 2))
    are_outlines = outline.are_outlines()
    outlines = np.select([outline.are_empty, outline.are_objects, are_outlines], [0, 1, 2], 3)
    many = np.where(points.are_empty, 0, 1)
    codes: Numbers = (boxes * len(_OUTLINES) + outlines) * len(_POINTS) + many
    codes[found.are_odd] = ANY
    return codes


class _Marks:
    """Where brackets, commas, and what makes values more than lists of numbers stand in a text."""

    def __init__(self, text: bytes) -> None:
        self.codes = codes = np.frombuffer(text, dtype=np.uint8)
        self.opens, self.closes, self.commas = (
            np.flatnonzero(codes == one) for one in (_OPEN, _CLOSE, _COMMA)
        )
        self.others = np.flatnonzero(np.isin(codes, list(_OTHERS)))


class _Value:
    """The values of one key."""

    def __init__(self, marks: _Marks, span: Span) -> None:
        self.marks = marks
        self.span = span
        begins = np.maximum(span.begins, 0)
        first, second = marks.codes[begins], marks.codes[begins + 1]
        are_there = span.begins >= 0
        self.are_objects: Flags = are_there & (span.begins == span.ends)
        self.are_lists: Flags = are_there & (first == _OPEN)
        self.are_empty: Flags = (
            ~are_there | (first == _NULL) | (self.are_lists & (second == _CLOSE))
        )

    def have(self, commas: int, lists: int) -> Flags:
        """Tell which values are so many lists, the outer one among them, with so many commas."""
        are_lists: Flags = self._count(self.marks.opens) == lists
        are_so: Flags = self._count(self.marks.commas) == commas
        return self._are_plain() & are_lists & are_so

    def are_outlines(self) -> Flags:
        """Tell which values are lists of lists, each with an even number of values."""
        marks, span = self.marks, self.span
        # Commas in lists that hold none, by the places of their brackets.
        inner = np.searchsorted(marks.opens, marks.closes) - 1
        are_inner = (inner >= 0) & (np.diff(inner, prepend=-1) > 0)
        begins, ends = marks.opens[inner[are_inner]], marks.closes[are_inner]
        commas = np.searchsorted(marks.commas, ends) - np.searchsorted(marks.commas, begins)
        first, last = np.searchsorted(begins, span.begins), np.searchsorted(begins, span.ends)
        count = last - first
        sums = np.concatenate(([0], np.cumsum(commas)))
        odds = np.concatenate(([0], np.cumsum(commas % 2)))
        are_even: Flags = odds[last] - odds[first] == count
        between = self._count(marks.commas) - (sums[last] - sums[first])
        are_lists: Flags = (self._count(marks.opens) == count + 1) & (between == count - 1)
        return self._are_plain() & are_lists & are_even

    def _are_plain(self) -> Flags:
        are_plain: Flags = self.are_lists & (self._count(self.marks.others) == 0)
        return are_plain

    def _count(self, places: Numbers) -> Numbers:
        begins, ends = self.span
        found: Numbers = np.searchsorted(places, ends) - np.searchsorted(places, begins)
        return found
