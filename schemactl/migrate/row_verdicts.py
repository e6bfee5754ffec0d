"""Verdicts on the rows of a table: rows whose deciding cells are the same are judged once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from schemactl.data.placed import Placed
from schemactl.data.table_records import TableRecords
from schemactl.files.arrow import arrow
from schemactl.files.dataset import Layout, Record, give_types
from schemactl.files.datasets.parquet import cells_of
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.outcome import Outcome, Place
from schemactl.migrate.record import FieldRecord

VerdictT = TypeVar("VerdictT")
Codes = NDArray[np.int64]

# Roles of which a cell decides by what it says, and those of which it decides by being there.
_SAYING = ("task", "label", "schema", "guideline", "status")
_STANDING = ("region", "value")
_MOST_REMEMBERED = 2**17
_OPEN = -1


class Sorted(NamedTuple, Generic[VerdictT]):
    """The verdicts on rows, and for each row the position of its own among them."""

    verdicts: list[VerdictT]
    which: Codes


class Rows(NamedTuple):
    """Rows of a file as an Arrow table, and the number of the first."""

    path: Path
    first: int
    table: Any
    layout: Layout

    def cells(self, positions: Sequence[int]) -> list[list[Any]]:
        """Return the cells of the rows at some positions, column by column."""
        taken = self.table.take(arrow().array(positions, type=arrow().int64()))
        return [cells_of(column.combine_chunks()) for column in taken.columns]

    def records(self, positions: Sequence[int]) -> Iterator[Record]:
        """Yield the rows at some positions as records."""
        names = self.table.column_names
        columns = self.cells(positions)
        for position, *row in zip(positions, *columns, strict=True):
            number = self.first + position
            values = dict(zip(names, row, strict=True))
            if self.layout.types:
                give_types(self.path, number, values, self.layout)
            yield Record(number, 0, b"", values)


class RowJudge(Generic[VerdictT]):
    """Judges the rows of one file, group by group.

    `judge` is asked once for all rows that say the same; where conditions look at fields of a
    row, it is asked once for all of these that come to the same outcomes.
    """

    def __init__(
        self,
        way: CompiledMigration,
        reader: TableRecords,
        judge: Callable[[Record], VerdictT],
    ) -> None:
        """Take what decides, how rows are read, and what judges a row."""
        self.way = way
        self.reader = reader
        self.judge = judge
        roles = reader.columns
        self.saying = _first_names(
            *(roles[role] for role in _SAYING if role in roles),
            *(column for _, column in reader.answers),
            *(column for wide in reader.wide for _, column in wide.layout.columns),
        )
        self.standing = _first_names(*(roles[role] for role in _STANDING if role in roles))
        self.asked = _first_names(*(roles.get(field, field) for field in way.fields))
        # By the cells that decide: verdicts, annotations that fields decide, verdicts on outcomes.
        self.settled: dict[tuple[Any, ...], VerdictT] = {}
        self.opened: dict[tuple[Any, ...], list[Placed]] = {}
        self.chosen: dict[tuple[tuple[Any, ...], tuple[Outcome, ...]], VerdictT] = {}

    def sort(self, rows: Rows) -> Sorted[VerdictT]:
        """Return the verdicts on rows."""
        which, keys = self._alike(rows.table)
        if len(self.settled) + len(self.opened) + len(self.chosen) > _MOST_REMEMBERED:
            self._forget()
        unknown = [
            code
            for code, key in enumerate(keys)
            if key not in self.settled and key not in self.opened
        ]
        first = first_rows(which, len(keys))
        for code, record in zip(unknown, rows.records(first[unknown].tolist()), strict=True):
            placed = self.reader.placed(record)
            if any(place in self.way.open for place in _places(placed)):
                self.opened[keys[code]] = placed
            else:
                self.settled[keys[code]] = self.judge(record)
        verdicts: list[VerdictT] = []
        spots = np.full(len(keys), _OPEN)
        for code, key in enumerate(keys):
            if key in self.settled:
                spots[code] = len(verdicts)
                verdicts.append(self.settled[key])
        found = spots[which]
        positions = np.flatnonzero(found == _OPEN)
        if len(positions):
            ways = {code: _Way(key, self.opened[key]) for code, key in self._open_keys(keys)}
            asked = [ways[code] for code in which[positions].tolist()]
            found[positions] = self._judge_each(rows, positions.tolist(), asked, verdicts)
        return Sorted(verdicts, found)

    def _open_keys(self, keys: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        return ((code, key) for code, key in enumerate(keys) if key in self.opened)

    def _forget(self) -> None:
        for known in (self.settled, self.opened, self.chosen):
            known.clear()

    def _alike(self, table: Any) -> tuple[Codes, list[tuple[Any, ...]]]:
        """Return a number per row, equal where all cells that decide are, and the cells of each."""
        which = np.zeros(table.num_rows, dtype=np.int64)
        keys: list[tuple[Any, ...]] = [()]
        for read, columns in ((codes_of, self.saying), (_codes_of_nulls, self.standing)):
            for column in _in_table(columns, table):
                codes, cells = read(table.column(column))
                if len(keys) == 1:
                    which, keys = codes, [(*keys[0], cell) for cell in cells]
                    continue
                pairs = arrow().array(which * len(cells) + codes).dictionary_encode()
                which = pairs.indices.to_numpy().astype(np.int64)
                both = [divmod(pair, len(cells)) for pair in pairs.dictionary.to_pylist()]
                keys = [(*keys[before], cells[own]) for before, own in both]
        return which, keys

    def _judge_each(
        self,
        rows: Rows,
        positions: Sequence[int],
        ways: Sequence["_Way"],
        verdicts: list[VerdictT],
    ) -> list[int]:
        """Return which verdicts the fields of some rows come to, and add those that are new."""
        view = _RowView(self._fields(rows, positions))
        decide = self.way.decide
        found = []
        for at, way in enumerate(ways):
            view.at, view.answers = at, way.answers
            outcomes = tuple([decide(task, label, view) for task, label in way.places])
            slot = way.slots.get(outcomes)
            if slot is None:
                slot = way.slots[outcomes] = len(verdicts)
                verdicts.append(self._choose(rows, positions[at], way.key, outcomes))
            found.append(slot)
        return found

    def _choose(
        self, rows: Rows, position: int, key: tuple[Any, ...], outcomes: tuple[Outcome, ...]
    ) -> VerdictT:
        known = self.chosen.get((key, outcomes))
        if known is None:
            [record] = rows.records([position])
            known = self.chosen[key, outcomes] = self.judge(record)
        return known

    def _fields(self, rows: Rows, positions: Sequence[int]) -> dict[str, list[Any]]:
        """Return the values that conditions ask for, of the rows at some positions."""
        columns = _in_table(self.asked, rows.table)
        taken = rows._replace(table=rows.table.select(columns))
        roles = self.reader.columns
        if rows.layout.types or any("." in name for name in self.asked):
            views = [FieldRecord(record.values, {}, roles) for record in taken.records(positions)]
            return {name: [view.field(name) for view in views] for name in self.way.fields}
        cells = dict(zip(columns, taken.cells(positions), strict=True))
        missing = [None] * len(positions)
        return {name: cells.get(roles.get(name, name), missing) for name in self.way.fields}


class _RowView:
    """A row of some columns, as conditions see it; one view goes from row to row."""

    def __init__(self, fields: Mapping[str, Sequence[Any]]) -> None:
        self.fields = fields
        self.answers: Mapping[str, Sequence[str]] = {}
        self.at = 0

    def field(self, name: str) -> Any:
        """Return the value of a field."""
        return self.fields[name][self.at]

    def labels(self, task: str) -> Sequence[str] | None:
        """Return the labels of a task."""
        return self.answers.get(task)


class _Way:
    """Rows that are alike but for what conditions ask: where they stand, and what became of some.

    `slots` leads from outcomes to the position of a verdict.
    """

    def __init__(self, key: tuple[Any, ...], placed: Sequence[Placed]) -> None:
        self.key = key
        self.places = _places(placed)
        self.answers = _answers(placed)
        self.slots: dict[tuple[Outcome, ...], int] = {}


def codes_of(column: Any) -> tuple[Codes, list[Any]]:
    """Return a number per cell of a column, and what can be looked up for each number."""
    kinds = arrow().types
    if kinds.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if kinds.is_primitive(kind) or kinds.is_string(kind) or kinds.is_large_string(kind):
        encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        return encoded.indices.to_numpy().astype(np.int64), cells_of(encoded.dictionary)
    numbers: dict[str, int] = {}
    codes = [
        numbers.setdefault(repr(cell), len(numbers)) for cell in cells_of(column.combine_chunks())
    ]
    return np.array(codes, dtype=np.int64), list(numbers)


def _codes_of_nulls(column: Any) -> tuple[Codes, list[Any]]:
    """Tell the cells that are there from those that are not."""
    return column.is_null().to_numpy().astype(np.int64), [False, True]


def first_rows(which: Codes, count: int) -> Codes:
    """Return the first row of each number below `count`; 0 for those that no row has."""
    first = np.zeros(count, dtype=np.int64)
    # Of equal places numpy keeps what is written last.
    first[which[::-1]] = np.arange(len(which))[::-1]
    return first


def _first_names(*columns: str) -> list[str]:
    return list(dict.fromkeys(columns))


def _in_table(columns: Sequence[str], table: Any) -> list[str]:
    """Return the columns of a table that hold what is meant; a dot may lead into one."""
    names = set(table.column_names)
    whole = (one if one in names else one.partition(".")[0] for one in columns)
    return [one for one in _first_names(*whole) if one in names]


def _answers(placed: Sequence[Placed]) -> dict[str, list[str]]:
    """Return the labels of a row by task; empty where nothing applies."""
    found: dict[str, list[str]] = {}
    for one in placed:
        if one.task is not None and one.is_known and one.task.has_labels:
            listed = found.setdefault(one.task.id, [])
            if one.annotation.label is not None:
                listed.append(one.annotation.label)
    return found


def _places(placed: Sequence[Placed]) -> list[Place]:
    """Return what is looked up of the annotations that the schema knows."""
    return [
        (one.task.id, one.annotation.label if one.task.has_labels else None)
        for one in placed
        if one.is_known and one.task
    ]
