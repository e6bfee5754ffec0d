"""Spread: ranges of a file are given to several processes in turn, and come back in order.

What is written comes back in memory that processes share: through a pipe it would be copied so
often that a second process wins nothing.
"""

import mmap
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.data.apart import Hired, ended_early, hire
from schemactl.errors import SchemactlError
from schemactl.files.stream import Chunk
from schemactl.migrate.ranges import Range, RangeReader, settled
from schemactl.migrate.tally import Counts

RANGE = 2**20
# Ranges that each process has ahead of it: enough not to wait, few enough to hold.
_AHEAD = 3
# What is written for a range may be longer than it; what is longer than this takes the other way.
_ROOM = RANGE + RANGE // 4
# Between the times when counts are settled, for which all processes wait, each takes so many.
_ROUND = 128
# Only the first line of a file may begin with a mark of byte order.
_NOT_FIRST = 2


class Cut(NamedTuple):
    """A stretch of whole lines of a file."""

    begin: int
    end: int

    @property
    def line(self) -> int:
        """The number of its first line, as long as that is not known."""
        return 1 if self.begin == 0 else _NOT_FIRST


class _Answer(NamedTuple):
    """A range as a process hands it back, with how much of its output is in shared memory."""

    found: Range
    shared: int


class _Worker(NamedTuple):
    """A process, and the memory that is shared with it, with a place for each range ahead of it."""

    hired: Hired
    room: mmap.mmap | None

    def take(self, number: int) -> Range | None:
        """Return what became of its stretch of a number; None where that failed."""
        answer: _Answer | None = self.hired.line.recv()
        if answer is None or self.room is None or not answer.shared:
            return None if answer is None else answer.found
        begin = _place(number)
        return answer.found._replace(output=self.room[begin : begin + answer.shared])


def spread(
    path: Path, reading: RangeReader, begin: int, processes: int, lines: int
) -> Iterator[Range]:
    """Yield the ranges of a file of lines from an offset on, before which there are so many lines.

    They are what one process would yield of the same ranges. Raises SchemactlError with the
    number of the line where one cannot be read.
    """
    workers = [_worker(path, reading) for _ in range(processes)]
    found = cuts(path, begin, RANGE)
    try:
        while some := list(islice(found, processes * _ROUND)):
            for cut, one in zip(some, _in_turn(workers, some), strict=True):
                if one is None:
                    # The same lines fail here again, now with their number in the file.
                    again = reading(_chunk(path, cut, lines + 1))
                else:
                    again = _moved(one, lines + 1 - cut.line)
                lines += again.lines
                yield again
            yield settled(_settle(workers))
    except EOFError:
        hint = "repeat the command with fewer --processes; perhaps the memory did not suffice"
        raise ended_early(hint) from None
    finally:
        for worker in workers:
            worker.hired.dismiss()


def cuts(path: Path, begin: int, size: int) -> Iterator[Cut]:
    """Yield stretches of about a size that end where a line ends."""
    total = path.stat().st_size
    with path.open("rb") as file:
        while begin < total:
            file.seek(min(begin + size, total) - 1)
            file.readline()
            end = file.tell()
            yield Cut(begin, end)
            begin = end


def _in_turn(workers: list[_Worker], some: list[Cut]) -> Iterator[Range | None]:
    """Yield what becomes of stretches, each given to the next process; None where one fails."""
    count = len(workers)
    for position, cut in enumerate(some[: count * _AHEAD]):
        workers[position % count].hired.line.send(cut)
    for position in range(len(some)):
        worker = workers[position % count]
        found = worker.take(position // count)
        ahead = position + count * _AHEAD
        if ahead < len(some):
            worker.hired.line.send(some[ahead])
        yield found


def _settle(workers: list[_Worker]) -> Counts:
    """Return all counts that processes hold back."""
    counts: Counts = Counter()
    for worker in workers:
        worker.hired.line.send(None)
        counts.update(worker.hired.line.recv())
    return counts


def _worker(path: Path, reading: RangeReader) -> _Worker:
    room = _room()
    return _Worker(hire(_work, path, reading, room), room)


def _room() -> mmap.mmap | None:
    """Return memory for a process that is forked; others share none."""
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    return mmap.mmap(-1, _AHEAD * _ROOM) if can_fork else None


def _place(number: int) -> int:
    """Return where the output of a stretch of this number begins in shared memory."""
    return number % _AHEAD * _ROOM


def _moved(one: Range, lines: int) -> Range:
    """Return a range whose entries count their lines from the beginning of the file."""
    entries = [entry._replace(line=entry.line + lines) for entry in one.entries]
    return one._replace(entries=entries)


def _chunk(path: Path, cut: Cut, line: int) -> Chunk:
    with path.open("rb") as file:
        file.seek(cut.begin)
        return Chunk(line, cut.begin, file.read(cut.end - cut.begin))


def _work(
    path: Path, reading: RangeReader, room: mmap.mmap | None, line: "Connection[Any, Any]"
) -> None:
    """Answer each stretch with its range, None where it fails, and None with the counts."""
    number = 0
    while True:
        cut: Cut | None = line.recv()
        if cut is None:
            line.send(reading.settle())
            number = 0
            continue
        try:
            line.send(_answer(room, number, reading.range_of(_chunk(path, cut, cut.line))))
        except SchemactlError:
            line.send(None)
        number += 1


def _answer(room: mmap.mmap | None, number: int, found: Range) -> _Answer:
    """Put the output of a range where it is shared, if it has room there."""
    size = len(found.output)
    if room is None or size > _ROOM:
        return _Answer(found, 0)
    begin = _place(number)
    room[begin : begin + size] = found.output
    return _Answer(found._replace(output=b"", content=None), size)
