"""Answered ranges: the fast way and the answers together write what the general way writes."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.options import DataOptions
from schemactl.migrate.answered_lane import AnsweredLane
from schemactl.migrate.answered_ranges import AnsweredRecord, answered_ranges
from schemactl.migrate.lane import TableLane
from schemactl.migrate.ranges import Range, ranges
from schemactl.migrate.source import open_source
from schemactl.migrate.tally import Counts
from tests.migrate.runs import a_job

LINES = st.lists(st.tuples(st.sampled_from("aqksd"), st.integers(0, 2)), max_size=12)


def together(found: list[Range]) -> tuple[bytes, Counts, int]:
    """Return the output, the counts and the number of records of ranges."""
    counts: Counts = Counter()
    for one in found:
        counts.update(one.counts)
    return b"".join(one.output for one in found), counts, sum(one.records for one in found)


@settings(deadline=None, max_examples=60)
@given(LINES, st.booleans(), st.booleans(), st.data())
def test_both_ways_write_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, int]],
    is_marked: bool,
    is_ended: bool,
    data: st.DataObject,
) -> None:
    content, line = b"\xef\xbb\xbf" if is_marked else b"", 1
    asked = []
    for ordinal, (label, blanks) in enumerate(rows, 1):
        content += b'{"item": "%d", "label": "%s"}\n' % (ordinal, label.encode())
        if label == "q":
            asked.append((ordinal, line))
        content += b"\n" * blanks
        line += 1 + blanks
    if not rows:
        return
    path = tmp_path_factory.mktemp("ranges") / "data.jsonl"
    path.write_bytes(content if is_ended else content.rstrip(b"\n"))
    chosen = [one for one in asked if data.draw(st.booleans())]
    answered = [AnsweredRecord(*one, {0: ("topic", "y")}) for one in chosen]
    job = a_job(path)
    source = open_source(job)
    assert isinstance(source.lane, TableLane)
    lane = AnsweredLane(source.lane, {one.ordinal: one.answers for one in answered})
    expected = together(list(ranges(source, path, 0, lane)))
    found = list(answered_ranges(job, open_source(job), answered))
    assert together(found) == expected
    before, ordinals = 0, []
    for one in found:
        ordinals += [before + entry.ordinal for entry in one.entries]
        before += one.records
    assert ordinals == [ordinal for ordinal, line in asked if (ordinal, line) not in chosen]
    assert sum(one.size for one in found) == path.stat().st_size


def test_other_tables_are_judged_record_by_record(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"item,label\n1,q\n2,q\n")
    job = a_job(path)._replace(options=DataOptions(format="csv"))
    answered = [AnsweredRecord(2, 3, {0: ("topic", "z")})]
    output, _, records = together(list(answered_ranges(job, open_source(job), answered)))
    assert (output, records) == (b"item,label\n2,z\n", 2)
