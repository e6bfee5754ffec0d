"""Even lines: rows that are alike are judged by the bytes of their label, each as it is written."""

import pickle
from collections import Counter
from pathlib import Path

import pytest

from schemactl.files.even_rows import EvenReader
from schemactl.files.stream import Chunk
from schemactl.migrate.even_lines import EvenLines
from schemactl.migrate.lane import TableLane
from schemactl.migrate.line_fates import LineFates
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.source import open_source
from tests.migrate.runs import a_job


@pytest.fixture
def even(tmp_path: Path) -> EvenLines:
    """Return the even lines of a file of rows with labels."""
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'{"item": 1, "label": "a"}\n')
    lane = open_source(a_job(path, format="jsonl")).lane
    assert isinstance(lane, TableLane)
    return EvenLines(LineFates(path, lane, "label"), EvenReader("label", [], ["n"]))


def written(even: EvenLines, content: bytes) -> bytes | None:
    """Return what becomes of lines; None where they are not even."""
    writer = RangeWriter(content)
    if even.take(Chunk(1, 0, content), writer) is None:
        return None
    return writer.finish(0).output


def test_labels_give_way_as_they_are_written(even: EvenLines) -> None:
    content = b'{"label":"a"}\n{"label":"\\u0061"}\n{"label":"k"}\n{"label":null}\n{"label":"a" }\n'
    for _ in range(2):
        found = written(even, content)
        assert (
            found
            == b'{"label":"x"}\n{"label":"x"}\n{"label":"k"}\n{"label":null}\n{"label":"x" }\n'
        )


def test_records_decide_where_a_label_is_split(even: EvenLines) -> None:
    rows = [b'{"label":"s","n":%s}\n' % n for n in (b"0", b"2", b'"1"', b"null", b"1e300")]
    found = written(even, b"".join(rows))
    ends = (b"lo", b"hi", b"hi", b"lo", b"hi")
    assert found == b"".join(
        row.replace(b'"s"', b'"%s"' % end) for row, end in zip(rows, ends, strict=True)
    )
    assert even.settle().total() == 4


def test_rows_that_leave_stand_among_rows_that_change(even: EvenLines) -> None:
    content = b'{"label":"a"}\n{"label":"d"}\n{"label":"b"}\n{"label":"q"}\n{"label":"a"}\n'
    assert written(even, content) == b'{"label":"x"}\n{"label":"m"}\n{"label":"x"}\n'


def test_counts_are_those_of_rows_since_the_last_time(even: EvenLines) -> None:
    written(even, b'{"label":"a"}\n{"label":"k"}\n{"label":"a"}\n')
    assert even.settle() == {0: 2, 1: 1}
    assert not even.settle()


def test_long_labels_are_left_to_others(even: EvenLines) -> None:
    assert written(even, b'{"label":"%s"}\n' % (b"a" * 200)) is None
    assert written(even, b'{"label":"a"}\n') == b'{"label":"x"}\n'


def test_what_lines_taught_counts_nothing(even: EvenLines) -> None:
    assert even.learn(Chunk(1, 0, b'{"label":"a","n":1}\n{"label":"s","n":2}\n'))
    assert not even.settle()
    assert [patch.new for patch in even.fates.patches] == [b"x", b"hi"]
    assert not even.learn(Chunk(1, 0, b"{}\n"))


def test_what_was_learned_serves_without_the_lane(even: EvenLines) -> None:
    content = b'{"label":"a","n":1.5}\n{"label":"s","n":2.5}\n{"label":"k","n":3.5}\n'
    expected = written(even, content)
    counts = even.settle()
    lane, asked = even.fates.lane, Counter[str]()
    sent: EvenLines = pickle.loads(pickle.dumps(even.without_lane()))
    again: EvenLines = pickle.loads(pickle.dumps(sent.without_lane()))
    for one in (sent, again):
        assert written(one, content) == expected
        assert one.settle() == counts

    def lend() -> TableLane:
        asked["lane"] += 1
        return lane

    sent.fates.lend = lend
    assert written(sent, b'{"label":"b","n":1.5}\n{"label":"s","n":0.5}\n') == (
        b'{"label":"m","n":1.5}\n{"label":"lo","n":0.5}\n'
    )
    assert asked["lane"] == 1
