"""Folder ranges: the files of a folder are migrated one behind another, as they are joined."""

from collections.abc import Iterator
from pathlib import Path

from schemactl.files.joined import Member, members, told_size
from schemactl.migrate.lane import Lane
from schemactl.migrate.ranges import Range, Stretch
from schemactl.migrate.source import Source
from schemactl.migrate.undo_file import Edit

_RANGE = 2**20


def folder_ranges(
    source: Source, path: Path, begin: int = 0, lane: Lane | None = None
) -> Iterator[Range]:
    """Yield the ranges of joined files from an offset on, where a file begins.

    A range ends where a file does, so that it can tell how large the file has become. Records
    before the offset are read again, since tables of names in them say what others mean. Another
    lane may judge the records.
    """
    judge = source.lane if lane is None else lane
    records = source.records()
    record = next(records, None)
    with path.open("rb") as file:
        file.seek(begin)
        stretch = Stretch(begin)
        for one in members(path):
            grown = stretch.grown
            while record is not None and record.part == one.name:
                if one.begin < begin:
                    judge.pass_by(record)
                else:
                    stretch.add(judge, record._replace(offset=one.begin + record.offset))
                record = next(records, None)
            if one.begin >= begin:
                _end(stretch, one, stretch.grown - grown)
                if stretch.end - stretch.begin >= _RANGE:
                    yield stretch.finish(file.read(stretch.end - stretch.begin))
                    stretch = Stretch(stretch.end)
        if rest := file.read():
            yield stretch.finish(rest)


def _end(stretch: Stretch, one: Member, grown: int) -> None:
    """Tell the new size of a file behind it."""
    if grown:
        new = told_size(one.size + grown)
        at = one.size_at - stretch.begin
        stretch.edits.append(Edit(at, at + len(new), new))
    stretch.end = one.end
