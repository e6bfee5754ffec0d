"""Row cells: the rows of a table with the cells that their verdicts give them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.parquet_undo import Changes
from schemactl.files.rewriting import GONE, Elements
from schemactl.migrate.row_verdicts import Sorted, first_rows
from schemactl.migrate.tally import Counts


class RowVerdict(NamedTuple):
    """What becomes of a row: its new cells, its counts, whether it leaves, and is queued."""

    cells: Mapping[str, Any]
    counts: Counts
    has_left: bool
    is_queued: bool


class Rewritten(NamedTuple):
    """The rows that stay, and what is not as before."""

    table: Any
    changes: Changes


def rewrite_rows(table: Any, found: Sorted[RowVerdict]) -> Rewritten:
    """Return the rows as their verdicts say. Raises SchemactlError where a cell cannot hold it."""
    has_left = np.array([one.has_left for one in found.verdicts], dtype=bool)
    has_new = np.array([bool(one.cells) for one in found.verdicts], dtype=bool) & ~has_left
    left, changed = has_left[found.which], has_new[found.which]
    if has_new.any():
        for column in _columns(table, found.verdicts):
            table = _with_new_cells(table, column, found)
    if left.any():
        table = table.filter(arrow().array(~left))
    return Rewritten(table, Changes(np.flatnonzero(left), np.flatnonzero(changed)))


def counts_of_rows(found: Sorted[RowVerdict]) -> Counts:
    """Return the counts of all rows."""
    numbers = np.bincount(found.which, minlength=len(found.verdicts)).tolist()
    counts: Counts = Counter()
    for verdict, number in zip(found.verdicts, numbers, strict=True):
        if number:
            for key, count in verdict.counts.items():
                counts[key] += count * number
    return counts


def top_column(table: Any, name: str) -> str:
    """Return the column of a table in which a cell stands; a dot may lead into it."""
    return name if name in table.column_names else name.partition(".")[0]


def _columns(table: Any, verdicts: Sequence[RowVerdict]) -> list[str]:
    names = (top_column(table, name) for verdict in verdicts for name in verdict.cells)
    return list(dict.fromkeys(names))


def _with_new_cells(table: Any, column: str, found: Sorted[RowVerdict]) -> Any:
    """Return the table with new cells in one column.

    Rows of one verdict have the same cells where verdicts change some, so the new column is
    made of one cell per verdict.
    """
    number = table.column_names.index(column)
    old = table.column(number)
    own = old.take(arrow().array(first_rows(found.which, len(found.verdicts))))
    own = own.combine_chunks()
    spots = np.arange(len(own))
    is_used = np.bincount(found.which, minlength=len(own)) > 0
    cells: list[Any] = []
    for spot, verdict in enumerate(found.verdicts):
        new = {n: v for n, v in verdict.cells.items() if top_column(table, n) == column}
        if new and is_used[spot] and not verdict.has_left:
            spots[spot] = len(own) + len(cells)
            cells.append(_new_cell(own[spot].as_py(), column, new))
    both = arrow().chunked_array([own, _as_column(cells, column, own.type)])
    taken = both.take(arrow().array(spots)).combine_chunks().take(arrow().array(found.which))
    return table.set_column(number, table.schema.field(number), taken)


def _new_cell(old: Any, column: str, new: Mapping[str, Any]) -> Any:
    for name, value in new.items():
        path = [] if name == column else name.split(".")[1:]
        old = _set(old, path, value)
    return old


def _set(old: Any, path: Sequence[str], value: Any) -> Any:
    if path:
        return {**old, path[0]: _set(old[path[0]], path[1:], value)}
    if isinstance(value, Elements):
        parts = [value.changes.get(position, part) for position, part in enumerate(old)]
        return [part for part in parts if part is not GONE]
    return None if value is GONE else value


def _as_column(cells: Sequence[Any], column: str, kind: Any) -> Any:
    if arrow().types.is_string(kind) or arrow().types.is_large_string(kind):
        cells = [None if cell is None else str(cell) for cell in cells]
    try:
        return arrow().array(cells, type=kind)
    except (arrow().ArrowException, TypeError):
        odd = next((cell for cell in cells if isinstance(cell, str)), cells[0])
        raise SchemactlError(
            f"column `{column}` holds {kind}, in which {odd!r} cannot stand",
            "give --out-label-as index or position, or make it a column of text first",
        ) from None
