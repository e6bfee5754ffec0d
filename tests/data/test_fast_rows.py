"""Tests of fast rows."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.columns import CellColumns
from schemactl.data.fast_rows import Plan, read_rows
from schemactl.files.stream import Chunk

ROWS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.text('ab{}\n":[,', max_size=3), min_size=2)
    | st.dictionaries(st.sampled_from("abc"), st.lists(st.just({})), max_size=2),
    min_size=1,
    max_size=8,
)


@given(ROWS)
def test_each_line_is_read_once_as_what_it_is(rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode()
    found: dict[int, dict[str, Any]] = {}
    for batch in read_rows(Chunk(5, 0, text)):
        if batch.columns is None:
            for number, raw in enumerate(batch.lines.lines.splitlines(), batch.lines.line):
                found[number] = json.loads(raw)
            continue
        assert isinstance(batch.columns, CellColumns)
        names, cells = batch.columns.names, zip(*batch.columns.named.values(), strict=True)
        for position, values in zip(batch.positions, cells, strict=True):
            found[5 + position] = dict(zip(names, values, strict=True))
        for row, line in batch.only([True] * len(batch.positions)):
            assert json.loads(line.lines) == found[line.line]
            assert line.line == 5 + batch.positions[row]
    assert found == dict(enumerate(rows, 5))


@pytest.mark.parametrize(
    "text",
    [
        '{"a":[1\n2]}\n{"a":1}\n',
        '{"a":[{}\n{}]}\n{"a":1},{"a":2}\n',
        '{"a":1},{"a":2}\n1\n',
        '{"a":1,"a":2}\n{"a":1}\n',
        '{"a":1,"a" :2}\n',
        '{"a":1}',
        '{"a":NaN}\n',
        '\n{"a":1}\n',
    ],
)
def test_lines_that_are_no_flat_objects_are_left_to_others(text: str) -> None:
    [rows] = read_rows(Chunk(1, 0, text.encode()))
    assert rows.columns is None
    assert rows.lines.lines == text.encode()


@pytest.mark.parametrize(
    ("column", "cells", "usual"),
    [
        ("item", ("1", "2"), True),
        ("item", (1, 2), True),
        ("item", (1, "2"), False),
        ("item", ("1", ""), False),
        ("item", ("1", None), False),
        ("annotator", ("x", None), True),
        ("annotator", ("x", 1), False),
        ("at", ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"), True),
        ("at", ("2026-01-01T00:00:00Z", "soon"), False),
        ("at", ("2026-01-01T00:00:00Z", None), False),
        ("at", (None, None), True),
        ("text", ("x", None), True),
        ("text", ("x", 1), False),
        ("label", ("x", None), True),
        ("label", (1, None), True),
        ("label", (1, True), False),
        ("label", (1, 1.0), False),
        ("status", (1, True), False),
        ("confidence", (1, 0.5), True),
        ("confidence", (1, "1"), False),
    ],
)
def test_cells_of_the_usual_types_are_fast(
    column: str, cells: tuple[Any, Any], usual: bool
) -> None:
    named = {"item": ("1", "2"), "label": ("a", "b"), column: cells}
    rows = zip(*named.values(), strict=True)
    columns = CellColumns([dict(zip(named, row, strict=True)) for row in rows])
    plan = Plan(list(named), {name: name for name in named})
    is_fast = plan.cells(columns) is not None and plan.deciding_cells(columns) is not None
    assert is_fast is usual
