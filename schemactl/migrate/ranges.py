"""Ranges: a file is migrated a stretch of its bytes at a time, each with all it comes to."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.stream import Chunk
from schemactl.migrate.lane import Lane
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.source import Source
from schemactl.migrate.tally import Counts, Share, add_shares
from schemactl.migrate.undo_file import Edit, frame_of
from schemactl.migrate.waiting import Spot, placed_at

_RANGE = 2**20


class Lent(NamedTuple):
    """The bytes of a stretch, and those that stand there now, where another process put them.

    Both are there until the next range is asked for.
    """

    content: memoryview
    output: memoryview


class Range(NamedTuple):
    """A stretch of the input and what became of it.

    `size` and `lines` are of the input, `output` are the bytes that stand there now, `undo` is
    the frame that takes it back. Entries count records, lines and places from its beginning. Where
    a range is not settled, some of its counts come with a later one. `content` is the stretch of
    the input itself, where it is at hand. What is lent is in neither of them.
    """

    size: int
    lines: int
    records: int
    output: bytes
    undo: bytes
    entries: list[Entry]
    counts: Counts
    # The rows that stay, where entries count rows of the output and not its bytes.
    rows: int | None = None
    is_settled: bool = True
    content: bytes | None = None
    lent: Lent | None = None


class RangeReader(Protocol):
    """What makes ranges of lines; it learns from each what serves the next."""

    def __call__(self, chunk: Chunk) -> Range:
        """Return what becomes of some lines, settled."""
        ...

    def range_of(self, chunk: Chunk) -> Range:
        """Return the same; counts may be held back. Raises SchemactlError for a broken line."""
        ...

    def settle(self) -> Counts:
        """Return the counts that were held back."""
        ...


def settled(counts: Counts) -> Range:
    """Return a range of nothing but counts that were held back."""
    return Range(0, 0, 0, b"", b"", [], counts)


def spliced_range(content: bytes, edits: list[Edit]) -> bytes:
    """Return the bytes of a stretch with its edits, which follow each other."""
    parts, at = [], 0
    for begin, end, new in edits:
        parts += [content[at:begin], new]
        at = end
    return b"".join([*parts, content[at:]])


def judged_whole(source: Source, judge: Lane) -> Range:
    """Return what all records of a file come to, before anything of it is written.

    Their entries have no place in the output.
    """
    entries: list[Entry] = []
    counts: Counts = Counter()
    shares: Counter[Share] = Counter()
    number = 0
    for number, record in enumerate(source.records(), 1):
        change = judge.change(record)
        counts.update(change.own)
        shares.update(change.shares)
        if change.entry is not None:
            entries.append(placed_at(change.entry, Spot(number, 0, 0)))
    add_shares(counts, shares)
    return Range(0, 0, number, b"", b"", entries, counts)


class Stretch:
    """Collects what becomes of the records of one range; offsets count from its beginning."""

    def __init__(self, begin: int) -> None:
        """Begin at an offset of the file."""
        self.begin = begin
        self.end = begin
        self.edits: list[Edit] = []
        self.entries: list[Entry] = []
        self.counts: Counts = Counter()
        self.shares: list[Share] = []
        self.records = 0
        self.grown = 0

    def add(self, lane: Lane, record: Record) -> None:
        """Judge a record. Raises SchemactlError where records do not stand in order."""
        if record.offset < self.end:
            hint = "this format cannot be migrated record by record"
            raise SchemactlError(f"line {record.line}: records overlap", hint)
        change = lane.change(record)
        self.records += 1
        if change.own:
            self.counts.update(change.own)
        self.shares += change.shares
        offset = record.offset - self.begin
        # A comma that leaves with the record stood before it.
        gap = min(0, change.splices[0].begin) if change.splices else 0
        at = offset + self.grown + gap
        for begin, end, new in change.splices:
            self.edits.append(Edit(offset + begin, offset + end, new))
            self.grown += len(new) - (end - begin)
        self.end = record.offset + len(record.raw)
        if change.entry is not None:
            length = self.end - self.begin + self.grown - at
            # What stays of a record that left is the mark of the file's byte order.
            spot = (
                Spot(self.records, at + length, 0)
                if change.has_left
                else Spot(self.records, at, length)
            )
            self.entries.append(placed_at(change.entry, spot))

    def finish(self, content: bytes) -> Range:
        """Return the range, of which these are the bytes."""
        add_shares(self.counts, self.shares)
        return Range(
            len(content),
            content.count(b"\n"),
            self.records,
            spliced_range(content, self.edits),
            frame_of(content, self.edits),
            self.entries,
            self.counts,
        )


def ranges(source: Source, path: Path, begin: int = 0, lane: Lane | None = None) -> Iterator[Range]:
    """Yield the ranges of a file from an offset on; between records nothing changes.

    Records before it are read again: a document is rewritten knowing all that came before. The
    lines of entries count from the beginning of the file. Another lane may judge the records.
    """
    judge = source.lane if lane is None else lane
    with path.open("rb") as file:
        file.seek(begin)
        stretch = Stretch(begin)
        for record in source.records():
            if record.offset < begin:
                judge.pass_by(record)
                continue
            stretch.add(judge, record)
            if stretch.end - stretch.begin >= _RANGE:
                yield stretch.finish(file.read(stretch.end - stretch.begin))
                stretch = Stretch(stretch.end)
        if rest := file.read():
            yield stretch.finish(rest)
