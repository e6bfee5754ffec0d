"""Unit: a stretch of lines, or a Parquet file, migrated as a file of its own.

What comes of it is what `migrate apply` writes for such a file: the output, its undo file and its
queue. So engines can hand units to any process, in any order, and again. Lines may come some at a
time, and their output be written as it comes: then only the undo file and the queue are kept.
"""

import pickle
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.dataset import BOM, unreadable
from schemactl.files.stream import Chunk
from schemactl.migrate.apply import header_of
from schemactl.migrate.engines.making import Making, Place, Rest
from schemactl.migrate.even_lines import EvenLines
from schemactl.migrate.fast_lines import FastLines
from schemactl.migrate.lane import TableLane
from schemactl.migrate.line_ranges import range_reader
from schemactl.migrate.queue_file import Header
from schemactl.migrate.ranges import Range, RangeReader
from schemactl.migrate.reading import ranges_of
from schemactl.migrate.source import Job, Source, open_source
from schemactl.migrate.tally import Counts
from schemactl.migrate.undo_file import Section

_CHUNK = 2**21
_NAMELESS = Path("<lines>")


class Run(NamedTuple):
    """What all units share: the job, with a path that only names the format, and its name.

    How lines are read is learned from `head`, the first lines of the first file.
    """

    name: str
    job: Job
    format: str
    head: bytes


def address(told: str) -> str:
    """Return an address in one form: local ones are told with one slash or with three."""
    return re.sub(r"^file:/+", "file:/", told)


class Made(NamedTuple):
    """What a unit came to: the bytes of three files, and what is told of it."""

    data: bytes
    undo: bytes
    queue: bytes
    told: dict[str, Any]


class _Sent(NamedTuple):
    """What another process is handed: the run, packed until it is needed, and what serves without.

    `even` is what was learned of lines that are alike, with so many patches that are known.
    """

    run: bytes
    header: Header
    even: EvenLines | None
    known: int


