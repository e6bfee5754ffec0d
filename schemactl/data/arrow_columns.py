"""Arrow columns: the cells of rows that Arrow has read, by columns."""

from functools import cached_property
from typing import Any

import numpy as np

from schemactl.data.check_pace import usual_clocks
from schemactl.data.coded import Coded, Which
from schemactl.data.key_bag import Keys
from schemactl.files.arrow import arrow, compute

_WIDTH = len("2026-01-31T09:30:00Z")


class ArrowColumns:
    """The columns of a table of texts, numbers and booleans."""

    def __init__(self, table: Any, is_escaped: bool) -> None:
        """Take a table in one chunk; `is_escaped` tells that a text has characters to escape."""
        self.table = table
        self.is_escaped = is_escaped

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.table.column_names)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.table)

    def _cells(self, column: str) -> Any:
        return self.table.column(self.names.index(column)).chunk(0)

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column; a float may be a whole number."""
        cells, pa = self._cells(column), arrow()
        types = {pa.string(): str, pa.int64(): int, pa.float64(): float, pa.bool_(): bool}
        found = {types[cells.type]} if cells.null_count < len(cells) else set()
        return found | {type(None)} if cells.null_count else found

    def coded(self, column: str) -> Coded:
        """Return the cells of a column."""
        found = self._cells(column).dictionary_encode()
        values, codes = found.dictionary.to_pylist(), found.indices
        if codes.null_count:
            codes = codes.fill_null(len(values))
            values.append(None)
        return Coded(values, codes.to_numpy().astype(np.int64))

    def texts(self, column: str) -> Coded:
        """Return the cells of a column as texts; what is null stays so."""
        values, codes = self.coded(column)
        return Coded([None if value is None else str(value) for value in values], codes)

    def times(self, column: str) -> Keys | None:
        """Return a column of texts as times, as `usual_times` does."""
        cells = self._cells(column)
        if cells.null_count:
            return None
        _, offsets, texts = cells.buffers()
        places = np.frombuffer(offsets, np.int32)[cells.offset : cells.offset + len(cells) + 1]
        if (np.diff(places) != _WIDTH).any():
            return None
        return usual_clocks(np.frombuffer(texts, np.uint8)[places[0] : places[-1]])

    def lengths(self, column: str) -> Keys:
        """Return the lengths of texts in characters; of nothing it is 0."""
        found = compute().utf8_length(self._cells(column)).fill_null(0)
        result: Keys = found.to_numpy().astype(np.int64)
        return result

    def are_plain(self) -> bool:
        """Tell whether `leaves` can write all rows: texts as they are, and no floats."""
        pa = arrow()
        return not self.is_escaped and pa.float64() not in self.table.schema.types

    def leaves(self, which: Which | None) -> list[bytes]:
        """Return rows, or some of them, as a leaf of their digest has them."""
        pieces: list[Any] = ["\0"]
        mark = "{"
        for column in sorted(self.names):
            cells = self._cells(column)
            some = cells if which is None else cells.filter(arrow().array(which))
            pieces += [f'{mark}"{column}":', _written(some)]
            mark = ","
        joined = compute().binary_join_element_wise(*pieces, "}", "")
        return list(joined.cast(arrow().binary()).to_pylist())


def _written(cells: Any) -> Any:
    """Return cells as JSON writes them."""
    pa, pc = arrow(), compute()
    if cells.type == pa.string():
        found = pc.binary_join_element_wise('"', cells, '"', "")
    else:
        found = cells.cast(pa.string())
    return found.fill_null("null")
