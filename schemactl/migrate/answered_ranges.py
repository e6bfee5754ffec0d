"""Answered ranges: the ranges of a file in which people's answers are put in place.

In JSON Lines only the lines that were answered are judged one by one; all between them goes the
fast way, as it did in the run.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemactl.files.datasets import jsonl
from schemactl.files.stream import Chunk
from schemactl.migrate.answered_lane import AnsweredLane
from schemactl.migrate.cuts import RANGE, cuts
from schemactl.migrate.lane import TableLane
from schemactl.migrate.line_ranges import range_reader
from schemactl.migrate.ranges import Range, Stretch, settled
from schemactl.migrate.reading import document_ranges
from schemactl.migrate.row_lane import RowLane
from schemactl.migrate.row_ranges import row_ranges
from schemactl.migrate.source import Job, Source
from schemactl.migrate.verdicts import Answers

_LINE_END = re.compile(rb"\n")


class AnsweredRecord(NamedTuple):
    """A record with answers: its number and its line in the input, from 1."""

    ordinal: int
    line: int
    answers: Answers


def answered_ranges(
    job: Job, source: Source, answered: Sequence[AnsweredRecord]
) -> Iterator[Range]:
    """Yield the ranges of the file; `answered` are in the order of the data."""
    answers = {one.ordinal: one.answers for one in answered}
    if isinstance(source.lane, RowLane):
        source.lane.answers = answers
        yield from row_ranges(source.lane, job.plain or job.path)
        return
    lane = AnsweredLane(source.lane, answers)
    reading = range_reader(job, source)
    if reading is None or not isinstance(source.lane, TableLane):
        yield from document_ranges(job, source, 0, lane)
        return
    lines = {one.line: one.ordinal for one in answered}
    first = 1
    with job.path.open("rb") as file:
        for cut in cuts(job.path, 0, RANGE):
            chunk = cut.chunk(file, first)
            for piece in _pieces(chunk, lines):
                if piece.line in lines:
                    lane.ordinal = lines[piece.line] - 1
                    yield _of_line(job, source.lane, lane, piece)
                else:
                    yield reading.range_of(piece)
            first += chunk.lines.count(b"\n")
    yield settled(reading.settle())


def _pieces(chunk: Chunk, lines: Mapping[int, int]) -> Iterator[Chunk]:
    """Cut lines so that each answered one is a piece of its own."""
    text = chunk.lines
    count = text.count(b"\n") + 1
    wanted = [number for number in range(chunk.line, chunk.line + count) if number in lines]
    ends = [found.end() for found in _LINE_END.finditer(text)] if wanted else []
    begins = [0, *ends]
    line, begin = chunk.line, 0
    for number in wanted:
        here = begins[number - chunk.line]
        after = begins[number - chunk.line + 1] if number - chunk.line < len(ends) else len(text)
        if here > begin:
            yield Chunk(line, chunk.offset + begin, text[begin:here])
        if after > here:
            yield Chunk(number, chunk.offset + here, text[here:after])
        line, begin = number + 1, after
    if begin < len(text):
        yield Chunk(line, chunk.offset + begin, text[begin:])


def _of_line(job: Job, table: TableLane, lane: AnsweredLane, chunk: Chunk) -> Range:
    stretch = Stretch(chunk.offset)
    for record in jsonl.records(job.path, chunk, table.layout):
        stretch.add(lane, record)
    return stretch.finish(chunk.lines)
