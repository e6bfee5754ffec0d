"""The fast lane: lines of JSON that say what lines before them said are judged many at once.

A row is fast where the cells that decide (task, label, stamps, status …) were found clean in an
earlier row of the same columns, and its others (item, annotator, time, text) are of the usual
types. All else goes through the general lane, one by one: both lanes keep the same keys, times
and lengths, and so find the same.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, groupby, repeat
from typing import Any, NamedTuple

import numpy as np

from schemactl.data.check_run import CheckRun, count_key
from schemactl.data.fast_rows import Cells, Plan, Rows, read_rows
from schemactl.data.key_bag import Keys
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

    Times from `since` on are surely after the release of the stamp. An annotation that is `alone`
    is compared by one key only.
    """

    def __init__(self, annotation: Annotation, run: CheckRun | None) -> None:
        """Find how annotations are compared that differ in item, annotator and time only."""
        self.annotation = annotation
        self.task = annotation.task
        self.label = annotation.label
        self.since = ""
        if run is None:
            return
        self.since = run.surely_since(annotation.schema)
        self.is_single = self.task in run.singles
        self.is_limited = self.task in run.limits
        self.is_trigger = run.is_trigger(annotation)
        self.is_alone = self.is_single and not self.is_trigger


class _Shape(NamedTuple):
    """Rows of the same columns: how they are read, and the verdicts on their cells."""

    plan: Plan
    verdicts: dict[tuple[Any, ...], Verdict]


class Judged(NamedTuple):
    """Rows of which some are fast: which, with the verdicts on them and their cells."""

    fast: list[bool]
    verdicts: list[Any] = []
    cells: Cells | None = None
    # The cells that decide, of all rows, where they can be compared.
    deciding: Sequence[tuple[Any, ...]] | None = None


class FastLane:
    """Shows the lines of one file to a check, batch by batch."""

    def __init__(
        self,
        reader: TableRecords,
        run: CheckRun | None,
        take: Callable[[Rows, Judged], None],
        read: Callable[[Chunk], Iterator[Rows]] = read_rows,
    ) -> None:
        """Read rows as the reader does; `take` is shown those that are fast.

        Without a run nothing is checked: rows are fast where their cells are known.
        """
        self.roles = reader.columns
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
            if False in judged.fast:
                for position, line in rows.only([not is_fast for is_fast in judged.fast]):
                    placed = general(line)
                    if placed is not None and judged.deciding is not None:
                        self._learn(rows, judged.deciding[position], placed.annotation)
            if judged.cells is not None:
                self.take(rows, judged)
                if self.run is not None:
                    self._keep(self.run, judged.cells, judged.verdicts)
                count += len(judged.verdicts)
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
        odd = [not is_fast for is_fast in judged.fast]
        if judged.cells is not None and self.run is not None:
            suspects = iter(_suspects(self.run, judged.cells, judged.verdicts))
            odd = [is_odd or next(suspects) for is_odd in odd]
        for _, line in rows.only(odd):
            yield line

    def _judge(self, rows: Rows) -> Judged | None:
        """Tell which rows are fast; None where the lines have to be read otherwise."""
        if rows.columns is None:
            return None
        count = len(rows.positions)
        plan, known = self._shape(rows)
        cells = plan.cells(rows.columns, count)
        deciding = None if cells is None else plan.deciding_cells(rows.columns)
        if cells is None or deciding is None:
            return Judged([False] * count)
        try:
            verdicts = list(map(known.get, deciding))
        except TypeError:
            # A region or a list cannot be looked up.
            return Judged([False] * count)
        distinct = set(verdicts)
        latest = max((one.since for one in distinct if one is not None), default="")
        is_late = not latest or cells.times is None or min(cells.at) >= latest
        if is_late and None not in distinct:
            return Judged([True] * count, verdicts, cells, deciding)
        fast = [
            one is not None and (is_late or at >= latest)
            for one, at in zip(verdicts, cells.at, strict=True)
        ]
        found = [one for one in compress(verdicts, fast) if one is not None]
        return Judged(fast, found, cells.only(fast) if found else None, deciding)

    def _shape(self, rows: Rows) -> _Shape:
        shape = tuple(rows.columns or ())
        if shape not in self.shapes:
            if len(self.shapes) >= _MOST_SHAPES:
                self.shapes.clear()
            self.shapes[shape] = _Shape(Plan(shape, self.roles), {})
        return self.shapes[shape]

    def _learn(self, rows: Rows, deciding: tuple[Any, ...], annotation: Annotation) -> None:
        """Remember that cells are clean, where they are all that decides."""
        verdicts = self._shape(rows).verdicts
        if annotation.region is not None or annotation.attributes is not None:
            return
        # Values of a task that may have several answers are compared with each other.
        is_compared = self.run is not None and annotation.task not in self.run.singles
        if len(verdicts) < _MOST_VERDICTS and (annotation.value is None or not is_compared):
            verdicts[deciding] = Verdict(annotation, self.run)

    @staticmethod
    def _keep(run: CheckRun, cells: Cells, verdicts: list[Verdict]) -> None:
        """Keep what the general lane would keep of the same annotations."""
        distinct = set(verdicts)
        run.said.append(_said_keys(cells, verdicts, distinct))
        if cells.times is not None:
            run.pace.extend(cells.annotators, cells.times)
        if cells.lengths:
            run.measures.add_lengths(cells.lengths)
        if not any(one.is_limited or one.is_trigger for one in distinct):
            return
        for verdict, item, annotator, batch in zip(verdicts, *cells[:3], strict=True):
            if verdict.is_limited:
                key = count_key(item, annotator, batch)
                run.counts[str(verdict.task)].add(key)
            if verdict.is_trigger:
                run.triggers.add(hash(item))


def _first_line(rows: Rows) -> int:
    return rows.lines.line


def _read_otherwise(rows: Rows, general: General) -> None:
    for lines in rows.unread():
        general(lines)


def _suspects(run: CheckRun, cells: Cells, verdicts: list[Verdict]) -> list[bool]:
    """Tell which rows the first look suspects."""
    distinct = set(verdicts)
    found = run.suspects.said.which(_said_keys(cells, verdicts, distinct))
    if run.measures.are_texts_far_out(cells.lengths) or run.measures.is_hasty(cells.annotators):
        return [True] * len(found)
    if all(one.is_alone for one in distinct) and not len(run.suspects.items):
        return found
    each = zip(found, verdicts, *cells[:3], strict=True)
    return [is_found or run.is_suspect_item(one.task, *who) for is_found, one, *who in each]


def _said_keys(cells: Cells, verdicts: list[Verdict], distinct: set[Verdict]) -> Keys:
    """Return the same keys as `CheckRun.said_key`."""
    tasks = {one.task for one in distinct}
    named = repeat(*tasks) if len(tasks) == 1 else [one.task for one in verdicts]
    who = zip(cells.items, named, cells.annotators, cells.batches, strict=False)
    if all(one.is_single for one in distinct):
        return np.fromiter(map(hash, who), np.int64, len(verdicts))
    each = (
        hash(one) if verdict.is_single else hash((one, verdict.label))
        for one, verdict in zip(who, verdicts, strict=True)
    )
    return np.fromiter(each, np.int64, len(verdicts))
