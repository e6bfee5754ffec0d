"""Answered lane: records are judged as before, and annotations become what people answered."""

from collections.abc import Mapping

from schemactl.files.dataset import Record
from schemactl.migrate.lane import Change, DocumentLane, TableLane
from schemactl.migrate.verdicts import NO_ANSWERS, Answers


class AnsweredLane:
    """Hands the answers about each record to the lane of its format."""

    def __init__(self, lane: TableLane | DocumentLane, answers: Mapping[int, Answers]) -> None:
        """Take the answers by the number of the record, from 1."""
        self.lane = lane
        self.is_lines = lane.is_lines
        self.answers = answers
        self.ordinal = 0

    def change(self, record: Record) -> Change:
        """Return what becomes of the next record."""
        self.ordinal += 1
        return self.lane.change(record, self.answers.get(self.ordinal, NO_ANSWERS))

    def pass_by(self, record: Record) -> None:
        """Take note of a record that was written already."""
        self.ordinal += 1
        self.lane.pass_by(record)
