"""Table ranges: a dataset of tables is migrated as a whole, and written piece by piece."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from schemactl.files.rewriting import TableRewriting
from schemactl.migrate.lane import Lane
from schemactl.migrate.ranges import Range, judged_whole
from schemactl.migrate.source import Source
from schemactl.migrate.tally import UNKNOWN
from schemactl.migrate.undo_file import plain_frame

_RANGE = 2**20


def table_ranges(
    source: Source, rewriting: TableRewriting, path: Path, begin: int = 0, lane: Lane | None = None
) -> Iterator[Range]:
    """Yield what all rows come to, then the output and the undo in pieces, then the input.

    Until all is written no byte of the input counts as read; an offset to begin from says that
    it is. Entries have no place in the output. Another lane may judge the records.
    """
    size = path.stat().st_size
    if begin == 0:
        judged = judged_whole(source, source.lane if lane is None else lane)
        yield judged
        if not judged.counts[UNKNOWN]:
            yield from _written(rewriting)
    for at in range(begin, size, _RANGE):
        yield Range(min(_RANGE, size - at), 0, 0, b"", b"", [], Counter())


def _written(rewriting: TableRewriting) -> Iterator[Range]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as undo:
        rewriting.write(out, undo)
        out.seek(0)
        undo.seek(0)
        while block := out.read(_RANGE):
            yield Range(0, 0, 0, block, b"", [], Counter())
        while block := undo.read(_RANGE):
            yield Range(0, 0, 0, b"", plain_frame(block), [], Counter())
