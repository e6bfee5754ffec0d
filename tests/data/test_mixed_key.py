"""Tests of mixed keys."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.mixed_key import mixed, mixed_columns

HASHES = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(st.tuples(HASHES, HASHES, HASHES), min_size=1, max_size=5))
def test_a_row_has_the_same_key_alone_and_among_others(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array(part, dtype=np.int64) for part in zip(*rows, strict=True)]
    assert mixed_columns(*columns).tolist() == [mixed(*row) for row in rows]


@given(st.lists(HASHES, min_size=1, max_size=3), st.integers(0, 2), HASHES)
def test_another_hash_makes_another_key(hashes: list[int], at: int, other: int) -> None:
    at %= len(hashes)
    changed = [*hashes[:at], other, *hashes[at + 1 :]]
    assert (mixed(*changed) == mixed(*hashes)) == (other == hashes[at])


def test_order_counts() -> None:
    assert mixed(1, 2) != mixed(2, 1) != mixed(1, 2, 0)
