"""Tests of rows that Arrow reads: it says what each line says, or nothing."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemactl.files import arrow_rows
from schemactl.files.arrow_rows import ArrowRows

USUAL = '{"a":"x","n":1,"f":1.5,"b":true}'
CELLS = st.sampled_from(['"x"', '"é"', '"\\""', '"\\":null"', '"},{"', "1", "0.5", "true", "null"])
LINES = st.lists(
    st.lists(st.tuples(st.sampled_from("ab"), CELLS), min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@settings(deadline=None)
@given(LINES, st.sampled_from([",", ", "]), st.sampled_from([":", ": ", " :"]))
@example([[("a", '"x"'), ("b", '"\\":null"')], [("a", "null"), ("a", '"x"')]], ",", ":")
@example([[("a", '"x"'), ("b", "null")], [("a", "null"), ("a", "null")]], ",", ":")
def test_what_is_read_is_what_the_lines_say(
    lines: list[list[tuple[str, str]]], comma: str, colon: str
) -> None:
    texts = ["{" + comma.join(f'"{key}"{colon}{cell}' for key, cell in row) + "}" for row in lines]
    table = ArrowRows().read("".join(text + "\n" for text in texts).encode())
    if table is not None:
        # Whoever needs floats to be told from whole numbers looks at the column's type.
        found = [json.loads(text, object_pairs_hook=unique) for text in texts]
        assert table.to_pylist() == found


@pytest.mark.parametrize(
    "line",
    [
        *('{"a":"x","a":"y","n":1,"f":1.5,"b":true}', '{"a":null,"a":"y","n":1,"f":1.5,"b":true}'),
        *('{"a":"\\ud800","n":1,"f":1.5,"b":true}', '{"a":"\\x","n":1,"f":1.5,"b":true}'),
        *('{"a":"\t","n":1,"f":1.5,"b":true}', '{"a":"x","n":1.0,"f":1.5,"b":true}'),
        *('{"a":"x","n":1,"f":NaN,"b":true}', '{"a":"x","n":1,"f":-Infinity,"b":true}'),
        *('{"a":"x","n":9999999999999999999,"f":1.5,"b":true}', USUAL + USUAL, "", " " + USUAL),
        *('{"n":1,"f":1.5,"b":true}', '{"a":{"q":1},"n":1,"f":1.5,"b":true}', USUAL[:-1], "[]"),
        *('{"a":"x","n":1,"f":1.5,"b":true,"c":1}', '{"a":"x","n":1,"f":1.5,"b":true,}'),
        *(USUAL + "\r", USUAL + "\0", "\ufeff" + USUAL, '{"a":["x"],"n":1,"f":1.5,"b":true}'),
    ],
)
def test_other_lines_are_left_to_others(line: str) -> None:
    rows = ArrowRows()
    assert rows.read(f"{USUAL}\n{line}\n{USUAL}\n".encode()) is None
    assert rows.read(f"{USUAL}\n".encode()).to_pylist() == [json.loads(USUAL)]


def test_bytes_that_are_no_text_are_left_to_others() -> None:
    assert ArrowRows().read(b'{"a":"\xff","n":1}\n') is None
    assert ArrowRows().read('{"a":"é","n":1}\n'.encode()).to_pylist() == [{"a": "é", "n": 1}]


@pytest.mark.parametrize("text", ["", USUAL, '{"a":1}\n', '{"a":1,}\n', '{"a":[],"b":1}\n'])
def test_rows_are_whole_lines_of_several_plain_cells(text: str) -> None:
    assert ArrowRows().read(text.encode()) is None


def test_after_many_failures_no_more_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow_rows, "_PATIENCE", 2)
    rows = ArrowRows()
    for _ in range(3):
        assert rows.read(b'{"a":1,"b":2}\n{"a":1}\n') is None
    assert rows.read(b'{"a":1,"b":2}\n') is None
