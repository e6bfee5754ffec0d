"""The fast lane: lines of JSON that say what lines before them said are judged many at once.

A row is fast where the cells that decide (task, label, stamps, status …) were found clean in an
earlier row of the same columns, and its others (item, annotator, time, text) are of the usual
types. All else goes through the general lane, one by one: both lanes keep the same keys, times
and lengths, and so find the same.
"""

from collections.abc import Callable, Sequence
from itertools import compress, repeat
from typing import Any, NamedTuple

import numpy as np

from schemactl.data.check_run import CheckRun, count_key
from schemactl.data.fast_rows import Cells, Plan, Rows, read_rows
from schemactl.data.key_bag import Keys
from schemactl.data.placed import Placed
from schemactl.data.table_records import TableRecords
from schemactl.files.stream import Chunk
from schemactl.model.annotation import Annotation

# Takes lines through the general lane; returns the one annotation of a line that is clean.
General = Callable[[Chunk], Placed | None]

_MOST_VERDICTS = 2**16
_MOST_SHAPES = 2**10


class Verdict:
    """What rows with the same deciding cells say: nothing that is wrong.

    Times from `since` on are surely after the release of the stamp. An annotation that is `alone`
    is compared by one key only.
    """

    def __init__(self, annotation: Annotation, run: CheckRun) -> None:
        """Find how annotations are compared that differ in item, annotator and time only."""
        self.task = annotation.task
        self.label = annotation.label
        self.since = run.surely_since(annotation.schema)
        self.is_single = self.task in run.singles
        self.is_limited = self.task in run.limits
        self.is_trigger = run.is_trigger(annotation)
        self.is_alone = self.is_single and not self.is_trigger


class _Shape(NamedTuple):
    """Rows of the same columns: how they are read, and the verdicts on their cells."""

    plan: Plan
    verdicts: dict[tuple[Any, ...], Verdict]


class _Judged(NamedTuple):
    """Rows of which some are fast: which, with the verdicts on them and their cells."""

    fast: list[bool]
    verdicts: list[Any] = []
    cells: Cells | None = None
    # The cells that decide, of all rows, where they can be compared.
    deciding: Sequence[tuple[Any, ...]] | None = None


class FastLane:
    """Shows the lines of one file to a check, batch by batch."""

    def __init__(
        self, reader: TableRecords, run: CheckRun, items: Callable[[set[int]], None]
    ) -> None:
        """Read rows as the reader does; `items` takes the hashes of items."""
        self.roles = reader.columns
        self.run = run
        self.items = items
        self.shapes: dict[tuple[str, ...], _Shape] = {}

    def first(self, chunk: Chunk, general: General) -> int:
        """Take lines through the first look; return how many were fast."""
        count = 0
        for rows in read_rows(chunk):
            judged = self._judge(rows)
            if judged is None:
                general(rows.lines)
                continue
            if False in judged.fast:
                for position, line in rows.only([not is_fast for is_fast in judged.fast]):
                    placed = general(line)
                    if placed is not None and judged.deciding is not None:
                        self._learn(rows, judged.deciding[position], placed.annotation)
            if judged.cells is not None:
                self._keep(judged.cells, judged.verdicts)
                count += len(judged.verdicts)
        return count

    def second(self, chunk: Chunk, general: General) -> None:
        """Take the suspects among lines through the second look."""
        for rows in read_rows(chunk):
            judged = self._judge(rows)
            if judged is None:
                general(rows.lines)
                continue
            odd = [not is_fast for is_fast in judged.fast]
            if judged.cells is not None:
                suspects = iter(self._suspects(judged.cells, judged.verdicts))
                odd = [is_odd or next(suspects) for is_odd in odd]
            for _, line in rows.only(odd):
                general(line)

    def _judge(self, rows: Rows) -> _Judged | None:
        """Tell which rows are fast; None where the lines have to be read otherwise."""
        if rows.columns is None:
            return None
        count = len(rows.positions)
        plan, known = self._shape(rows)
        cells = plan.cells(rows.columns, count)
        deciding = None if cells is None else plan.deciding_cells(rows.columns)
        if cells is None or deciding is None:
            return _Judged([False] * count)
        try:
            verdicts = list(map(known.get, deciding))
        except TypeError:
            # A region or a list cannot be looked up.
            return _Judged([False] * count)
        distinct = set(verdicts)
        latest = max((one.since for one in distinct if one is not None), default="")
        is_late = not latest or cells.times is None or min(cells.at) >= latest
        if is_late and None not in distinct:
            return _Judged([True] * count, verdicts, cells, deciding)
        fast = [
            one is not None and (is_late or at >= latest)
            for one, at in zip(verdicts, cells.at, strict=True)
        ]
        found = [one for one in compress(verdicts, fast) if one is not None]
        return _Judged(fast, found, cells.only(fast) if found else None, deciding)

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
        if annotation.region is not None or annotation.attributes:
            return
        verdict = Verdict(annotation, self.run)
        is_few = len(verdicts) < _MOST_VERDICTS
        if is_few and (verdict.is_single or annotation.value is None):
            verdicts[deciding] = verdict

    def _keep(self, cells: Cells, verdicts: list[Verdict]) -> None:
        """Keep what the general lane would keep of the same annotations."""
        run = self.run
        distinct = set(verdicts)
        self.items(set(map(hash, cells.items)))
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

    def _suspects(self, cells: Cells, verdicts: list[Verdict]) -> list[bool]:
        """Tell which rows the first look suspects."""
        run = self.run
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
