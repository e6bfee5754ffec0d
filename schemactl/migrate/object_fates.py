"""Object fates: what becomes of objects of a list by the value that decides, learned once.

The general lane judges an object for each such value. Where its label and its task would be the
same at every kind of place, and no record decides of them, the bytes of the value give way in all
objects that have it.
"""

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.even_objects import EvenObjects
from schemactl.files.even_rows import Numbers
from schemactl.files.rewriting import RunRewriting
from schemactl.files.text_table import LONGEST, TextTable
from schemactl.migrate.lane import Change, DocumentLane
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.tally import Counts, Key

_MOST_VALUES = 2**16
# What an object may say of where it stands, by the types of tasks.
_PLACES = tuple(
    tuple(one for one in found if one)
    for found in product(("", "box"), ("", "polygon", "mask"), ("", "keypoints"))
)


class Patch(NamedTuple):
    """A value that gives way to another, the same where it stays, with the counts of an object."""

    old: bytes
    new: bytes
    counts: tuple[tuple[Key, int], ...]


class ObjectFates:
    """Learns the fates of the objects of one list; no patch is for the general lane."""

    def __init__(self, lane: DocumentLane, rewriting: RunRewriting) -> None:
        """Judge as the lane does, with its rewriting."""
        self.lane = lane
        self.rewriting = rewriting
        self.table = TextTable(1)
        self.learned: list[Patch | None] = []
        # What stands there, and what becomes of it.
        self.olds: list[bytes] = []
        self.news: list[bytes] = []
        self.seen: Numbers = np.zeros(0, dtype=np.int64)
        self.are_slow: Any = np.empty(0, dtype=np.bool_)
        self.are_touched: Any = np.empty(0, dtype=np.bool_)

    def numbers(
        self, text: bytes, found: EvenObjects, record_at: Callable[[int], Record]
    ) -> Numbers | None:
        """Return the numbers of the fates of objects; None where values are many, or long."""
        numbers = self.table.find(text, [found.span])
        for at in np.flatnonzero(numbers < 0).tolist():
            value = text[found.span.begins[at] : found.span.ends[at]]
            number = self.table.numbers.get((value,))
            if number is None:
                if len(self.learned) >= _MOST_VALUES or len(value) > LONGEST:
                    return None
                patch = None
                if not found.are_odd[at]:
                    begin = int(found.span.begins[at] - found.starts[at])
                    patch = self._patch(record_at(at), value, begin)
                self.learned.append(patch)
                self.olds.append(value)
                self.news.append(value if patch is None else patch.new)
                number = self.table.add((value,))
            numbers[at] = number
        if len(self.seen) < len(self.learned):
            self.seen = np.concatenate(
                (self.seen, np.zeros(len(self.learned) - len(self.seen), dtype=np.int64))
            )
            self.are_slow = np.array([one is None for one in self.learned])
            self.are_touched = np.array(
                [one is not None and one.old != one.new for one in self.learned]
            )
        return numbers

    def count(self, numbers: Numbers) -> None:
        """Count objects by the numbers of their fates."""
        self.seen += np.bincount(numbers, minlength=len(self.seen))

    def settle(self, counts: Counts) -> None:
        """Add the counts of objects since the last time."""
        for number in np.flatnonzero(self.seen).tolist():
            patch = self.learned[number]
            if patch is not None:
                for key, each in patch.counts:
                    counts[key] += each * int(self.seen[number])
        self.seen[:] = 0

    def replace(self, numbers: Numbers, begins: Numbers, writer: RangeWriter) -> None:
        """Let values give way to others, by the numbers of their fates."""
        if len(numbers):
            listed = numbers.tolist()
            olds = list(map(self.olds.__getitem__, listed))
            writer.replace_all(begins, olds, list(map(self.news.__getitem__, listed)))

    def _patch(self, record: Record, value: bytes, begin: int) -> Patch | None:
        """Return what changes in all objects with a value; None where more than that decides."""
        said = {self._said(one) for one in _placed(record)}
        if len(said) > 1 or said & self.lane.migration.open.keys():
            return None
        try:
            with self.rewriting.aside():
                return _told(self.lane.change(record), value, begin)
        except SchemactlError:
            # Told when its turn has come.
            return None

    def _said(self, record: Record) -> tuple[str, str | None]:
        """Return the task and the label of the use of a record; no task where one is unknown."""
        [one] = self.lane.reader.placed(record)
        label = one.annotation.label
        if one.task is None or not one.is_known:
            return "", f"{one.task and one.task.id}/{label}"
        return one.task.id, label if one.task.has_labels else None


def _placed(record: Record) -> list[Record]:
    """Return a record of one use with all kinds of places."""
    [use] = record.uses
    return [
        record._replace(uses=(use._replace(regions={one: {} for one in places}),))
        for places in _PLACES
    ]


def _told(change: Change, value: bytes, begin: int) -> Patch | None:
    """Return what a change comes to, where it is that of a value alone, or none."""
    new = value
    if change.has_left or change.entry is not None or len(change.splices) > 1:
        return None
    for splice in change.splices:
        if (splice.begin, splice.end) != (begin, begin + len(value)):
            return None
        new = splice.new
    return Patch(value, new, tuple(sorted(change.counts.items(), key=repr)))
