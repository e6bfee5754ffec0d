"""Line ranges: JSON Lines are cut at line ends, so that ranges need nothing of each other."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from schemactl.files.datasets import jsonl
from schemactl.files.stream import Chunk, lines_before
from schemactl.migrate.cuts import RANGE, cuts
from schemactl.migrate.fast_lines import FastLines, even_lines
from schemactl.migrate.lane import TableLane
from schemactl.migrate.ranges import Range, RangeReader, Stretch, settled
from schemactl.migrate.source import Job, Source
from schemactl.migrate.tally import Counts

_FORMATS = ("jsonl", "annotations")
# Counts are held back over so many ranges.
_SETTLED_AFTER = 2**9


def line_ranges(job: Job, source: Source, begin: int, processes: int) -> Iterator[Range] | None:
    """Return the ranges of a file of JSON lines from an offset on; None for other formats."""
    reading = range_reader(job, source)
    if reading is None:
        return None
    # They take a megabyte for as long as the run takes.
    source.forget()
    lines = lines_before(job.path, begin)
    if processes > 1:
        # With all that processes need to talk to each other, it takes more than a megabyte.
        from schemactl.migrate.spread import spread

        return spread(job.path, reading, begin, processes, lines)
    return _alone(job.path, reading, begin, lines)


def _alone(path: Path, reading: RangeReader, begin: int, lines: int) -> Iterator[Range]:
    """Yield the ranges of chunks, and from time to time the counts that were held back."""
    with path.open("rb") as file:
        for number, cut in enumerate(cuts(path, begin, RANGE), 1):
            chunk = cut.chunk(file, lines + 1)
            one = reading.range_of(chunk)
            lines += one.lines
            yield one._replace(content=chunk.lines)
            # What was written is not kept while the next is made.
            del chunk, one
            if number % _SETTLED_AFTER == 0:
                yield settled(reading.settle())
    yield settled(reading.settle())


def range_reader(job: Job, source: Source) -> RangeReader | None:
    """Return what makes ranges of lines; None where the format is none of lines of JSON."""
    lane = source.lane
    if source.format.NAME not in _FORMATS or not isinstance(lane, TableLane):
        return None
    column = _only_column(lane)
    if column is not None:
        return FastLines(even_lines(job.path, lane, column))
    return SlowLines(job.path, lane)


def _only_column(lane: TableLane) -> str | None:
    """Return the column in which all labels stand, where what it says alone decides."""
    reader = lane.reader
    columns = [column for _, column in reader.answers]
    if reader.label is not None:
        columns.append(reader.label)
    is_simple = len(columns) == 1 and not (reader.wide or reader.dotted or lane.layout.types)
    return columns[0] if is_simple else None


class SlowLines:
    """Makes ranges of lines one line at a time."""

    def __init__(self, path: Path, lane: TableLane) -> None:
        """Judge as the lane does."""
        self.path = path
        self.lane = lane

    def __call__(self, chunk: Chunk) -> Range:
        """Return what becomes of some lines."""
        stretch = Stretch(chunk.offset)
        for record in jsonl.records(self.path, chunk, self.lane.layout):
            stretch.add(self.lane, record)
        return stretch.finish(chunk.lines)

    range_of = __call__

    def settle(self) -> Counts:
        """Return nothing: no count is held back."""
        return Counter()
