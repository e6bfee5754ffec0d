"""Intervals are merged where they touch, and measured once."""

from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.intervals import common_length, length, merged

STRETCHES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=8,
)


def covered(intervals: list[tuple[int, int]]) -> set[int]:
    return {second for start, end in intervals for second in range(start, end)}


def test_what_touches_or_overlaps_is_one() -> None:
    assert merged([(4, 6), (0, 2), (2, 3), (5, 9)]) == [(0, 3), (4, 9)]


@given(first=STRETCHES, second=STRETCHES)
def test_lengths_are_those_of_the_covered_places(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    one, other = merged([*first]), merged([*second])
    assert length(one) == len(covered(first))
    assert common_length(one, other) == len(covered(first) & covered(second))
