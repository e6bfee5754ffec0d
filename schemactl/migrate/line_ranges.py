"""Line ranges: JSON Lines are cut at line ends, so that ranges need nothing of each other."""

from collections.abc import Iterator
from pathlib import Path

from schemactl.files.dataset import unreadable
from schemactl.files.datasets import jsonl
from schemactl.files.stream import LONGEST_LINE, Chunk
from schemactl.migrate.lane import TableLane
from schemactl.migrate.ranges import Range, Stretch
from schemactl.migrate.source import Job, Source

_FORMATS = ("jsonl", "annotations")
_CHUNK = 2**20


def line_ranges(job: Job, source: Source, begin: int, processes: int) -> Iterator[Range] | None:
    """Return the ranges of a file of JSON lines from an offset on; None for other formats."""
    del processes
    if source.format.NAME not in _FORMATS or not isinstance(source.lane, TableLane):
        return None
    return _ranges(job, source.lane, begin)


def _ranges(job: Job, lane: TableLane, begin: int) -> Iterator[Range]:
    for chunk in chunks_from(job.path, begin):
        yield range_of(job, lane, chunk)


def range_of(job: Job, lane: TableLane, chunk: Chunk) -> Range:
    """Return what becomes of some lines."""
    stretch = Stretch(chunk.offset)
    for record in jsonl.records(job.path, chunk, lane.layout):
        stretch.add(lane, record)
    return stretch.finish(chunk.lines)


def chunks_from(path: Path, begin: int) -> Iterator[Chunk]:
    """Yield the lines of a file from an offset on, where a line begins."""
    line, offset = _lines_before(path, begin) + 1, begin
    with path.open("rb") as file:
        file.seek(begin)
        while lines := file.read(_CHUNK):
            if not lines.endswith(b"\n"):
                lines += file.readline(LONGEST_LINE)
            if len(lines) > LONGEST_LINE and not lines.endswith(b"\n"):
                what = f"a line of more than {LONGEST_LINE // 2**20} MiB"
                hint = "give --as FORMAT if it is no file of lines"
                raise unreadable(path, line + lines.count(b"\n"), what, hint)
            yield Chunk(line, offset, lines)
            line += lines.count(b"\n")
            offset += len(lines)


def _lines_before(path: Path, end: int) -> int:
    count = 0
    with path.open("rb") as file:
        while end > 0 and (block := file.read(min(_CHUNK, end))):
            count += block.count(b"\n")
            end -= len(block)
    return count
