"""Making: a unit under way, of which the output is written as it comes, and the rest is kept."""

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from schemactl.migrate.queue_file import Header, entry_line, header_line
from schemactl.migrate.ranges import Range
from schemactl.migrate.tally import Counts
from schemactl.migrate.undo_file import Section, end_of_section, section_line


class Place(NamedTuple):
    """Where a unit stands: its file, and its offset there."""

    file: str
    begin: int


class Rest(NamedTuple):
    """What a unit comes to beside its output: the bytes of two files, and what is told of it."""

    undo: bytes
    queue: bytes
    told: dict[str, Any]


class _Digested:
    """Bytes that went by: how many, and their digest."""

    def __init__(self) -> None:
        self.size = 0
        self.hash = hashlib.sha256()

    def add(self, content: bytes) -> None:
        self.size += len(content)
        self.hash.update(content)

    @property
    def digest(self) -> str:
        return f"sha256:{self.hash.hexdigest()}"


class Making:
    """A unit under way."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        """Begin with nothing; `write` takes the output."""
        self.write = write
        self.input, self.output = _Digested(), _Digested()
        self.undo: list[bytes] = []
        self.queue: list[bytes] = []
        self.counts: Counts = Counter()
        self.records = self.rows = 0

    def add(self, one: Range) -> None:
        """Take in a range; of lines it has its content, a whole file was told before."""
        for entry in one.entries:
            at = entry.at + (self.output.size if one.rows is None else self.rows)
            moved = entry._replace(ordinal=entry.ordinal + self.records, at=at)
            self.queue.append(entry_line(moved))
        if one.content is not None:
            self.input.add(one.content)
        self.records += one.records
        self.rows += one.rows or 0
        self.output.add(one.output)
        self.write(one.output)
        self.undo.append(one.undo)
        self.counts.update(one.counts)

    def rest(self, header: Header, place: Place) -> Rest:
        """Return what is there beside the output; it is told without counts."""
        taken, made = self.input, self.output
        section = Section(header.run, made.digest, made.size, taken.digest, taken.size)
        header = header._replace(input=section.input, output=section.output)
        told = {
            "place": list(place),
            "records": self.records,
            "entries": len(self.queue),
            "input": {"size": taken.size, "digest": section.input},
            "output": {"size": made.size, "digest": section.output},
        }
        return Rest(
            b"".join([section_line(section), *self.undo, end_of_section()]),
            b"".join([header_line(header._replace(entries=len(self.queue))), *self.queue]),
            told,
        )
