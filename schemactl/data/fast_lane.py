"""The fast lane: lines of JSON that say what lines before them said are judged many at once.

A row is fast where the cells that decide (task, label, stamps, status …) were found clean in an
earlier row of the same columns, and its others (item, annotator, time, text) are of the usual
types. All else goes through the general lane, one by one: both lanes keep the same keys, times
and lengths, and so find the same.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from schemactl.data.check_run import CheckRun
from schemactl.data.coded import Coded, Which, hashes
from schemactl.data.fast_rows import Cells, Plan, Rows
from schemactl.data.key_bag import Keys
from schemactl.data.mixed_key import mixed_columns
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import OpenedFile
from schemactl.data.table_records import TableRecords
from schemactl.files.stream import Chunk
from schemactl.model.annotation import Annotation

# Takes lines through the general lane; returns the one annotation of a line that is clean.
General = Callable[[Chunk], Placed | None]

_OF_LINES = frozenset({"jsonl", "annotations"})
_MOST_VERDICTS = 2**16
_MOST_SHAPES = 2**10


def is_fast(opened: OpenedFile, options: DataOptions) -> bool:
    """Tell whether each line of the file answers by columns that are looked up as they are."""
    reader = opened.reader
    return (
        opened.format.NAME in _OF_LINES
        and isinstance(reader, TableRecords)
        # Annotations may be rows of Parquet, which are no lines.
        and bool(opened.head and opened.head[0].raw)
        and options.item_from is None
        and not (reader.answers or reader.wide or reader.dotted)
        and not options.layout().types
    )


class Verdict:
    """What rows with the same deciding cells say: nothing that is wrong.

    Times from `since` on, in milliseconds, are not before the release of the stamp.
    """

    def __init__(self, annotation: Annotation, run: CheckRun | None) -> None:
        """Find how annotations are compared that differ in item, annotator and time only."""
        self.annotation = annotation
        self.task = annotation.task
        self.label = annotation.label
        self.since = 0
        if run is None:
            return
        self.since = run.since(annotation.schema)
        self.is_single = self.task in run.singles
        self.is_limited = self.task in run.limits
        self.is_trigger = run.is_trigger(annotation)


class _Shape(NamedTuple):
    """Rows of the same columns: how they are read, and the verdicts on their cells."""

    plan: Plan
    verdicts: dict[tuple[Any, ...], Verdict]


class Judged(NamedTuple):
    """Rows of which some are fast: which, with the verdicts on them and their cells."""

    fast: Which
    verdicts: Coded | None = None
    cells: Cells | None = None
    # The cells that decide, of all rows, where they can be compared.
    deciding: Coded | None = None


class FastLane:
    """Shows the lines of one file to a check, batch by batch."""

    def __init__(
        self,
        roles: Mapping[str, str],
        run: CheckRun | None,
        take: Callable[[Rows, Judged], None],
        read: Callable[[Chunk], Iterator[Rows]],
    ) -> None:
        """Read rows by the columns of their roles; `take` is shown those that are fast.

        Without a run nothing is checked: rows are fast where their cells are known.
        """
        self.roles = roles
        self.run = run
        self.take = take
        self.read = read
        self.shapes: dict[tuple[str, ...], _Shape] = {}

    def first(self, chunk: Chunk, general: General) -> int:
        """Take lines through the first look; return how many were fast."""
        count = 0
        for rows in self.read(chunk):
            judged = self._judge(rows)
            if judged is None:
                _read_otherwise(rows, general)
                continue
            for position, line in rows.only((~judged.fast).tolist()):
                placed = general(line)
                if placed is not None and judged.deciding is not None:
                    values, codes = judged.deciding
                    self._learn(rows, values[codes[position]], placed.annotation)
            if judged.cells is not None and judged.verdicts is not None:
                self.take(rows, judged)
                if self.run is not None:
                    self._keep(self.run, judged.cells, judged.verdicts)
                count += len(judged.verdicts.codes)
        return count

    def second(self, chunk: Chunk, general: General) -> None:
        """Take the suspects among lines through the second look, in their order."""
        for _, same in groupby(self.read(chunk), key=_first_line):
            # Rows of different columns stand between each other.
            for line in sorted(line for rows in same for line in self._odd(rows)):
                general(line)

    def _odd(self, rows: Rows) -> Iterator[Chunk]:
        """Yield the lines that are not fast, and those that the first look suspects."""
        judged = self._judge(rows)
        if judged is None:
            yield from rows.unread()
            return
        odd = ~judged.fast
        if judged.cells is not None and judged.verdicts is not None and self.run is not None:
            odd[judged.fast] = _suspects(self.run, judged.cells, judged.verdicts)
        for _, line in rows.only(odd.tolist()):
            yield line

    def _judge(self, rows: Rows) -> Judged | None:
        """Tell which rows are fast; None where the lines have to be read otherwise."""
        columns = rows.columns
        if columns is None:
            return None
        nothing = np.zeros(columns.count, dtype=np.bool_)
        plan, known = self._shape(columns.names)
        try:
            cells, deciding = plan.cells(columns), plan.deciding_cells(columns)
            found = [] if deciding is None else list(map(known.get, deciding.values))
        except TypeError:
            # A region or a list cannot be looked up.
            return Judged(nothing)
        if cells is None or deciding is None:
            return Judged(nothing)
        fast = np.array([one is not None for one in found])[deciding.codes]
        since = np.array([0 if one is None else one.since for one in found])
        if cells.times is not None and since.any():
            fast &= cells.times >= since[deciding.codes]
        if fast.all():
            return Judged(fast, Coded(found, deciding.codes), cells, deciding)
        if not fast.any():
            return Judged(fast, deciding=deciding)
        verdicts = Coded(found, deciding.codes).only(fast)
        return Judged(fast, verdicts, cells.only(fast), deciding)

    def _shape(self, shape: tuple[str, ...]) -> _Shape:
        if shape not in self.shapes:
            if len(self.shapes) >= _MOST_SHAPES:
                self.shapes.clear()
            self.shapes[shape] = _Shape(Plan(shape, self.roles), {})
        return self.shapes[shape]

    def _learn(self, rows: Rows, deciding: tuple[Any, ...], annotation: Annotation) -> None:
        """Remember that cells are clean, where they are all that decides."""
        verdicts = self._shape(rows.columns.names if rows.columns is not None else ()).verdicts
        if annotation.region is not None or annotation.attributes is not None:
            return
        # Values of a task that may have several answers are compared with each other.
        is_compared = self.run is not None and annotation.task not in self.run.singles
        if len(verdicts) < _MOST_VERDICTS and (annotation.value is None or not is_compared):
            verdicts[deciding] = Verdict(annotation, self.run)

    @staticmethod
    def _keep(run: CheckRun, cells: Cells, verdicts: Coded) -> None:
        """Keep what the general lane would keep of the same annotations."""
        run.said.append(_said_keys(cells, verdicts))
        if cells.times is not None:
            run.pace.extend(cells.annotators, cells.times)
        if cells.lengths is not None:
            run.measures.add_lengths(cells.lengths)
        for task in {one.task for one in verdicts.values if one.is_limited}:
            run.counts[str(task)].append(_count_keys(cells)[_are_of(verdicts, task)])
        is_trigger = np.array([one.is_trigger for one in verdicts.values])[verdicts.codes]
        run.triggers.append(cells.items.hashes[is_trigger])


def _first_line(rows: Rows) -> int:
    return rows.lines.line


def _read_otherwise(rows: Rows, general: General) -> None:
    for lines in rows.unread():
        general(lines)


def _suspects(run: CheckRun, cells: Cells, verdicts: Coded) -> Which:
    """Tell which rows the first look suspects."""
    suspects, lengths = run.suspects, cells.lengths
    found = suspects.said.which(_said_keys(cells, verdicts))
    is_long = lengths is not None and run.measures.are_texts_far_out(lengths.tolist())
    if is_long or run.measures.is_hasty(cells.annotators.values):
        return np.ones_like(found)
    found |= suspects.items.which(cells.items.hashes)
    for task in {one.task for one in verdicts.values if one.is_limited}:
        # Repetitions do not count as choices: where there are any, all are counted again.
        is_again = len(suspects.said) > 0
        counted = suspects.counts[str(task)].which(_count_keys(cells))
        found |= _are_of(verdicts, task) & (is_again | counted)
    return found


def _are_of(verdicts: Coded, task: str | None) -> Which:
    """Tell which rows answer a task."""
    found: Which = np.array([one.task == task for one in verdicts.values])[verdicts.codes]
    return found


def _count_keys(cells: Cells) -> Keys:
    """Return the same keys as `count_key`."""
    return mixed_columns(cells.items.hashes, cells.annotators.hashes(), cells.batches.hashes())


def _said_keys(cells: Cells, verdicts: Coded) -> Keys:
    """Return the same keys as `CheckRun.said_key`."""
    tasks = hashes([one.task for one in verdicts.values])[verdicts.codes]
    who = (cells.items.hashes, tasks, cells.annotators.hashes(), cells.batches.hashes())
    alone = mixed_columns(*who)
    is_single = np.array([one.is_single for one in verdicts.values])
    if is_single.all():
        return alone
    labels = hashes([one.label for one in verdicts.values])[verdicts.codes]
    return np.where(is_single[verdicts.codes], alone, mixed_columns(*who, labels))
