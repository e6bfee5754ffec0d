"""Line fates: one row tells what becomes of all that say the same, or that it cannot be told."""

import pickle
from functools import partial
from pathlib import Path

import pytest

from schemactl.files.stream import Chunk
from schemactl.migrate.lane import TableLane
from schemactl.migrate.line_fates import SLOW, Conditional, LineFates, Patch
from schemactl.migrate.source import open_source
from tests.migrate.runs import a_job


@pytest.fixture
def fates(tmp_path: Path) -> LineFates:
    """Return the fates of rows of a file."""
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'{"item": 1, "label": "a"}\n')
    lane = open_source(a_job(path, format="jsonl")).lane
    assert isinstance(lane, TableLane)
    return LineFates(path, lane, "label")


def line(label: bytes) -> Chunk:
    """Return a row with a label."""
    return Chunk(1, 0, b'{"label":%s,"n":1}\n' % label)


def test_labels_give_way_or_stay(fates: LineFates) -> None:
    moved, kept = fates.fate_of(line(b'"a"')), fates.fate_of(line(b'"k"'))
    assert isinstance(moved, Patch)
    assert isinstance(kept, Patch)
    assert (moved.old, moved.new) == (b"a", b"x")
    assert kept.new is kept.old
    assert fates.news == [b"x", b"k"]


def test_rows_are_counted_by_their_patch(fates: LineFates) -> None:
    fate = fates.fate_of(line(b'"a"'))
    assert isinstance(fate, Patch)
    counts = fates.counts_of({fate.number: 3})
    assert counts["spelling", "a"] == counts["in", "records"] == 3


@pytest.mark.parametrize("label", [b'"zz"', b'"d"', b'"q"', b'["a"]', b"1"])
def test_some_rows_are_left_to_the_general_lane(fates: LineFates, label: bytes) -> None:
    assert fates.fate_of(line(label)) is SLOW


def test_a_record_decides_of_its_label(fates: LineFates) -> None:
    fate = fates.fate_of(line(b'"s"'))
    assert isinstance(fate, Conditional)
    high, low = (fates.decided(fate, {"n": n}, partial(line, b'"s"')) for n in (2, 2))
    assert high is low
    assert high is not None
    assert high.new == b"hi"
    assert fates.decided(fate, {"n": 2.0**63}, partial(line, b'"s"')) is None


def test_fates_are_sent_without_the_lane(fates: LineFates) -> None:
    known = fates.fate_of(line(b'"k"'))
    sent: LineFates = pickle.loads(pickle.dumps(fates.without_lane()))
    assert sent.patches == [known]
    assert sent.patches[0].new is sent.patches[0].old
    sent.lend = lambda: fates.lane
    moved = sent.fate_of(line(b'"a"'))
    assert isinstance(moved, Patch)
    assert (moved.number, moved.new) == (1, b"x")
