"""Lines of JSON are canonical rows at once, or not at all where they need a closer look."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.canonical_row import canonical_row
from schemactl.data.digests import RowsDigest
from schemactl.data.row_lines import RowLines
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Layout
from schemactl.files.datasets import jsonl
from schemactl.files.stream import Chunk

TYPES = ("bool", "float", "int", "list", "null", "object", "string")
ALL = {column: set(TYPES) for column in ("a", "b", "é", "item")}
FLAT = {column: {"string", "null", "int", "float"} for column in ("a", "b", "é", "item")}

INNER = st.sampled_from(
    [*("x", "é", '"},{"', "\n", '":', "\\", "\x1f", "\u2028", "😀", "", "{", "}\n{"), None]
) | st.sampled_from(
    [
        *(1, -1, 0, 2**63, 2**70, -(2**64), True, False),
        *(0.0, -0.0, 0.5, 1e15, 1e16, 1e300, 1e-4, 1e-5, 0.1 + 0.2, 12345678.9),
    ]
)
CELLS = st.recursive(
    INNER,
    lambda of: st.lists(of, max_size=2) | st.dictionaries(st.sampled_from("yzé"), of),
    max_leaves=4,
)
ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(ALL, CELLS)), min_size=1, max_size=5
)
# What stands in files that were not written by a library: some of it is no JSON, or not one row.
BLUNDERS = st.sampled_from(
    [
        ('"a"', '"b"'),
        ("}\n{", "}{"),
        ("}\n{", "}{\n\n"),
        ("}\n{", "},{"),
        ("}\n{", "}\r\n{"),
        ("}\n{", "} \n {"),
        ("\n", "\r\n"),
        (":", " :"),
        (":", ": "),
        (",", ",\n"),
        ("{", "{\n"),
        (":{", ":\n{"),
        ('"a":', '"a":"\\u0022:","a":'),
        ('"b":', '"b":null,"b":'),
        ('"a"', '"\\u0061"'),
        ("x", "\\u0022"),
        ("x", "\\ud800"),
        ("x", "\t"),
        ("1", "1.0"),
        ("1", "-0"),
        ("0.5", "5e-1"),
        ("0.5", "NaN"),
        ("true", "1"),
    ]
)


def carefully(text: bytes) -> bytes | None:
    """Return the rows of lines in canonical form, read one by one; None where one is refused."""
    try:
        rows = [one.values for one in jsonl.records(Path("x"), Chunk(2, 0, text), Layout())]
        return b"".join(canonical_row(row) + b"\n" for row in rows)
    except SchemactlError:
        return None


@given(ROWS, st.lists(st.tuples(BLUNDERS, st.integers(-1, 2)), max_size=2), st.booleans())
def test_what_is_told_is_what_careful_reading_tells(
    rows: list[dict[str, Any]], blunders: list[tuple[tuple[str, str], int]], is_ascii: bool
) -> None:
    text = "".join(
        json.dumps(row, ensure_ascii=is_ascii, separators=(",", ":")) + "\n" for row in rows
    )
    for (right, wrong), count in blunders:
        text = text.replace(right, wrong, count)
    for columns in (ALL, FLAT):
        found, careful = RowLines(columns).canonical(text.encode()), carefully(text.encode())
        assert found is None or careful is not None
        # Rows come in any order: those with odd numbers are the last.
        assert found is None or sorted(found.split(b"\n")) == sorted((careful or b"").split(b"\n"))


@given(ROWS, ROWS)
def test_a_digest_is_the_same_in_either_way(
    first: list[dict[str, Any]], then: list[dict[str, Any]]
) -> None:
    slow, fast = RowsDigest(), RowsDigest()
    for row in [*first, *then, *then]:
        slow.add(row)
    for row in first:
        fast.add(row)
    for _ in range(2):
        if not fast.take("".join(json.dumps(row) + "\n" for row in then).encode()):
            for row in then:
                fast.add(row)
    assert fast.value() == slow.value()


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (b'{"item": "x", "a": 1}', b'{"a":1,"item":"x"}'),
        (b'{"item":"\\u00e9\\"","\xc3\xa9":null}', '{"item":"é\\"","é":null}'.encode()),
        (b'{"item":"x","a":0.25, "b":-3}', b'{"a":0.25,"b":-3,"item":"x"}'),
        (b"{}", b"{}"),
        (b'{"a":"x" }', b'{"a":"x"}'),
        (b'{"b":1180591620717411303424}', b'{"b":1180591620717411303424}'),
    ],
)
def test_usual_lines_are_told(line: bytes, row: bytes) -> None:
    for columns in (FLAT, ALL):
        for end in (b"\n", b"\r\n", b""):
            lines = (line + (end or b"\n")) * 2 + line + end
            assert RowLines(columns).canonical(lines) == (row + b"\n") * 3


def test_nested_cells_are_told_where_columns_have_them() -> None:
    line = b'{"a":{"end":4,"begin":[1,{"z":0.5,"y":"x"}]},"b":[]}\n'
    row = b'{"a":{"begin":[1,{"y":"x","z":0.5}],"end":4},"b":[]}\n'
    assert RowLines(ALL).canonical(line) == row
    assert RowLines(FLAT).canonical(line) is None


@pytest.mark.parametrize(
    "line",
    [
        *(
            b'{"c":1}',
            b'{"a":"x","a":"x"}',
            b'{"a":{"y":1,"y":1}}',
        ),
        *(b'{"a":"x"} ', b' {"a":"x"}', b'{"a":', b"[]", b"", b'{"a":"\xff"}', b'{"a":"\\u0022"}'),
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_needs_a_closer_look_is_not_told(line: bytes) -> None:
    good = b'{"a":"x"}\n'
    assert RowLines(ALL).canonical(good) == good
    assert RowLines(ALL).canonical(good + line + b"\n" + good) is None


@pytest.mark.parametrize(
    ("types", "line"),
    [
        ("float", b'{"a":1}'),
        ("int", b'{"a":1.0}'),
        ("string", b'{"a":null}'),
        ("int", b'{"a":true}'),
    ],
)
def test_types_that_were_not_there_are_not_told(types: str, line: bytes) -> None:
    assert RowLines({"a": {types}}).canonical(line) is None
    assert RowLines({"a": set(TYPES)}).canonical(line) is not None


def test_rows_with_odd_numbers_come_last() -> None:
    lines = b'{"a":0.5}\n{"a":1e300,"b":"x"}\n{"a":[-1e-7]}\n{"a":2}\n'
    rows = b'{"a":0.5}\n{"a":2}\n{"a":1e300,"b":"x"}\n{"a":[-1e-7]}\n'
    assert RowLines(ALL).canonical(lines) == rows


def test_columns_whose_names_are_escaped_are_not_told() -> None:
    for columns in ({}, {'"': {"int"}}, {str(at): {"int"} for at in range(1000)}):
        assert RowLines(columns).canonical(b"{}\n") is None


def test_what_others_find_is_known_from_then_on() -> None:
    columns = {"a": {"int"}}
    lines = RowLines(columns)
    assert lines.canonical(b'{"a":"x"}\n') is None
    columns["a"].add("string")
    assert lines.canonical(b'{"a":"x"}\n') == b'{"a":"x"}\n'
