"""Even lines: rows of JSON that are alike are judged by arrays of the places of their labels.

What becomes of a row is looked up by the bytes of its label, as they are written. All other bytes
of a row may be anything that is JSON.
"""

from collections import Counter
from collections.abc import Iterator
from copy import copy
from functools import partial
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.files.even_rows import EvenReader, EvenRows, Numbers, Span
from schemactl.files.stream import Chunk
from schemactl.files.text_table import LONGEST, TextTable
from schemactl.migrate.line_fates import SLOW, Conditional, Fate, LineFates, Patch
from schemactl.migrate.number_forks import (
    UNKNOWN,
    Limits,
    NumberForks,
    limits_of,
)
from schemactl.migrate.range_writer import RangeWriter

_MOST_LABELS = 2**16
# What stands for a patch: the row has to be looked at, or stays as it is.
_OPEN, _STAYS = UNKNOWN, -2


class EvenLines:
    """Judges lines of one file that are alike."""

    def __init__(self, fates: LineFates, reader: EvenReader) -> None:
        """Begin without knowing any label."""
        self.fates = fates
        self.reader = reader
        self.table: TextTable | None = None
        # What becomes of rows, by the number of what decides of them, and the label there.
        self.learned: list[Fate] = []
        self.lengths: list[int] = []
        # For each number: its patch, if rows change or are looked at, rows since settling, and
        # how long the label is; for each patch what labels become, and how long that is.
        self.patch_of: Numbers = np.empty(0, dtype=np.int64)
        self.are_touched: Any = np.empty(0, dtype=np.bool_)
        self.seen: Numbers = np.zeros(0, dtype=np.int64)
        self.sizes: Numbers = np.empty(0, dtype=np.int64)
        self.news: NDArray[np.object_] = np.empty(0, dtype=np.object_)
        self.new_sizes: Numbers = np.empty(0, dtype=np.int64)
        self.decided: Counter[int] = Counter()
        self.forks = NumberForks()

    def take(self, batch: Chunk, writer: RangeWriter) -> int | None:
        """Take rows in, and return how many lines they are; None where they are not even."""
        found = self._numbered(batch)
        if found is None:
            return None
        rows, numbers = found
        self.seen += np.bincount(numbers, minlength=len(self.seen))
        touched = np.flatnonzero(self.are_touched[numbers])
        if len(touched):
            self._touch(batch, rows, touched, numbers[touched], writer)
        writer.records += len(numbers)
        return len(numbers)

    def learn(self, batch: Chunk) -> bool:
        """Learn from rows what becomes of their labels; False where they are not even.

        None of them is counted.
        """
        found = self._numbered(batch)
        if found is None:
            return False
        rows, numbers = found
        places = np.flatnonzero(self.patch_of[numbers] == _OPEN)
        if len(places):
            before = self.decided.copy()
            self._decided(batch, rows, places, numbers[places])
            self.decided = before
        return True

    def without_lane(self) -> "EvenLines":
        """Return what was learned, which can be sent, and counts nothing yet."""
        found, reader = copy(self), self.reader
        found.fates = self.fates.without_lane()
        found.reader = EvenReader(reader.column, reader.others, reader.asked)
        found.seen, found.decided = np.zeros_like(self.seen), Counter()
        return found

    def settle(self) -> Counter[int]:
        """Return for each patch of how many rows it was the fate, since this was asked last."""
        for number in np.flatnonzero(self.seen).tolist():
            fate = self.learned[number]
            if isinstance(fate, Patch):
                self.decided[fate.number] += int(self.seen[number])
        self.seen[:] = 0
        found, self.decided = self.decided, Counter()
        return found

    def _numbered(self, batch: Chunk) -> tuple[EvenRows, Numbers] | None:
        """Return rows with the numbers of what decides of them; None where they are not even."""
        rows = self.reader.read(batch.lines)
        if rows is None:
            return None
        if self.table is None:
            self.table = TextTable(len(rows.spans))
        numbers = self.table.find(batch.lines, rows.spans)
        return (rows, numbers) if self._learn(self.table, batch, rows, numbers) else None

    def _learn(self, table: TextTable, batch: Chunk, rows: EvenRows, numbers: Numbers) -> bool:
        """Give numbers to rows without one; False where labels are many, or long."""
        for at in np.flatnonzero(numbers < 0).tolist():
            texts = tuple(batch.lines[span.begins[at] : span.ends[at]] for span in rows.spans)
            number = table.numbers.get(texts)
            if number is None:
                if len(self.learned) >= _MOST_LABELS or max(map(len, texts)) > LONGEST:
                    return False
                fate = self.fates.fate_of(_line(batch, rows, at))
                number = table.add(texts)
                self.learned.append(fate if _is_text(texts[0]) or _stays(fate) else SLOW)
                self.lengths.append(len(texts[0]) - 2)
            numbers[at] = number
        if len(self.learned) > len(self.seen):
            self._make_room()
        return True

    def _make_room(self) -> None:
        """Have arrays of all that was learned."""
        known = self.learned
        self.forks.grow(map(self._limits, known[len(self.seen) :]), self.reader.asked)
        self.patch_of = np.array([one.number if isinstance(one, Patch) else _OPEN for one in known])
        self.are_touched = np.array([not _stays(one) for one in known])
        self.sizes = np.array(self.lengths)
        self.seen = np.concatenate((self.seen, np.zeros(len(known) - len(self.seen), dtype=int)))

    def _limits(self, fate: Fate) -> Limits | None:
        """Return the numbers that decide of a label, with the column in which they stand."""
        lane = self.fates.lane
        if not isinstance(fate, Conditional):
            return None
        found = limits_of(lane.migration.open[fate.task, fate.label])
        if found is None:
            return None
        return found._replace(field=lane.reader.columns.get(found.field, found.field))

    def _touch(
        self, batch: Chunk, rows: EvenRows, touched: Numbers, numbers: Numbers, writer: RangeWriter
    ) -> None:
        """Change rows whose label changes, and have the general lane look at others."""
        patches = self.patch_of[numbers]
        if (patches == _OPEN).any():
            places = np.flatnonzero(patches == _OPEN)
            patches[places] = self._decided(batch, rows, touched[places], numbers[places])
            go_on = patches != _STAYS
            touched, numbers, patches = touched[go_on], numbers[go_on], patches[go_on]
        begins = rows.spans[0].begins[touched] + (batch.offset + 1)
        begin = 0
        for place in [*np.flatnonzero(patches == _OPEN).tolist(), len(patches)]:
            run = slice(begin, place)
            self._replace(begins[run], patches[run], self.sizes[numbers[run]], writer)
            if place < len(patches):
                at = int(touched[place])
                self.fates.change(_line(batch, rows, at), writer, writer.records + at + 1)
            begin = place + 1

    def _replace(
        self, begins: Numbers, patches: Numbers, sizes: Numbers, writer: RangeWriter
    ) -> None:
        """Let labels give way to those of patches."""
        if not len(patches):
            return
        news = self.fates.news
        if len(self.news) < len(news):
            self.news = np.array(news, dtype=np.object_)
            self.new_sizes = np.array(list(map(len, news)))
        listed = self.news[patches].tolist()
        writer.replace_sized(begins, sizes, listed, self.new_sizes[patches])

    def _decided(self, batch: Chunk, rows: EvenRows, ats: Numbers, numbers: Numbers) -> Numbers:
        """Return the patches of rows that decide themselves; open for the general lane.

        The fields that are asked for are all that is decoded.
        """
        columns = {name: _values(batch.lines, span, ats) for name, span in rows.asked.items()}
        patches = self.forks.find(numbers, columns)
        for row in np.flatnonzero(patches == UNKNOWN).tolist():
            number = int(numbers[row])
            fate = self.learned[number]
            if not isinstance(fate, Conditional):
                continue
            told = {name: column[row] for name, column in columns.items()}
            patch = self.fates.decided(fate, told, partial(_line, batch, rows, int(ats[row])))
            if patch is not None:
                patches[row] = patch.number
                self.forks.learn(number, told, patch.number)
        decided = patches[patches != UNKNOWN].tolist()
        self.decided.update(decided)
        known = self.fates.patches
        stays = [known[one].new is known[one].old for one in decided]
        patches[patches != UNKNOWN] = np.where(stays, _STAYS, decided)
        return patches


def _values(text: bytes, span: Span, ats: Numbers) -> list[Any]:
    found: list[Any] = orjson.loads(
        b"[%s]" % b",".join([text[slice(*one)] for one in _places(span, ats)])
    )
    return found


def _places(span: Span, ats: Numbers) -> Iterator[tuple[int, int]]:
    return zip(span.begins[ats].tolist(), span.ends[ats].tolist(), strict=True)


def _stays(fate: Fate) -> bool:
    return isinstance(fate, Patch) and fate.new is fate.old


def _is_text(label: bytes) -> bool:
    """Tell whether a label is a text that ends with its quotes."""
    return label.startswith(b'"') and label.endswith(b'"')


def _line(batch: Chunk, rows: EvenRows, at: int) -> Chunk:
    begin, end = rows.starts[at : at + 2].tolist()
    return Chunk(batch.line + at, batch.offset + begin, batch.lines[begin:end])
