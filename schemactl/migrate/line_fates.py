"""Line fates: what becomes of rows of JSON that say the same in what decides, told by one of them.

The general lane judges the first such row. Where only the bytes of its label change, and no other
field decides, the same bytes give way in all of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.files.dataset import Record
from schemactl.files.datasets import jsonl
from schemactl.files.json_line import value_span
from schemactl.files.stream import Chunk
from schemactl.migrate.lane import TableLane
from schemactl.migrate.outcome import Outcome
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.record import FieldRecord
from schemactl.migrate.tally import Counts, Key

_BEYOND_64_BITS = 2.0**63


class Patch(NamedTuple):
    """The bytes of a label, without quotes, that give way to others; the same where it stays.

    `quoted` are the old ones with the quote behind them, `counted` is what one row counts as, and
    `times` how often each; `number` is its place among the patches.
    """

    number: int
    old: bytes
    new: bytes
    quoted: bytes
    counted: tuple[Key, ...]
    times: tuple[int, ...]


class Slow(NamedTuple):
    """Rows that go through the general lane."""

    is_slow: bool = True


class Conditional(NamedTuple):
    """A label of which the record decides, with what was learned by outcome.

    `answers` are the labels of a row with it.
    """

    task: str
    label: str | None
    answers: dict[str, list[str]]
    patches: dict[Outcome, Patch | Slow]


SLOW = Slow()
Fate = Patch | Conditional | Slow


class LineFates:
    """Learns the fates of rows of one file, in which all labels stand in one column."""

    # What the lane comes from where fates were sent without it.
    lend: Callable[[], TableLane]

    def __init__(self, path: Path, lane: TableLane, column: str) -> None:
        """Judge as the lane does."""
        self.path = path
        self.lane = lane
        self.column = column
        self.patches: list[Patch] = []
        self.times: dict[tuple[int, ...], tuple[int, ...]] = {}
        # What labels become by each of the patches.
        self.news: list[bytes] = []

    @cached_property
    def lane(self) -> TableLane:
        """What judges a row."""
        return self.lend()

    def without_lane(self) -> "LineFates":
        """Return what was learned, which can be sent; it serves without the lane."""
        found = copy(self)
        for name in ("lane", "lend"):
            vars(found).pop(name, None)
        return found

    def fate_of(self, line: Chunk) -> Fate:
        """Return what becomes of rows such as this one. Raises SchemactlError as the lane does."""
        record = self._record(line)
        found = [one for _, placed in self.lane.reader.answers_of(record) for one in placed]
        if len(found) != 1 or found[0].task is None or not found[0].is_known:
            return SLOW
        task, label = found[0].task, found[0].annotation.label
        if not task.has_labels:
            return SLOW
        if (task.id, label) in self.lane.migration.open:
            return Conditional(task.id, label, {task.id: [] if label is None else [label]}, {})
        return self._patch(record) or SLOW

    def decided(
        self, fate: Conditional, values: Mapping[str, Any], line: Callable[[], Chunk]
    ) -> Patch | None:
        """Return the patch of a row that decides itself; None for the general lane.

        `values` are at least the fields that conditions ask for.
        """
        for one in values.values():
            if type(one) is float and abs(one) >= _BEYOND_64_BITS:
                return None
        view = FieldRecord(values, fate.answers, self.lane.reader.columns)
        outcome = self.lane.migration.decide(fate.task, fate.label, view)
        learned = fate.patches.get(outcome)
        if learned is None:
            learned = fate.patches[outcome] = self._patch(self._record(line())) or SLOW
        return learned if isinstance(learned, Patch) else None

    def change(self, line: Chunk, writer: RangeWriter, ordinal: int) -> None:
        """Have the general lane change a row."""
        record = self._record(line)
        # The bytes of a mark of byte order are only told by the offset in the file.
        writer.add(self.lane.change(record), record.offset, len(record.raw), ordinal)

    def counts_of(self, rows: Mapping[int, int]) -> Counts:
        """Return what rows count as, told by the number of the patch that was their fate."""
        counts: Counts = Counter()
        for number, times in rows.items():
            patch = self.patches[number]
            for what, each in zip(patch.counted, patch.times, strict=True):
                counts[what] += each * times
        return counts

    def _record(self, line: Chunk) -> Record:
        [record] = jsonl.records(self.path, line, self.lane.layout)
        return record

    def _patch(self, record: Record) -> Patch | None:
        """Return what changes in rows such as this one, if it is the label alone."""
        change = self.lane.change(record)
        spelling = record.values[self.column]
        if change.has_left or change.entry is not None or len(change.splices) > 1:
            return None
        old = orjson.dumps(spelling)[1:-1] if isinstance(spelling, str) else b""
        new = old
        for begin, end, text in change.splices:
            is_text = old and text.startswith(b'"')
            if not is_text or (begin, end) != value_span(record.raw, [self.column]):
                return None
            new = text[1:-1]
        counts = change.counts
        times = tuple(counts.values())
        # Most rows count in one of a few ways.
        times = self.times.setdefault(times, times)
        number = len(self.patches)
        patch = Patch(number, old, new, old + b'"', tuple(counts), times)
        self.patches.append(patch)
        self.news.append(new)
        return patch
