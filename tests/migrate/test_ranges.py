"""Ranges: a file is cut where records end, and can be taken up at each of these places."""

from collections import Counter
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.rewriting import Splice
from schemactl.migrate import ranges as module
from schemactl.migrate.lane import Change
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.ranges import Stretch, judged_whole, ranges, settled, spliced_range
from schemactl.migrate.source import open_source
from schemactl.migrate.tally import Counts, Share
from schemactl.migrate.undo_file import Edit
from tests.migrate.runs import a_job

CONTENT = b"item,label\n" + b"".join(
    b"%d,%s\n" % (at, one) for at, one in enumerate([b"a", b"q"] * 9)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file of separated values."""
    found = tmp_path / "data.csv"
    found.write_bytes(CONTENT)
    return found


def test_ranges_follow_each_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RANGE", 20)
    whole = list(ranges(open_source(a_job(path)), path))
    assert sum(one.size for one in whole) == len(CONTENT)
    assert sum(one.records for one in whole) == 18
    assert len(whole) > 3
    begin = 0
    for number, one in enumerate(whole):
        rest = list(ranges(open_source(a_job(path)), path, begin))
        assert rest == whole[number:]
        begin += one.size


def test_records_out_of_order_are_refused(path: Path) -> None:
    lane = open_source(a_job(path)).lane
    stretch = Stretch(0)
    stretch.add(lane, Record(2, 11, b"0,a\n", {"item": "0", "label": "a"}))
    with pytest.raises(SchemactlError, match="records overlap"):
        stretch.add(lane, Record(3, 12, b"0,a\n", {"item": "0", "label": "a"}))


def test_edits_give_way_in_order() -> None:
    assert (
        spliced_range(b"abcdef", [Edit(0, 1, b"xy"), Edit(3, 3, b"-"), Edit(5, 6, b"")])
        == b"xybc-de"
    )
    counts: Counts = Counter({("in", "records"): 2})
    assert settled(counts).counts is counts


class _Leaving:
    """A lane from which every record leaves, with the comma before it."""

    is_lines = False

    def change(self, record: Record) -> Change:
        """Cut the record, which waits."""
        entry = Entry(0, record.line, 0, 0, "1", record.raw, ())
        return Change([Splice(-2, len(record.raw), b"")], entry, Counter())

    def pass_by(self, record: Record) -> None:
        """Take note of nothing."""


def test_what_left_with_its_comma_belongs_where_the_comma_was() -> None:
    stretch = Stretch(0)
    for offset in (4, 7):
        stretch.add(_Leaving(), Record(1, offset, b"b", {}))
    found = stretch.finish(b"[a, b, c]")
    assert found.output == b"[a]"
    assert [(entry.at, entry.length) for entry in found.entries] == [(2, 0), (2, 0)]


class _Sharing:
    """A lane in which all records count alike."""

    is_lines = False
    share = Share([("in", "records")])

    def change(self, record: Record) -> Change:
        """Keep the record."""
        del record
        return Change([], None, Counter({("held",): 1}), False, [self.share])

    def pass_by(self, record: Record) -> None:
        """Take note of nothing."""


def test_shares_are_counted_with_what_is_of_each_record(path: Path) -> None:
    source = open_source(a_job(path))
    [found] = ranges(source, path, lane=_Sharing())
    assert found.counts == {("in", "records"): 18, ("held",): 18}
    whole = judged_whole(open_source(a_job(path)), _Sharing())
    assert whole.counts == found.counts
