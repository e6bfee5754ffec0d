"""Tests of making: what was added is written as it comes, and digested; the rest is kept."""

from collections import Counter

from schemactl.migrate.engines.making import Making, Place
from schemactl.migrate.queue_file import Entry, Header
from schemactl.migrate.ranges import Range
from schemactl.migrate.tally import Counts
from schemactl.releases.canonical import digest_of

HEADER = Header("r", "p", ("a", "b"), ("c", "d"), "", "", "jsonl", {}, "", 0, "t")


def a_range(content: bytes, output: bytes, *entries: Entry) -> Range:
    counts: Counts = Counter({("in", "records"): 2})
    return Range(
        len(content), 2, 2, output, b"u", list(entries), counts, is_settled=False, content=content
    )


def test_the_output_is_written_as_it_comes() -> None:
    written: list[bytes] = []
    making = Making(written.append)
    for _ in range(2):
        making.add(a_range(b"1\n2\n", b"2\n"))
    rest = making.rest(HEADER, Place("f", 7))
    assert written == [b"2\n", b"2\n"]
    assert rest.told == {
        "place": ["f", 7],
        "records": 4,
        "entries": 0,
        "input": {"size": 8, "digest": digest_of(b"1\n2\n" * 2)},
        "output": {"size": 4, "digest": digest_of(b"2\n" * 2)},
    }
    assert making.counts["in", "records"] == 4
    assert rest.undo.count(b"u") > 2


def test_entries_count_from_the_beginning_of_the_unit() -> None:
    making = Making(lambda _: None)
    entry = Entry(1, 1, 0, 0, "i", b"1\n", ())
    for _ in range(2):
        making.add(a_range(b"1\n2\n", b"2\n", entry))
    rest = making.rest(HEADER, Place("f", 0))
    assert rest.told["entries"] == 2
    assert [line.count(b'"ordinal":3') for line in rest.queue.splitlines()] == [0, 0, 1]
    assert b'"at":2' in rest.queue.splitlines()[2]
