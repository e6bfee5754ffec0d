"""Spread: ranges of a file are judged by several processes, and come back in order.

This process is one of them: it judges where it would wait. What others read and wrote comes back
in memory that is shared: through a pipe it would be copied so often that they win nothing.
"""

import mmap
import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterator
from io import BufferedReader
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.data.apart import ended_early, hire
from schemactl.errors import SchemactlError
from schemactl.files.stream import Chunk
from schemactl.migrate.cuts import RANGE, Cut, cuts
from schemactl.migrate.ranges import Lent, Range, RangeReader, settled
from schemactl.migrate.tally import Counts

# Ranges that each process has ahead of it, and that this one has judged before their turn:
# enough not to wait, few enough to hold.
_AHEAD = 3
_OWN = 2
# A range may be longer than it should be, and what is written for it even more; what is longer
# than this takes the other way.
_READ, _WRITTEN = RANGE + RANGE // 8, RANGE + RANGE // 4
# Between the times when counts are settled, for which all processes wait, each takes so many.
_ROUND = 256
# Of counts, of which a label has some, so many are sent at once: few enough to hold.
_COUNTS = 256


class _Answer(NamedTuple):
    """A range as a process hands it back, with how much of its output is in shared memory.

    If any of it is, all of it is, and all of its input.
    """

    found: Range
    written: int


class _Worker:
    """A process, and the memory shared with it, with a place for each range ahead of it."""

    def __init__(self, path: Path, reading: RangeReader) -> None:
        self.room = mmap.mmap(-1, _AHEAD * (_READ + _WRITTEN)) if _can_fork() else None
        self.hired = hire(_work, path, reading, self.room)
        self.given = 0
        self.taken = 0

    @property
    def ahead(self) -> int:
        """How many ranges were given to it, and not taken back."""
        return self.given - self.taken

    def give(self, cut: Cut) -> None:
        self.hired.line.send(cut)
        self.given += 1

    def is_ready(self) -> bool:
        """Tell whether there is something to be taken."""
        return self.hired.line.poll()

    def take(self) -> Range | None:
        """Return what became of the oldest stretch; None where that failed."""
        answer: _Answer | None = self.hired.line.recv()
        begin = _place(self.taken)
        self.taken += 1
        if answer is None or not answer.written or self.room is None:
            return None if answer is None else answer.found
        room = memoryview(self.room)[begin:]
        output = room[_READ : _READ + answer.written]
        return answer.found._replace(lent=Lent(room[: answer.found.size], output))

    def let_go(self) -> None:
        """Have what was taken count as memory of the other process alone, which writes there next.

        What is there stays; it is mapped again for what is taken next.
        """
        if self.room is not None:
            self.room.madvise(mmap.MADV_DONTNEED)

    def settle(self) -> Iterator[Counts]:
        """Yield the counts that the process holds back, some at a time."""
        self.hired.line.send(None)
        while some := self.hired.line.recv():
            yield Counter(dict(some))


def spread(
    path: Path, reading: RangeReader, begin: int, processes: int, lines: int
) -> Iterator[Range]:
    """Yield the ranges of a file of lines from an offset on, before which there are so many lines.

    They are what one process would yield of the same ranges. Raises SchemactlError with the
    number of the line where one cannot be read.
    """
    found = cuts(path, begin, RANGE)
    workers: list[_Worker] = []
    with path.open("rb") as file:
        try:
            if _can_fork():
                # What is learned here is known by those that begin later.
                for cut in islice(found, 1):
                    one = reading.range_of(cut.chunk(file, lines + 1))
                    lines += one.lines
                    yield one
                    del one
                    # What is held back here would be by those that begin later, too.
                    yield settled(reading.settle())
            workers += [_Worker(path, reading) for _ in range(processes - 1)]
            while some := list(islice(found, processes * _ROUND)):
                for one in _numbered(some, workers, reading, file, lines):
                    lines += one.lines
                    yield one
                    # What was written is not kept while the next is made.
                    del one
                yield from _settled(workers, reading)
        except (EOFError, ConnectionError):
            hint = "repeat the command with fewer --processes; perhaps the memory did not suffice"
            raise ended_early(hint) from None
        finally:
            for worker in workers:
                worker.hired.dismiss()


