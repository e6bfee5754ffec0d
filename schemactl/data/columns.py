"""Columns: the cells of rows that have the same columns, as whoever judges rows asks for them."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, Protocol

import numpy as np

from schemactl.data.check_pace import usual_times
from schemactl.data.coded import Coded, coded
from schemactl.data.key_bag import Keys

Row = dict[str, Any]

# An item and an answer.
_FEWEST = 2


class Columns(Protocol):
    """The cells of some rows that have the same columns."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that have a role, at least."""
        ...

    @property
    def count(self) -> int:
        """The number of rows."""
        ...

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column; NoneType is one of them."""
        ...

    def coded(self, column: str) -> Coded:
        """Return the cells of a column. Raises TypeError where one cannot be looked up."""
        ...

    def together(self, columns: Sequence[str]) -> Coded:
        """Return columns as one, in which each cell is a tuple. Raises TypeError as `coded`."""
        ...

    def items(self, column: str) -> Sequence[Any]:
        """Return the cell of each row."""
        ...

    def times(self, column: str) -> Keys | None:
        """Return a column of texts as times, as `usual_times` does."""
        ...

    def lengths(self, column: str) -> Keys:
        """Return the lengths of texts in characters; of nothing it is 0."""
        ...

    def cells(self) -> "CellColumns":
        """Return all columns, cell by cell."""
        ...


class CellColumns:
    """Columns of cells, read from rows that are objects with the same keys."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Take rows with two keys or more. Raises KeyError where one lacks a key of the first."""
        self.rows = rows
        self.names = tuple(rows[0])
        self.count = len(rows)
        self.tuples: list[tuple[Any, ...]] = list(map(itemgetter(*self.names), rows))

    @cached_property
    def named(self) -> dict[str, tuple[Any, ...]]:
        """The cells by column."""
        return dict(zip(self.names, zip(*self.tuples, strict=True), strict=True))

    @cached_property
    def all_kinds(self) -> set[type]:
        """The types of all cells."""
        return set(map(type, chain.from_iterable(self.tuples)))

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column."""
        if len(self.all_kinds) == 1:
            return self.all_kinds
        return set(map(type, self.named[column]))

    def coded(self, column: str) -> Coded:
        """Return the cells of a column. Raises TypeError where one cannot be looked up."""
        return coded(self.named[column])

    def together(self, columns: Sequence[str]) -> Coded:
        """Return columns as one, in which each cell is a tuple. Raises TypeError as `coded`."""
        return coded(list(zip(*map(self.named.__getitem__, columns), strict=True)))

    def items(self, column: str) -> Sequence[Any]:
        """Return the cell of each row."""
        return self.named[column]

    def times(self, column: str) -> Keys | None:
        """Return a column of texts as times, as `usual_times` does."""
        return usual_times(self.named[column])

    def lengths(self, column: str) -> Keys:
        """Return the lengths of texts in characters; of nothing it is 0."""
        found = [0 if text is None else len(text) for text in self.named[column]]
        return np.array(found, dtype=np.int64)

    def cells(self) -> "CellColumns":
        """Return all columns, cell by cell."""
        return self

    def texts(self, column: str) -> Coded:
        """Return the cells of a column as texts; what is null stays so."""
        # Of cells, true and 1 are equal.
        return coded([None if cell is None else str(cell) for cell in self.named[column]])


def columns_of(rows: Sequence[Row]) -> CellColumns | None:
    """Return the columns of rows; None where rows have different ones, or only one."""
    size = len(rows[0])
    if size < _FEWEST or set(map(len, rows)) != {size}:
        return None
    try:
        return CellColumns(rows)
    except KeyError:
        return None
