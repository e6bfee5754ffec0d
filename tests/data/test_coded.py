"""Tests of coded columns."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data import coded as module
from schemactl.data.coded import Items, coded, hashes, repeated, together

CELLS = st.lists(st.none() | st.sampled_from("abcdef"), max_size=12)
ROWS = st.lists(st.tuples(*[st.none() | st.sampled_from("abc")] * 3), max_size=12)


@given(CELLS, st.data())
def test_cells_come_back_from_their_codes(cells: list[Any], data: st.DataObject) -> None:
    column = coded(cells)
    assert column.each() == cells
    assert len(set(column.values)) == len(column.values)
    assert dict(column.counts()) == {cell: cells.count(cell) for cell in cells}
    assert column.hashes().tolist() == list(map(hash, cells)) == hashes(cells).tolist()
    which = data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
    some = column.only(np.array(which, dtype=np.bool_))
    kept = [cell for cell, is_kept in zip(cells, which, strict=True) if is_kept]
    assert some.each() == kept
    assert set(some.values) == set(kept)


@given(ROWS, st.sampled_from([2, 2**16]))
def test_columns_together_have_tuples(rows: list[tuple[Any, ...]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_COUNTED", most)
        found = together([coded([row[at] for row in rows]) for at in range(3)])
    assert found.each() == rows
    assert sorted(map(repr, found.values)) == sorted(map(repr, set(rows)))


def test_a_cell_that_stands_in_all_rows() -> None:
    assert repeated("x", 3).each() == ["x", "x", "x"]
    assert repeated("x", 0).counts() == []


def test_what_cannot_be_looked_up_is_no_cell() -> None:
    with pytest.raises(TypeError):
        coded([{}])


def test_items_have_their_hashes() -> None:
    items = Items(["a", "b"], hashes(["a", "b"])).only(np.array([False, True]))
    assert (items.texts, items.hashes.tolist()) == (["b"], [hash("b")])
