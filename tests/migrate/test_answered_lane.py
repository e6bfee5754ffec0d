"""Answered lanes: each record gets the answers about it, by its number."""

from pathlib import Path

from schemactl.migrate.answered_lane import AnsweredLane
from schemactl.migrate.lane import TableLane
from schemactl.migrate.source import open_source
from tests.migrate.answering import lines
from tests.migrate.runs import a_job


def test_a_record_becomes_what_was_answered(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(lines(["q", "k", "q"]))
    source = open_source(a_job(path))
    assert isinstance(source.lane, TableLane)
    lane = AnsweredLane(source.lane, {3: {0: ("topic", "y")}})
    first, second, third = source.records()
    assert lane.change(first).entry is not None
    lane.pass_by(second)
    change = lane.change(third)
    assert (change.entry, change.has_left) == (None, False)
    assert [splice.new for splice in change.splices] == [b'"y"']
