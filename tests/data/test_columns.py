"""Tests of columns of cells."""

from typing import Any

import pytest

from schemactl.data.columns import CellColumns, columns_of

ROWS: list[dict[str, Any]] = [{"a": "x", "b": None, "n": 1}, {"a": "é", "b": "y", "n": True}]
COLUMNS = CellColumns(ROWS)


def test_cells_are_told_by_columns() -> None:
    assert (COLUMNS.names, COLUMNS.count) == (("a", "b", "n"), 2)
    assert COLUMNS.kinds("b") == {str, type(None)}
    assert COLUMNS.items("a") == ("x", "é")
    assert COLUMNS.coded("b").each() == [None, "y"]
    assert COLUMNS.together(["a", "b"]).each() == [("x", None), ("é", "y")]
    assert COLUMNS.lengths("b").tolist() == [0, 1]
    assert COLUMNS.cells() is COLUMNS


def test_cells_as_texts_are_told_apart() -> None:
    assert COLUMNS.texts("n").each() == ["1", "True"]
    assert COLUMNS.texts("b").each() == [None, "y"]


@pytest.mark.parametrize(("at", "found"), [("1970-01-01T00:00:01Z", [1000]), ("soon", None)])
def test_times_are_read_where_they_are_usual(at: str, found: list[int] | None) -> None:
    times = CellColumns([{"at": at, "b": 1}]).times("at")
    assert (None if times is None else times.tolist()) == found


def test_rows_of_different_columns_have_none() -> None:
    assert columns_of([{"a": 1, "b": 2}, {"a": 1, "c": 2}]) is None
    assert columns_of([{"a": 1, "b": 2}, {"a": 1}]) is None
    assert columns_of([{"a": 1}]) is None
    found = columns_of([{"a": 1, "b": 2}, {"b": 3, "a": 4}])
    assert found is not None
    assert found.named == {"a": (1, 4), "b": (2, 3)}
    assert found.kinds("a") == {int}
