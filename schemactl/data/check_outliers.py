"""Outliers: measures that lie far outside of most others, by Tukey's outer fences.

Measures are sizes and counts, which differ by factors: the fences stand on their logarithms. A
value is far out where it is more than three interquartile ranges below the first quartile or
above the third (Tukey 1977, "Exploratory Data Analysis", section 2D); the range counts as at
least a doubling, so that data which hardly varies is not full of outliers.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

# Bins per doubling: values in one bin differ by less than 5 percent.
_BINS = 16
_FENCE = 3
_LEAST_RANGE = _BINS
# Fewer values have no quartiles worth the name.
_FEWEST = 20
# From here on three digits would want an exponent, and up to here none is shorter.
_EXACT = 1000
_LONG = 1e15


class Fences(NamedTuple):
    """Between which values a measure is usual, and the median and quartiles that decide it."""

    low: float
    high: float
    first: float
    median: float
    third: float

    def is_outside(self, value: float) -> bool:
        """Tell whether a value is far out."""
        return value > 0 and not self.low <= value <= self.high

    def shown(self, *, is_count: bool = False) -> str:
        """Say the statistics; numbers of things are whole."""
        numbers = (self.median, self.first, self.third)
        median, first, third = (told(round(n) if is_count else n) for n in numbers)
        return f"median {median}, half lie from {first} to {third}"


class Distribution:
    """Counts values above 0 in bins of equal ratio, at the memory of the bins."""

    def __init__(self) -> None:
        self.bins: Counter[int] = Counter()

    def add(self, value: float) -> None:
        """Count a value; what is not above 0 has no logarithm and is left out."""
        if value > 0:
            self.bins[_bin(value)] += 1

    def extend(self, counted: Iterable[tuple[float, int]]) -> None:
        """Count values with how often each is there."""
        for value, number in counted:
            if value > 0:
                self.bins[_bin(value)] += number

    def fences(self) -> Fences | None:
        """Return the fences; None where there are too few values, or none outside."""
        total = sum(self.bins.values())
        if total < _FEWEST:
            return None
        first, median, third = (self._quantile(total, share) for share in (0.25, 0.5, 0.75))
        reach = _FENCE * max(third - first, _LEAST_RANGE)
        low, high = first - reach, third + reach
        if low <= min(self.bins) and max(self.bins) <= high:
            return None
        # A bin reaches from its number to the next.
        return Fences(_value(low), _value(high + 1), *map(_middle, (first, median, third)))

    def _quantile(self, total: int, share: float) -> int:
        seen = 0
        for number in sorted(self.bins):
            seen += self.bins[number]
            if seen >= total * share:
                return number
        return max(self.bins)


def told(value: float) -> str:
    """Return a number with three digits, or without a fraction where it has more before it."""
    return f"{value:.0f}" if _EXACT <= abs(value) < _LONG else f"{value:.3g}"


def _bin(value: float) -> int:
    return math.floor(math.log2(min(value, sys.float_info.max)) * _BINS)


def _value(number: int) -> float:
    return _power(number / _BINS)


def _middle(number: int) -> float:
    return _power((number + 0.5) / _BINS)


def _power(exponent: float) -> float:
    return 2.0**exponent if exponent < sys.float_info.max_exp else math.inf