def _numbered(
    some: list[Cut], workers: list[_Worker], reading: RangeReader, file: BufferedReader, lines: int
) -> Iterator[Range]:
    """Yield what becomes of stretches, with entries that count all lines of the file."""

    def judge(cut: Cut) -> Range | None:
        return _judged(reading, cut.chunk(file))

    ahead = iter(some)
    for found in _in_turn(some, workers, judge):
        cut = next(ahead)
        if found is None:
            # The same lines fail here again, now with their number in the file.
            one = reading.range_of(cut.chunk(file, lines + 1))
        else:
            one = _moved(found, lines + 1 - cut.line)
        lines += one.lines
        del found
        yield one
        del one


def _in_turn(
    some: list[Cut], workers: list[_Worker], judge: Callable[[Cut], Range | None]
) -> Iterator[Range | None]:
    """Yield what becomes of stretches, in order; None where one fails.

    Each is given to a process that has few ahead of it, or judged here where the next one in
    turn is not there yet.
    """
    left = deque(some)
    pending: deque[_Worker | Range | None] = deque()
    own = 0
    while left or pending:
        while left and (worker := min(workers, key=lambda one: one.ahead)).ahead < _AHEAD:
            worker.give(left.popleft())
            pending.append(worker)
        head = pending[0]
        if not isinstance(head, _Worker):
            own -= 1
            pending.popleft()
            yield head
        elif left and own < _OWN and not head.is_ready():
            own += 1
            pending.append(judge(left.popleft()))
        else:
            pending.popleft()
            yield head.take()
            head.let_go()


def _settled(workers: list[_Worker], reading: RangeReader) -> Iterator[Range]:
    """Yield all counts that are held back, and settle with the last."""
    for counts in chain([reading.settle()], *(worker.settle() for worker in workers)):
        yield settled(counts)._replace(is_settled=False)
    yield settled(Counter())


def _can_fork() -> bool:
    """Tell whether another process shares memory with this one, and knows what this one knows."""
    return "fork" in multiprocessing.get_all_start_methods()


def _place(number: int) -> int:
    """Return where the place of a stretch of this number begins in shared memory."""
    return number % _AHEAD * (_READ + _WRITTEN)


def _moved(one: Range, lines: int) -> Range:
    """Return a range whose entries count their lines from the beginning of the file."""
    entries = [entry._replace(line=entry.line + lines) for entry in one.entries]
    return one._replace(entries=entries)


def _judged(reading: RangeReader, chunk: Chunk) -> Range | None:
    """Return what becomes of lines, with the lines; None where that fails."""
    try:
        return reading.range_of(chunk)._replace(content=chunk.lines)
    except SchemactlError:
        return None


def _work(
    path: Path, reading: RangeReader, room: mmap.mmap | None, line: "Connection[Any, Any]"
) -> None:
    """Answer each stretch with its range, None where it fails, and None with all counts."""
    number = 0
    with path.open("rb") as file:
        while True:
            cut: Cut | None = line.recv()
            if cut is None:
                _send_counts(reading.settle(), line)
                continue
            line.send(_answer(reading, cut, file, room, _place(number)))
            number += 1


def _send_counts(counts: Counts, line: "Connection[Any, Any]") -> None:
    """Send counts, some at a time, and nothing at last."""
    items = iter(counts.items())
    while some := list(islice(items, _COUNTS)):
        line.send(some)
    line.send(None)


def _answer(
    reading: RangeReader, cut: Cut, file: BufferedReader, room: mmap.mmap | None, begin: int
) -> _Answer | None:
    """Return what becomes of a stretch; what was read and written is shared if it has room."""
    chunk = _shared(cut, file, room, begin) or cut.chunk(file)
    found = _judged(reading, chunk)
    if found is None:
        return None
    found = found._replace(content=None)
    written = len(found.output)
    if room is None or len(chunk.lines) > _READ or written > _WRITTEN:
        return _Answer(found, 0)
    begin += _READ
    room[begin : begin + written] = found.output
    return _Answer(found._replace(output=b""), written)


def _shared(cut: Cut, file: BufferedReader, room: mmap.mmap | None, begin: int) -> Chunk | None:
    """Return the lines of a stretch, which are read to shared memory; None without room there."""
    size = cut.end - cut.begin
    if room is None or size > _READ:
        return None
    file.seek(cut.begin)
    read = file.readinto(memoryview(room)[begin : begin + size])
    return Chunk(cut.line, cut.begin, room[begin : begin + read])
