"""Coded: a column as its different cells, and which of them stands in each row; and items."""

from collections.abc import Sequence
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.data.key_bag import Keys

Codes = NDArray[np.int64]
Which = NDArray[np.bool_]

# Up to so many combinations are counted in a table; more are sorted.
_MOST_COUNTED = 2**16


class Coded(NamedTuple):
    """The different cells of a column, each of which stands somewhere, and a code per row."""

    values: Sequence[Any]
    codes: Codes

    def each(self) -> list[Any]:
        """Return the cell of each row."""
        return list(map(self.values.__getitem__, self.codes.tolist()))

    def only(self, which: Which) -> "Coded":
        """Return the cells of some rows."""
        codes = self.codes[which]
        stands = np.zeros(len(self.values), dtype=np.bool_)
        stands[codes] = True
        if stands.all():
            return Coded(self.values, codes)
        return Coded(list(compress(self.values, stands.tolist())), (np.cumsum(stands) - 1)[codes])

    def counts(self) -> list[tuple[Any, int]]:
        """Return each of the cells with the number of rows in which it stands."""
        found = np.bincount(self.codes, minlength=len(self.values)).tolist()
        return list(zip(self.values, found, strict=True))

    def hashes(self) -> Keys:
        """Return the hash of each row's cell."""
        return hashes(self.values)[self.codes]


class Items(NamedTuple):
    """The item of each row, and its hash, as Python has it."""

    texts: Sequence[str]
    hashes: Keys

    def only(self, which: Which) -> "Items":
        """Return the items of some rows."""
        return Items(list(compress(self.texts, which.tolist())), self.hashes[which])


def hashes(values: Sequence[Any]) -> Keys:
    """Return the hash of each value, as Python has it."""
    return np.fromiter(map(hash, values), np.int64, len(values))


def coded(cells: Sequence[Any]) -> Coded:
    """Return cells by their codes. Raises TypeError where one cannot be looked up."""
    known = dict.fromkeys(cells)
    for code, cell in enumerate(known):
        known[cell] = code
    found = np.fromiter(map(known.__getitem__, cells), np.int64, len(cells))
    return Coded(list(known), found)


def repeated(value: Any, count: int) -> Coded:
    """Return a column in which all rows have the same cell."""
    return Coded([value] if count else [], np.zeros(count, dtype=np.int64))


def together(columns: Sequence[Coded]) -> Coded:
    """Return columns as one, in which each cell is a tuple of those in the same row."""
    found = Coded([(value,) for value in columns[0].values], columns[0].codes)
    for column in columns[1:]:
        width = len(column.values)
        pairs, codes = compact(found.codes * width + column.codes, len(found.values) * width)
        values = [(*found.values[one // width], column.values[one % width]) for one in pairs]
        found = Coded(values, codes)
    return found


def compact(codes: Codes, most: int) -> tuple[list[int], Codes]:
    """Return the different codes, all below `most`, and for each row which of them it has."""
    if most > _MOST_COUNTED:
        different, found = np.unique(codes, return_inverse=True)
        return different.tolist(), found.astype(np.int64)
    stands = np.zeros(most, dtype=np.bool_)
    stands[codes] = True
    return np.flatnonzero(stands).tolist(), (np.cumsum(stands) - 1)[codes]
