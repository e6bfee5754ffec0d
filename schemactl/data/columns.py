"""Columns: the cells of rows that have the same columns, as whoever judges rows asks for them."""

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any, Protocol

import numpy as np

from schemactl.data.canonical_row import is_plain_column, plain_leaves
from schemactl.data.check_pace import usual_times
from schemactl.data.coded import Coded, Which, coded, together
from schemactl.data.key_bag import Keys

Row = dict[str, Any]


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
    """Columns of cells, read from rows that are objects."""

    def __init__(self, named: Mapping[str, tuple[Any, ...]], rows: Sequence[Row]) -> None:
        self.named = named
        self.rows = rows

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.named)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column."""
        return set(map(type, self.named[column]))

    def coded(self, column: str) -> Coded:
        """Return the cells of a column. Raises TypeError where one cannot be looked up."""
        return coded(self.named[column])

    def together(self, columns: Sequence[str]) -> Coded:
        """Return columns as one, in which each cell is a tuple. Raises TypeError as `coded`."""
        return together([self.coded(column) for column in columns])

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

    def are_plain(self) -> bool:
        """Tell whether no cell is written otherwise than as it is."""
        return all(map(is_plain_column, self.named.values()))

    def leaves(self, which: Which | None) -> list[bytes]:
        """Return rows, or some of them, as a leaf of their digest has them."""
        return plain_leaves(self.rows if which is None else list(compress(self.rows, which)))
