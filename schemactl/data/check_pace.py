"""Pace: who answers far sooner after the answer before than usual for them.

Times of one annotator are put in order. Answers with the same time were saved together, and say
nothing of pace. An answer is too soon where it comes after less than a tenth of the annotator's
median time between two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.data.check import read_time
from schemactl.data.coded import Coded
from schemactl.data.key_bag import KeyBag, Keys

_SHARE = 10
# Medians of fewer times say little.
_FEWEST = 20
# Milliseconds since 1970 fit into 42 bits until the year 2109.
_TIME_BITS = 42
_TIME = (1 << _TIME_BITS) - 1
_BLOCK = 2**18
_MOST_PEOPLE = 2**20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Hasty(NamedTuple):
    """Of an annotator: the median time between answers, and which times came too soon."""

    median: float
    times: frozenset[int]


class Pace:
    """Collects the times of annotators."""

    def __init__(self) -> None:
        # Who is not known, or beyond the most that are told apart, is left out.
        self._people: dict[str, int] = {}
        self._times = KeyBag()

    def add(self, annotator: str | None, at: str | None) -> None:
        """Count the time of an answer, where both are known."""
        if annotator is None or at is None:
            return
        time = milliseconds(at)
        person = self._person(annotator)
        if time is not None and person is not None:
            self._times.add((person << _TIME_BITS) + time)

    def _person(self, annotator: str) -> int | None:
        if annotator not in self._people and len(self._people) < _MOST_PEOPLE:
            self._people[annotator] = len(self._people)
        return self._people.get(annotator)

    def extend(self, annotators: Coded, times: Keys) -> None:
        """Count many, with their times in milliseconds."""
        found = [None if one is None else self._person(one) for one in annotators.values]
        people = np.array([-1 if one is None else one for one in found], dtype=np.int64)
        codes = people[annotators.codes]
        is_told = codes >= 0
        self._times.append((codes[is_told] << _TIME_BITS) + times[is_told])

    def hasty(self) -> dict[str, Hasty]:
        """Return who was too fast, and when."""
        gaps: dict[int, Counter[int]] = defaultdict(Counter)
        for person, found, _ in self._gaps():
            lengths, counts = np.unique(found, return_counts=True)
            gaps[person].update(dict(zip(lengths.tolist(), counts.tolist(), strict=True)))
        medians = {
            person: _median(found) for person, found in gaps.items() if found.total() >= _FEWEST
        }
        is_fast = {p for p, median in medians.items() if min(gaps[p]) * _SHARE < median}
        soon: dict[int, set[int]] = defaultdict(set)
        for person, found, times in self._gaps() if is_fast else ():
            if person in is_fast:
                soon[person].update(times[found * _SHARE < medians[person]].tolist())
        names = [str(one) for one in self._people]
        return {names[p]: Hasty(medians[p] / 1000, frozenset(times)) for p, times in soon.items()}

    def _gaps(self) -> Iterator[tuple[int, Keys, Keys]]:
        """Yield annotators with their gaps between different times, and the later times."""
        last: int | None = None
        for part in self._times.sorted():
            keys = part if last is None else np.concatenate([[last], part])
            for block in range(0, len(keys) - 1, _BLOCK):
                some = keys[block : block + _BLOCK + 1]
                later, gaps = some[1:], np.diff(some)
                same = (some[:-1] >> _TIME_BITS) == (later >> _TIME_BITS)
                counts = same & (gaps > 0)
                later, gaps = later[counts], gaps[counts]
                codes = later >> _TIME_BITS
                for start, end in _runs(codes):
                    yield int(codes[start]), gaps[start:end], later[start:end] & _TIME
            if len(keys):
                last = int(keys[-1])


def _median(gaps: Counter[int]) -> float:
    """Return the lower median of lengths that are counted."""
    left = (gaps.total() + 1) // 2
    for length in sorted(gaps):
        left -= gaps[length]
        if left <= 0:
            return float(length)
    return 0.0


def _runs(codes: Keys) -> Iterable[tuple[int, int]]:
    """Return from where to where the same code stands."""
    cuts = (np.flatnonzero(np.diff(codes)) + 1).tolist()
    return zip([0, *cuts], [*cuts, len(codes)], strict=True) if len(codes) else ()


def milliseconds(at: str) -> int | None:
    """Return a time as milliseconds since 1970; None where it is none, or lies before."""
    found = read_time(at)
    since = None if found is None else (found - EPOCH) // MILLISECOND
    return since if since is not None and 0 <= since < 1 << _TIME_BITS else None


_USUAL = len("2026-01-31T09:30:00Z")
_MARKS_AT = [4, 7, 10, 13, 16, 19]
_MARKS = np.frombuffer(b"--T::Z", dtype=np.uint8)
_DATE_AT = [0, 1, 2, 3, 5, 6, 8, 9]
_DATE = np.array([10**power for power in range(7, -1, -1)], dtype=np.int32)
_DIGITS_AT = [11, 12, 14, 15, 17, 18]
_ZERO = np.uint8(ord("0"))
_NINE = 9
_MOST = np.array([2, 9, 5, 9, 5, 9], dtype=np.uint8)
_SECONDS = np.array([36_000, 3600, 600, 60, 10, 1], dtype=np.int32)
_DAY = 86_400


def usual_times(times: Sequence[str]) -> Keys | None:
    """Read times as most systems write them, in whole seconds of UTC, as milliseconds since 1970.

    None says that one of them is written otherwise, or is no time.
    """
    text = "".join(times)
    if not text.isascii() or set(map(len, times)) != {_USUAL}:
        return None
    return usual_clocks(np.frombuffer(text.encode(), dtype=np.uint8))


def usual_clocks(text: NDArray[np.uint8]) -> Keys | None:
    """Read times that stand one behind the other, as `usual_times` does."""
    found = text.reshape(-1, _USUAL)
    digits, dates = found[:, _DIGITS_AT] - _ZERO, found[:, _DATE_AT] - _ZERO
    if (found[:, _MARKS_AT] != _MARKS).any() or (digits > _MOST).any() or (dates > _NINE).any():
        return None
    seconds: Keys = digits.astype(np.int32) @ _SECONDS
    if (seconds >= _DAY).any():
        return None
    numbers = dates.astype(np.int32) @ _DATE
    written = np.unique(numbers)
    days = np.array([_day(number) for number in written.tolist()], dtype=np.int64)
    if (days < 0).any():
        return None
    result: Keys = (days[np.searchsorted(written, numbers)] * _DAY + seconds) * 1000
    return result


@lru_cache(maxsize=2**15)
def _day(number: int) -> int:
    """Return a date such as 20260131 as days since 1970; -1 where it is none, or lies before."""
    try:
        found = date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return -1
    return max(-1, (found - EPOCH.date()).days)
