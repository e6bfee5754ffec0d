"""Fast lines: rows of JSON whose label alone decides are judged many at once.

Lines that are alike are judged by arrays of the places of their labels (`even_lines`). Of others,
and of lines that differ, the rows are counted by their label, and where the label changes its
bytes alone give way. All else goes through the general lane line by line: all write the same.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, compress
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from schemactl.files.dataset import Record
from schemactl.files.datasets import jsonl
from schemactl.files.even_rows import EvenReader
from schemactl.files.json_line import text_span, value_span
from schemactl.files.json_rows import RowReader, Rows
from schemactl.files.stream import Chunk
from schemactl.migrate.even_lines import EvenLines
from schemactl.migrate.lane import TableLane
from schemactl.migrate.line_fates import SLOW, Conditional, Fate, LineFates, Patch
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.ranges import Range
from schemactl.migrate.tally import Counts

# Rows in so many bytes stay in the cache of a processor. For arrays of few rows, the calls that
# make them cost more than the work; for those of very many, memory for them comes and goes.
_BATCH = 2**16
_EVEN_BATCH = 2**21
_MOST_LABELS = 2**16


def even_lines(path: Path, lane: TableLane, column: str) -> EvenLines:
    """Return what judges lines that are alike as the lane does, by the labels in one column."""
    roles = lane.reader.columns
    others = [roles[role] for role in ("task", "schema") if role in roles]
    asked = [roles.get(name, name) for name in lane.migration.fields]
    return EvenLines(LineFates(path, lane, column), EvenReader(column, others, asked))


class FastLines:
    """Judges the lines of one file."""

    def __init__(self, even: EvenLines) -> None:
        """Judge lines that are not alike as others are judged."""
        self.even = even
        self.fates = even.fates
        self.path = even.fates.path
        self.column = even.fates.column
        self.reader = RowReader(self.column, even.reader.others)
        self.name = orjson.dumps(self.column)
        self.marks = (self.name + b':"', self.name + b': "')
        self.mark = self.marks[0]
        # Rows since counts were settled: by what decides, and by patch where the record decides.
        self.seen: Counter[Any] = Counter()
        self.decided: Counter[int] = Counter()
        # All that was learned by what decides, and of it what is more than to be counted.
        self.learned: dict[Any, Fate] = {}
        self.touching: dict[Any, Fate] = {}

    def learn(self, lines: bytes) -> None:
        """Learn from lines that are alike what becomes of their labels, as long as that is new."""
        for batch in _pieces(Chunk(1, 0, lines), _EVEN_BATCH):
            known = len(self.fates.patches)
            if not self.even.learn(batch) or len(self.fates.patches) == known:
                break

    def range_of(self, chunk: Chunk) -> Range:
        """Return what becomes of some lines; counts of rows judged by label are held back."""
        writer = RangeWriter(chunk.lines)
        lines = 0
        for some in _pieces(chunk._replace(offset=0), _EVEN_BATCH):
            batch = some._replace(line=chunk.line + lines)
            even = self.even.take(batch, writer)
            lines += self._others(batch, writer) if even is None else even
        return writer.finish(lines)

    def _others(self, lines: Chunk, writer: RangeWriter) -> int:
        """Take rows in that are not even, and return how many lines they are."""
        count = 0
        for batch in _pieces(lines, _BATCH):
            count += self._batch(batch._replace(line=lines.line + count), writer)
        return count

    def __call__(self, chunk: Chunk) -> Range:
        """Return what becomes of some lines, with all counts."""
        found = self.range_of(chunk)
        found.counts.update(self.settle())
        return found._replace(is_settled=True)

    def settle(self) -> Counts:
        """Return the counts of rows that were judged by their label."""
        return self.fates.counts_of(self.settle_rows())

    def settle_rows(self) -> Counter[int]:
        """Return for each patch of how many rows it was the fate, instead of their counts."""
        found = self.even.settle() + self.decided
        for key, times in self.seen.items():
            fate = self.learned[key]
            if isinstance(fate, Patch):
                found[fate.number] += times
        self.seen.clear()
        self.decided.clear()
        return found

    def _batch(self, batch: Chunk, writer: RangeWriter) -> int:
        """Take rows in, and return how many lines they are."""
        rows = self.reader.read(batch.lines)
        if rows is None:
            return self._general(batch, writer)
        keys = _plain(rows.keys)
        known = len(self.seen)
        self.seen.update(keys)
        if len(self.seen) > known and not self._learn(batch, keys):
            self.seen.subtract(keys)
            return self._general(batch, writer)
        fates = list(map(self.touching.get, keys))
        if any(fates):
            self._touch(batch, rows, fates, writer)
        writer.records += len(keys)
        return batch.lines.count(b"\n")

    def _general(self, batch: Chunk, writer: RangeWriter) -> int:
        for record in jsonl.records(self.path, batch, self.fates.lane.layout):
            writer.records += 1
            self._record(record, writer, writer.records)
        return batch.lines.count(b"\n")

    def _touch(
        self,
        batch: Chunk,
        rows: Rows,
        fates: Sequence[Fate | None],
        writer: RangeWriter,
    ) -> None:
        """Change the rows whose label changes, or have the general lane look at them."""
        if rows.starts and self._touch_all(batch, rows.starts, fates, writer):
            return
        lines = BytesIO(batch.lines).readlines()
        starts = list(accumulate(map(len, lines), initial=batch.offset))
        for at in compress(range(len(lines)), fates):
            line = Chunk(batch.line + at, starts[at], lines[at])
            self._look(line, rows, at, fates[at], writer)

    def _touch_all(
        self, batch: Chunk, starts: list[int], fates: Sequence[Fate | None], writer: RangeWriter
    ) -> bool:
        """Change the labels of rows that are alike; False where one is written otherwise.

        Each key stands once in such a row, and a quote inside a text has a backslash before it:
        so the key with its colon and a quote can be nothing else.
        """
        text, mark, behind = batch.lines, self.mark, len(self.mark)
        patches = [fate for fate in fates if type(fate) is Patch]
        ends = compress([*starts[1:], len(text)], fates)
        # Within a short stretch the search takes no preparation.
        rows = zip(compress(starts, fates), ends, strict=True)
        begins = [text.find(mark, start, end) + behind for start, end in rows]
        is_plain = (
            len(patches) == len(begins)
            and min(begins) >= behind
            and all(map(text.startswith, [patch.quoted for patch in patches], begins))
        )
        if is_plain:
            olds, news = [one.old for one in patches], [one.new for one in patches]
            writer.replace_all(np.array(begins) + batch.offset, olds, news)
        return is_plain

    def _look(
        self, line: Chunk, rows: Rows, at: int, fate: Fate | None, writer: RangeWriter
    ) -> None:
        """Change a row whose label is written otherwise, or of which the record decides."""
        patch = fate if type(fate) is Patch else None
        if isinstance(fate, Conditional):
            patch = self.fates.decided(fate, rows.values(at), lambda: line)
        begin = -1 if patch is None else self._begin(line.lines, patch)
        if patch is None or begin < 0:
            if patch is fate:
                self.seen[rows.keys[at]] -= 1
            self.fates.change(line, writer, writer.records + at + 1)
            return
        if patch is not fate:
            self.decided[patch.number] += 1
        if patch.new is not patch.old:
            writer.replace(line.offset + begin, patch.old, patch.new)

    def _record(self, record: Record, writer: RangeWriter, ordinal: int) -> None:
        # The bytes of a mark of byte order are only told by the offset in the file.
        change = self.fates.lane.change(record)
        writer.add(change, record.offset, len(record.raw), ordinal)

    def _begin(self, line: bytes, patch: Patch) -> int:
        """Return where the label stands in a line; -1 where it is written otherwise."""
        quoted = b'"' + patch.quoted
        span = text_span(line, self.name, quoted) or value_span(line, [self.column])
        if span is None or line[slice(*span)] != quoted:
            return -1
        for mark in self.marks:
            if line.endswith(mark[:-1], 0, span[0]):
                self.mark = mark
        return span[0] + 1

    def _learn(self, batch: Chunk, keys: Sequence[Any]) -> bool:
        """Learn what becomes of labels that were not there before; False where they are many."""
        missing = self.seen.keys() - self.learned.keys()
        if len(self.learned) + len(missing) > _MOST_LABELS:
            return False
        if missing:
            lines = BytesIO(batch.lines).readlines()
            for key in missing:
                fate = (
                    SLOW if key is _ODD else self.fates.fate_of(Chunk(1, 0, lines[keys.index(key)]))
                )
                self.learned[key] = fate
                if not isinstance(fate, Patch) or fate.old != fate.new:
                    self.touching[key] = fate
        return True


def _pieces(chunk: Chunk, size: int) -> Iterator[Chunk]:
    """Yield whole lines of about a size; their numbers are not told."""
    if len(chunk.lines) < size + size // 2:
        yield chunk
        return
    stream, offset = BytesIO(chunk.lines), chunk.offset
    while text := stream.read(size):
        if not text.endswith(b"\n"):
            text += stream.readline()
        yield Chunk(chunk.line, offset, text)
        offset += len(text)


_ODD = object()


def _plain(keys: Sequence[Any]) -> Sequence[Any]:
    """Return keys that can be looked up: texts and nulls, and a mark for all else.

    True and 1 are equal, so they must not be.
    """
    kinds = set(map(type, keys))
    if kinds <= _TEXTS:
        return keys
    if kinds == {tuple}:
        return [key if set(map(type, key)) <= _TEXTS else _ODD for key in keys]
    return [key if type(key) in _TEXTS else _ODD for key in keys]


_TEXTS = {str, type(None)}
