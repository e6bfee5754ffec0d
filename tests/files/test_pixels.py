"""Tests of painted pixels."""

from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.pixels import columns_of, rows_of


def test_rows_become_columns() -> None:
    # .X.
    # XX.
    assert columns_of([(1, 2), (3, 5)], 3, 2) == [1, 3, 2]
    assert columns_of([(0, 6)], 3, 2) == [0, 6]
    assert columns_of([], 3, 2) == [6]
    assert rows_of([1, 3, 2], 3, 2) == [(1, 2), (3, 5)]


@given(st.lists(st.booleans(), min_size=12, max_size=12))
def test_there_and_back(painted: list[bool]) -> None:
    stretches = [(at, at + 1) for at, is_painted in enumerate(painted) if is_painted]
    counts = columns_of(stretches, 4, 3)
    assert sum(counts) == 12
    again = {at for begin, end in rows_of(counts, 4, 3) for at in range(begin, end)}
    assert again == {at for at, _ in stretches}
