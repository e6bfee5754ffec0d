"""Unit: a stretch of lines, or a Parquet file, migrated as a file of its own, all in memory.

What comes of it is what `migrate apply` writes for such a file: the output, its undo file and its
queue. So engines can hand units to any process, in any order, and again.
"""

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.stream import Chunk
from schemactl.migrate.apply import header_of
from schemactl.migrate.line_ranges import range_reader
from schemactl.migrate.queue_file import entry_line, header_line
from schemactl.migrate.ranges import Range, RangeReader, settled
from schemactl.migrate.reading import ranges_of
from schemactl.migrate.source import Job, Source, open_source
from schemactl.migrate.tally import Counts
from schemactl.migrate.undo_file import Section, end_of_section, section_line

_CHUNK = 2**19
_NAMELESS = Path("<lines>")


class Run(NamedTuple):
    """What all units share: the job, with a path that only names the format, and its name.

    How lines are read is learned from `head`, the first lines of the first file.
    """

    name: str
    job: Job
    format: str
    head: bytes


class Place(NamedTuple):
    """Where a unit stands: its file, and its offset there."""

    file: str
    begin: int


def address(told: str) -> str:
    """Return an address in one form: local ones are told with one slash or with three."""
    return re.sub(r"^file:/+", "file:/", told)


class Made(NamedTuple):
    """What a unit came to: the bytes of three files, and what is told of it."""

    data: bytes
    undo: bytes
    queue: bytes
    told: dict[str, Any]


class Units:
    """Migrates units of one run; what it learns first serves all that one process is given."""

    def __init__(self, run: Run) -> None:
        """Take what all units share."""
        self.run = run

    def __reduce__(self) -> tuple[object, ...]:
        """Send only what cannot be learned again."""
        return Units, (self.run,)

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

    @cached_property
    def _reading(self) -> RangeReader:
        # Messages name the file and where the stretch begins; see `lines`.
        found = range_reader(self.run.job._replace(path=_NAMELESS), self.source)
        if found is None:
            what = f"{self.source.format.NAME} is neither JSON Lines nor Parquet"
            raise SchemactlError(what, "leave --engine out")
        return found

    def lines(self, place: Place, lines: bytes) -> Made:
        """Migrate whole lines. Raises SchemactlError for one that cannot be read or written."""
        try:
            return self._made(place, lines, _ranges(self._reading, lines))
        except SchemactlError as error:
            self._reading.settle()
            where = f"{place.file}, from byte {place.begin} on"
            message = error.message.replace(str(_NAMELESS), where)
            raise SchemactlError(message, error.hint) from None

    def file(self, place: Place, content: bytes) -> Made:
        """Migrate a Parquet file. Raises SchemactlError where it cannot be read or written."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, Path(place.file).name)
            path.write_bytes(content)
            job = self.run.job._replace(path=path)
            try:
                source = open_source(job)
                made = self._made(place, content, ranges_of(job, source, 0, 1))
                counts = Counter({tuple(key): number for key, number in made.told["counts"]})
                source.check(path, counts)
            except SchemactlError as error:
                message = error.message.replace(str(path), place.file)
                raise SchemactlError(message, error.hint) from None
            return made

    def _made(self, place: Place, content: bytes, ranges: Iterator[Range]) -> Made:
        out, undo, queue = [], [], []
        counts: Counts = Counter()
        records = rows = written = 0
        for one in ranges:
            for entry in one.entries:
                at = entry.at + (written if one.rows is None else rows)
                queue.append(entry_line(entry._replace(ordinal=entry.ordinal + records, at=at)))
            records += one.records
            rows += one.rows or 0
            written += len(one.output)
            out.append(one.output)
            undo.append(one.undo)
            counts.update(one.counts)
        data = b"".join(out)
        entries = len(queue)
        section = Section(self.run.name, _digest(data), len(data), _digest(content), len(content))
        header = header_of(self.run.job, self.run.format, section, "")._replace(entries=entries)
        told = {
            "place": list(place),
            "records": records,
            "entries": entries,
            "input": {"size": len(content), "digest": section.input},
            "output": {"size": len(data), "digest": section.output},
            "counts": [[list(key), number] for key, number in counts.items()],
        }
        return Made(
            data,
            b"".join([section_line(section), *undo, end_of_section()]),
            b"".join([header_line(header), *queue]),
            told,
        )


def _ranges(reading: RangeReader, lines: bytes) -> Iterator[Range]:
    at, number = 0, 1
    while at < len(lines):
        end = lines.find(b"\n", min(at + _CHUNK, len(lines))) + 1 or len(lines)
        one = reading.range_of(Chunk(number, at, lines[at:end]))
        yield one
        number += one.lines
        at = end
    yield settled(reading.settle())


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
