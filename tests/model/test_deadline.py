"""The last day in time: what is understood, and that nobody is late too early."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.deadline import Term, last_day, parse_term

DAYS = st.dates(date(1900, 1, 1), date(2900, 1, 1))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2 days", Term(2, is_working=False)),
        ("48 hours", Term(2, is_working=False)),
        ("49 hours", Term(3, is_working=False)),
        ("30 minutes", Term(1, is_working=False)),
        ("a day", Term(1, is_working=False)),
        ("an hour", Term(1, is_working=False)),
        ("two weeks", Term(14, is_working=False)),
        ("One working day", Term(1, is_working=True)),
        ("1  Business\nDay", Term(1, is_working=True)),
        ("four working hours", Term(1, is_working=True)),
        ("16 working hours", Term(2, is_working=True)),
        ("960 working minutes", Term(2, is_working=True)),
        ("twelve working weeks", Term(60, is_working=True)),
        ("one working day, and one hour in an emergency", Term(1, is_working=True)),
        ("2 days (by mail)", Term(2, is_working=False)),
        (" 3 days. ", Term(3, is_working=False)),
    ],
)
def test_what_is_understood(text: str, term: Term) -> None:
    assert parse_term(text) == term


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "the next working day", "0 days", "-1 days", "1.5 days", "2", "days"),
        *("2 months", "half a day", "2d", "1000 days", "zwei Tage", "2 days or so", "٢ days"),
    ],
)
def test_what_is_not_understood(text: str) -> None:
    assert parse_term(text) is None


@pytest.mark.parametrize(
    ("asked", "term", "due"),
    [
        # 2026-11-20 is a Friday.
        ("2026-11-20", Term(1, is_working=False), "2026-11-21"),
        ("2026-11-20", Term(1, is_working=True), "2026-11-23"),
        ("2026-11-21", Term(1, is_working=True), "2026-11-23"),
        ("2026-11-20", Term(5, is_working=True), "2026-11-27"),
        ("9999-12-30", Term(7, is_working=False), "9999-12-31"),
    ],
)
def test_the_last_day_in_time(asked: str, term: Term, due: str) -> None:
    assert last_day(asked, term) == due


@given(DAYS, st.integers(1, 60))
def test_working_days_are_never_shorter_and_end_on_one(asked: date, days: int) -> None:
    plain = last_day(asked.isoformat(), Term(days, is_working=False))
    working = last_day(asked.isoformat(), Term(days, is_working=True))
    assert plain == (asked + timedelta(days=days)).isoformat()
    assert working >= plain
    assert date.fromisoformat(working).weekday() < 5