class Units:
    """Migrates units of one run; what it learns first serves all that one process is given."""

    def __init__(self, run: "Run | _Sent") -> None:
        """Take what all units share; `is_kept` is for a process that keeps them over tasks."""
        self._sent = run if isinstance(run, _Sent) else None
        if not isinstance(run, _Sent):
            self.run = run
        self.is_kept = False
        self._held: Counts = Counter()

    def __reduce__(self) -> tuple[object, ...]:
        """Send all, of which lines that are alike need only what was learned of them."""
        reading = None if self.run.format == "parquet" else self._reading
        even = reading.even.without_lane() if isinstance(reading, FastLines) else None
        known = 0 if even is None else len(even.fates.patches)
        return Units, (_Sent(pickle.dumps(self.run), self.header, even, known),)

    @cached_property
    def run(self) -> Run:
        """What all units share; it takes as long to unpack as to migrate 100,000 lines."""
        if self._sent is None:
            raise AttributeError(name="run", obj=self)
        found: Run = pickle.loads(self._sent.run)
        return found

    @cached_property
    def header(self) -> Header:
        """The header of the queue of a unit that is empty."""
        if self._sent is not None:
            return self._sent.header
        section = Section(self.run.name, "", 0, "", 0)
        return header_of(self.run.job, self.run.format, section, "")

    @cached_property
    def source(self) -> Source:
        """The first lines, opened with all that their format needs. Raises SchemactlError."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, self.run.job.path.name)
            path.write_bytes(self.run.head)
            try:
                return open_source(self.run.job._replace(path=path))
            except SchemactlError as error:
                message = error.message.replace(str(path), path.name)
                raise SchemactlError(message, error.hint) from None

    def learn(self, lines: bytes) -> None:
        """Learn from lines that are alike what becomes of labels, for all who are sent these units.

        A line that cannot be read or written is none: it fails again in its unit.
        """
        if isinstance(self._reading, FastLines):
            with suppress(SchemactlError):
                self._reading.learn(lines)

    def _lane(self) -> TableLane:
        lane = self.source.lane
        assert isinstance(lane, TableLane)
        return lane

    @cached_property
    def _reading(self) -> RangeReader:
        if self._sent is not None and self._sent.even is not None:
            self._sent.even.fates.lend = self._lane
            return FastLines(self._sent.even)
        # Messages name the file and where the stretch begins; see `lines`.
        found = range_reader(self.run.job._replace(path=_NAMELESS), self.source)
        if found is None:
            what = f"{self.source.format.NAME} is neither JSON Lines nor Parquet"
            raise SchemactlError(what, "leave --engine out")
        return found

    def lines(self, place: Place, lines: bytes) -> Made:
        """Migrate whole lines. Raises SchemactlError for one that cannot be read or written."""
        data: list[bytes] = []
        rest = self.stretch(place, _blocks(lines), data.append)
        told = {**rest.told, "counts": _plain(self.settle())}
        return Made(b"".join(data), rest.undo, rest.queue, told)

    def stretch(
        self, place: Place, blocks: Iterable[bytes], write: Callable[[bytes], object]
    ) -> Rest:
        """Migrate whole lines, which come some at a time, and write what becomes of them.

        Counts are held back until they are settled. Raises SchemactlError as `lines` does.
        """
        unit = Making(write)
        try:
            for one in _ranges(self._reading, place, blocks):
                unit.add(one)
        except SchemactlError as error:
            self.settle()
            where = f"{place.file}, from byte {place.begin} on"
            message = error.message.replace(str(_NAMELESS), where)
            raise SchemactlError(message, error.hint) from None
        self._held.update(unit.counts)
        return unit.rest(self.header, place)

    def settle(self) -> Counts:
        """Return what was counted of all stretches since this was called last."""
        counts, self._held = self._held, Counter()
        counts.update(self._reading.settle())
        return counts

    def settle_shortly(self) -> dict[str, Any]:
        """Return the same for who sent these units: what is known there only as a number of rows.

        `rows` are numbers of patches with those of rows, `counts` is all else.
        """
        reading, sent = self._reading, self._sent
        if sent is None or not isinstance(reading, FastLines):
            return {"counts": list(self.settle().items())}
        rows = reading.settle_rows()
        news = Counter({number: rows.pop(number) for number in set(rows) - set(range(sent.known))})
        counts, self._held = self._held, Counter()
        counts.update(reading.fates.counts_of(news))
        return {"counts": list(counts.items()), "rows": dict(rows)}

    def counts_of(self, told: Iterable[Mapping[str, Any]]) -> Counts:
        """Return what all count together that were sent these units."""
        rows: Counter[int] = Counter()
        counts: Counts = Counter()
        for one in told:
            rows.update(one.get("rows", {}))
            for key, number in one["counts"]:
                counts[tuple(key)] += number
        reading = self._reading if rows else None
        if isinstance(reading, FastLines):
            counts.update(reading.fates.counts_of(rows))
        return counts

    def file(self, place: Place, content: bytes) -> Made:
        """Migrate a Parquet file. Raises SchemactlError where it cannot be read or written."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, Path(place.file).name)
            path.write_bytes(content)
            job = self.run.job._replace(path=path)
            data: list[bytes] = []
            unit = Making(data.append)
            unit.input.add(content)
            try:
                source = open_source(job)
                for one in ranges_of(job, source, 0, 1):
                    unit.add(one)
                source.check(path, unit.counts)
            except SchemactlError as error:
                message = error.message.replace(str(path), place.file)
                raise SchemactlError(message, error.hint) from None
        rest = unit.rest(self.header, place)
        told = {**rest.told, "counts": _plain(unit.counts)}
        return Made(b"".join(data), rest.undo, rest.queue, told)


def _ranges(reading: RangeReader, place: Place, blocks: Iterable[bytes]) -> Iterator[Range]:
    at, number = 0, 1
    for block in blocks:
        # The first line of a unit would be taken for that of a file.
        if place.begin and number == 1 and block.startswith(BOM):
            what = "not valid JSON: a byte order mark stands where no file begins"
            raise unreadable(
                _NAMELESS, number, what, "take it out, as that of a file put to another"
            )
        one = reading.range_of(Chunk(number, at, block))
        yield one._replace(content=block)
        number += one.lines
        at += len(block)


def _blocks(lines: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(lines):
        end = lines.find(b"\n", min(at + _CHUNK, len(lines))) + 1 or len(lines)
        yield lines[at:end]
        at = end


def _plain(counts: Counts) -> list[list[Any]]:
    return [[list(key), number] for key, number in counts.items()]
