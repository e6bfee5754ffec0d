"""Deadline: the last day on which an answer is in time, from words such as `two working days`."""

import re
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

_COUNTS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
# An exception may follow behind a comma: `one working day, and one hour in an emergency`.
_WITHIN = re.compile(
    rf"(?P<count>[1-9][0-9]{{0,2}}|an?|{'|'.join(_COUNTS)})"
    r"\s+(?P<working>(?:working|business)\s+)?(?P<unit>minute|hour|day|week)s?"
    r"(?:[.,;(].*|\s+\(.*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
# A working day has eight hours, and a working week five of them.
_DAYS = {"minute": 1 / (24 * 60), "hour": 1 / 24, "day": 1, "week": 7}
_WORKING_DAYS = {"minute": 1 / (8 * 60), "hour": 1 / 8, "day": 1, "week": 5}
_SATURDAY = 5


class Term(NamedTuple):
    """A time in whole days, rounded up; `is_working` where Saturdays and Sundays do not count."""

    days: int
    is_working: bool


def parse_term(text: str) -> Term | None:
    """Read a number and a unit; None where the text is anything else.

    Units are minutes, hours, days and weeks, working ones too; a number has at most three digits,
    or is one of the words up to twelve.
    """
    found = _WITHIN.match(text.strip())
    if found is None:
        return None
    word = found["count"].lower()
    count = int(word) if word.isdecimal() else 1
    if word in _COUNTS:
        count += _COUNTS.index(word)
    is_working = found["working"] is not None
    days = (_WORKING_DAYS if is_working else _DAYS)[found["unit"].lower()]
    return Term(ceil(round(count * days, 6)), is_working)


def last_day(asked: str, term: Term) -> str:
    """Return the last day in time for what was asked at any hour of a day, both YYYY-MM-DD.

    Public holidays count as working days, since they differ between places.
    """
    day, left = date.fromisoformat(asked), term.days
    try:
        while left:
            day += timedelta(days=1)
            left -= not term.is_working or day.weekday() < _SATURDAY
    except OverflowError:
        return date.max.isoformat()
    return day.isoformat()
