"""Advance: how far a build has come, told as a share of the whole between 0 and 1."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Report = Callable[[float], None]
One = TypeVar("One")


def silent(share: float) -> None:
    """Tell nobody."""
    del share


def part(report: Report, begin: float, end: float) -> Report:
    """Return the report of a part of the work, which lies between two shares of the whole."""

    def told(share: float) -> None:
        report(begin + (end - begin) * min(share, 1.0))

    return told


def counted(found: Iterable[One], expected: int, report: Report) -> Iterator[One]:
    """Yield what is found, and report each as one of those that are expected."""
    for number, one in enumerate(found, start=1):
        report(number / max(expected, 1))
        yield one
