"""Whole ranges: a file whose records have no bytes of their own is migrated in one piece."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from schemactl.files.rewriting import WholeRewriting
from schemactl.migrate.lane import Lane
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.ranges import Range, spliced_range
from schemactl.migrate.source import Source
from schemactl.migrate.tally import Counts
from schemactl.migrate.undo_file import Edit, frame_of
from schemactl.migrate.waiting import Spot, placed_at


def whole_ranges(
    source: Source, rewriting: WholeRewriting, path: Path, begin: int = 0, lane: Lane | None = None
) -> Iterator[Range]:
    """Yield the file as one range; an offset to begin from says that it is written already.

    Entries have no place in the output. Another lane may judge the records.
    """
    if begin:
        return
    judge = source.lane if lane is None else lane
    entries: list[Entry] = []
    counts: Counts = Counter()
    number = 0
    for number, record in enumerate(source.records(), 1):
        change = judge.change(record)
        counts.update(change.counts)
        if change.entry is not None:
            entries.append(placed_at(change.entry, Spot(number, 0, 0)))
    content = path.read_bytes()
    edits = [Edit(*one) for one in rewriting.edits(content)]
    output, undo = spliced_range(content, edits), frame_of(content, edits)
    yield Range(len(content), 0, number, output, undo, entries, counts)
