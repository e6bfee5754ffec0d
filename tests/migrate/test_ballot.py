"""Ballots: the answers of a round are checked, and brought together question by question."""

from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.migrate.answer_file import Given
from schemactl.migrate.answered_ranges import AnsweredRecord
from schemactl.migrate.ballot import Conflict, Round, by_record, count_votes
from tests.migrate.test_questions import ASKED

FILE = Path("answers.jsonl")


def counted(*given: Given) -> Round:
    """Count answers of one file."""
    return count_votes(ASKED, [(FILE, one) for one in given], "majority")


def test_votes_are_counted_by_question() -> None:
    votes = [Given(1, label, ordinal=2, position=1) for label in ("x", "y")]
    found = counted(*votes, Given(3, "y", ordinal=1), Given(4, "z", ordinal=3))
    conflict = Conflict((2, 1), "i2", {"topic/x": 1, "topic/y": 1})
    assert found == Round(4, {(1, 0): ("topic", "y")}, (conflict,), 1)
    assert found.plain("run")["conflicts"][0]["question"] == "run-2-1"


def test_all_bad_answers_are_told_at_once() -> None:
    with pytest.raises(AnswerIsBad) as found:
        counted(*(Given(line, "zz", ordinal=1) for line in range(1, 8)))
    assert found.value.message.count("answers.jsonl:") == 5
    assert "and 2 more; nothing is written" in found.value.message


def test_an_answer_of_an_earlier_round_stands() -> None:
    with pytest.raises(AnswerIsBad, match="record 3 was answered with topic/z"):
        counted(Given(1, "y", ordinal=3))


def test_answers_of_another_run_name_their_file() -> None:
    with pytest.raises(SchemactlError, match=r"^answers\.jsonl:1: "):
        counted(Given(1, "y", "other", 1, 0))


def test_answers_go_to_their_records() -> None:
    answers = {(2, 1): ("topic", "x"), (2, 0): None, (1, 0): ("topic", "y")}
    assert by_record(ASKED, answers) == [
        AnsweredRecord(1, 9, {0: ("topic", "y")}),
        AnsweredRecord(2, 9, {0: None, 1: ("topic", "x")}),
    ]
