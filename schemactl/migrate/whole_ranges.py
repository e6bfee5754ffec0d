"""Whole ranges: a file whose records have no bytes of their own is migrated in one piece."""

from collections.abc import Iterator
from pathlib import Path

from schemactl.files.rewriting import WholeRewriting
from schemactl.migrate.lane import Lane
from schemactl.migrate.ranges import Range, judged_whole, spliced_range
from schemactl.migrate.source import Source
from schemactl.migrate.undo_file import Edit, frame_of


def whole_ranges(
    source: Source, rewriting: WholeRewriting, path: Path, begin: int = 0, lane: Lane | None = None
) -> Iterator[Range]:
    """Yield the file as one range; an offset to begin from says that it is written already.

    Entries have no place in the output. Another lane may judge the records.
    """
    if begin:
        return
    judged = judged_whole(source, source.lane if lane is None else lane)
    content = path.read_bytes()
    edits = [Edit(*one) for one in rewriting.edits(content)]
    output, undo = spliced_range(content, edits), frame_of(content, edits)
    yield judged._replace(size=len(content), output=output, undo=undo)
