"""Object fates: what becomes of objects of a list by the value that decides, learned once.

The general lane judges an object for each such value. Where its label and its task would be the
same with all kinds of regions that such objects may have, and no record decides of them, the bytes
of the value give way in all objects that have it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.even_objects import EvenObjects
from schemactl.files.even_rows import Numbers
from schemactl.files.rewriting import RunRewriting
from schemactl.files.text_table import LONGEST, TextTable
from schemactl.migrate.lane import Change, DocumentLane
from schemactl.migrate.outcome import Place
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.tally import Counts, Key

_MOST_VALUES = 2**16
_FEW = 2**8


class Regions(Protocol):
    """What a format tells of the kinds of regions that objects have, as codes.

    `ANY` is the last code, of objects of which nothing is told.
    """

    ANY: int

    def kinds_of(self, code: int) -> list[tuple[str, ...]]:
        """Return what objects of a code may have: types of tasks."""
        ...

    def codes_of(self, text: bytes, found: EvenObjects) -> Numbers:
        """Return the code of each object."""
        ...


class Patch(NamedTuple):
    """A value that gives way to another, the same where it stays, with the counts of an object."""

    old: bytes
    new: bytes
    counts: tuple[tuple[Key, int], ...]


class ObjectFates:
    """Learns the fates of the objects of one list; no patch is for the general lane."""

    def __init__(self, lane: DocumentLane, rewriting: RunRewriting, regions: Regions) -> None:
        """Judge as the lane does, with its rewriting."""
        self.lane = lane
        self.rewriting = rewriting
        self.regions = regions
        # Labels of which the record decides.
        self.open = frozenset(lane.migration.open)
        # Whether what becomes of some value depends on the regions of the object.
        self.asks_regions = False
        self.table = TextTable(1)
        # The number of the fate of each value, by the code of regions.
        self.known: Numbers = np.full((_FEW, regions.ANY + 1), -1)
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
        values = self._values(text, found)
        if values is None:
            return None
        any_code = self.regions.ANY
        codes = (
            self.regions.codes_of(text, found)
            if self.asks_regions
            else np.full(len(values), any_code)
        )
        numbers: Numbers = self.known[values, codes]
        for at in np.flatnonzero(numbers < 0).tolist():
            place = int(values[at]), int(codes[at])
            if self.known[place] < 0:
                value = text[found.span.begins[at] : found.span.ends[at]]
                record = None if found.are_odd[at] else record_at(at)
                said = set() if record is None else self._said(record, place[1])
                if len(said) > 1 and not self.asks_regions:
                    self.asks_regions = True
                    self.known[:] = -1
                    return self.numbers(text, found, record_at)
                patch = None
                if record is not None and len(said) == 1 - len(said & self.open):
                    begin = int(found.span.begins[at] - found.starts[at])
                    patch = self._patch(record, value, begin)
                self.known[place] = self._learn(value, patch)
            numbers[at] = self.known[place]
        self._make_room()
        return numbers

    def _values(self, text: bytes, found: EvenObjects) -> Numbers | None:
        """Return the numbers of the values of objects; None where they are many, or long."""
        values = self.table.find(text, [found.span])
        for at in np.flatnonzero(values < 0).tolist():
            value = text[found.span.begins[at] : found.span.ends[at]]
            number = self.table.numbers.get((value,))
            if number is None:
                if len(self.table.numbers) >= _MOST_VALUES or len(value) > LONGEST:
                    return None
                number = self.table.add((value,))
                if number == len(self.known):
                    self.known = np.concatenate((self.known, np.full_like(self.known, -1)))
            values[at] = number
        return values

    def _learn(self, value: bytes, patch: Patch | None) -> int:
        self.learned.append(patch)
        self.olds.append(value)
        self.news.append(value if patch is None else patch.new)
        return len(self.learned) - 1

    def _make_room(self) -> None:
        """Have arrays of all that was learned."""
        more = len(self.learned) - len(self.seen)
        if more:
            self.seen = np.concatenate((self.seen, np.zeros(more, dtype=np.int64)))
            self.are_slow = np.array([one is None for one in self.learned])
            self.are_touched = np.array(
                [one is not None and one.old != one.new for one in self.learned]
            )

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
        """Return what changes in all objects with a value; None where more than that changes."""
        try:
            with self.rewriting.aside():
                return _told(self.lane.change(record), value, begin)
        except SchemactlError:
            # Told when its turn has come.
            return None

    def _said(self, record: Record, code: int) -> set[Place]:
        """Return the tasks and labels that a record of one use may mean, with regions of a code.

        There is no task where one is unknown.
        """
        [use] = record.uses
        bare = use.annotation._replace(region=None)
        said: set[Place] = set()
        for kinds in self.regions.kinds_of(code):
            placed = use._replace(annotation=bare, regions={kind: {} for kind in kinds})
            [one] = self.lane.reader.placed(record._replace(uses=(placed,)))
            label = one.annotation.label
            if one.task is None or not one.is_known:
                said.add(("", f"{one.task and one.task.id}/{label}"))
            else:
                said.add((one.task.id, label if one.task.has_labels else None))
        return said


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
