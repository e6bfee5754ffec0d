"""Tests of pace."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data import key_bag
from schemactl.data.check_pace import Pace, milliseconds, usual_times
from schemactl.data.coded import coded

BEGIN = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


def at(seconds: float) -> str:
    return (BEGIN + timedelta(seconds=seconds)).isoformat()


@given(st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)), min_size=1, max_size=9))
def test_usual_times_are_read_as_single_ones_are(moments: list[datetime]) -> None:
    times = [moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in moments]
    found = usual_times([time.rjust(20, "0") for time in times])
    assert found is not None
    assert found.tolist() == list(map(milliseconds, times))


@pytest.mark.parametrize(
    "time",
    [
        *("2026-02-30T09:30:00Z", "2026-01-31T24:30:00Z", "2026-01-31T09:60:00Z"),
        *("2026-01-31 09:30:00Z", "2026-01-31T09:30:00.5Z", "2026-01-3éT09:30:00Z"),
        *("1969-01-31T09:30:00Z", "2026-01-31T09:3a:00Z", ""),
    ],
)
def test_other_times_are_left_to_others(time: str) -> None:
    assert usual_times(["2026-01-31T09:30:00Z", time]) is None


def test_who_is_far_faster_than_usual_is_named() -> None:
    pace = Pace()
    for number in range(30):
        pace.add("steady", at(number * 10))
        pace.add("hasty", at(number * 10))
    pace.add("hasty", at(100.5))
    pace.add("hasty", "no time")
    pace.add(None, at(0))
    [(name, found)] = pace.hasty().items()
    assert name == "hasty"
    assert found.median == 10
    assert found.times == {milliseconds(at(100.5))}


def test_answers_that_were_saved_together_say_nothing() -> None:
    pace = Pace()
    for number in range(60):
        pace.add("x", at(number // 2 * 10))
    assert pace.hasty() == {}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 400)), max_size=80))
def test_many_at_once_are_as_one_by_one(told: list[tuple[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_bag, "_MOST_IN_MEMORY", 7)
        patch.setattr(key_bag, "_STEP", 2)
        alone, together = Pace(), Pace()
        for name, seconds in told:
            alone.add(name, at(seconds / 10))
        times = np.array([milliseconds(at(s / 10)) for _, s in told], dtype=np.int64)
        together.extend(coded([*(name for name, _ in told), None]), np.append(times, 0))
        assert alone.hasty() == together.hasty()
