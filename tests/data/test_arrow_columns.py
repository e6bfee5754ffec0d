"""Tests of columns that Arrow has read: they say what columns of cells say."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.arrow_columns import ArrowColumns
from schemactl.data.fast_rows import CellColumns
from schemactl.files.arrow_rows import ArrowRows

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "t": st.none() | st.text(st.characters(codec="utf-8", exclude_characters='"\\')),
            "é": st.integers(-(2**63), 2**63 - 1),
            "b": st.booleans(),
            "at": st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")),
        }
    ),
    min_size=1,
    max_size=6,
)


def both(rows: list[dict[str, Any]]) -> tuple[ArrowColumns, CellColumns] | None:
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    text = "".join(line + "\n" for line in lines).encode()
    table = ArrowRows().read(text)
    cells = {name: tuple(row[name] for row in rows) for name in rows[0]}
    columns = CellColumns(cells, rows)
    return None if table is None else (ArrowColumns(table, b"\\" in text), columns)


@settings(deadline=None)
@given(ROWS, st.data())
def test_both_kinds_of_columns_say_the_same(
    rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    found = both(rows)
    if found is None:
        return
    arrow, cells = found
    assert (arrow.names, arrow.count) == (cells.names, cells.count)
    for name in arrow.names:
        assert arrow.kinds(name) == cells.kinds(name)
        assert arrow.coded(name).each() == cells.coded(name).each()
        assert arrow.texts(name).each() == cells.texts(name).each()
    assert arrow.lengths("t").tolist() == cells.lengths("t").tolist()
    times = [
        None if one is None else one.tolist() for one in (arrow.times("at"), cells.times("at"))
    ]
    assert times[0] == times[1]
    if arrow.are_plain():
        which = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
        assert arrow.leaves(None) == cells.leaves(None)
        assert arrow.leaves(which) == cells.leaves(which)


def test_floats_and_escapes_are_not_written() -> None:
    for row, is_plain in (({"a": "x", "f": 0.5}, False), ({"a": "\t", "f": 1}, False)):
        found = both([row])
        assert found is not None
        assert found[0].are_plain() is is_plain


@pytest.mark.parametrize("at", [None, "2026-01-01T00:00:00.5Z"])
def test_other_times_are_none(at: str | None) -> None:
    found = both([{"a": "x", "at": "2026-01-01T00:00:00Z"}, {"a": "x", "at": at}])
    assert found is not None
    assert found[0].times("at") is None
