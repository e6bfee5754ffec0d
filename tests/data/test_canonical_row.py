"""Tests of canonical rows."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data import canonical_row as module
from schemactl.data.canonical_row import canonical_row, is_doubtful, type_name
from schemactl.errors import SchemactlError

CELLS = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
ROWS = st.dictionaries(st.text(), CELLS, max_size=4)


@given(ROWS)
def test_both_ways_of_writing_are_one(row: dict[str, Any]) -> None:
    assert canonical_row(row) == module._written(row).encode()
    doubtful = [value for value in row.values() if is_doubtful(type(value))]
    assert canonical_row(row, doubtful) == canonical_row(row)


@given(ROWS)
def test_nothing_is_lost(row: dict[str, Any]) -> None:
    read = json.loads(canonical_row(row))
    assert read == row
    assert repr(dict(sorted(read.items()))) == repr(json.loads(json.dumps(row, sort_keys=True)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"),
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e16"),
        (1.5e-7, "1.5e-7"),
        (0.0001, "0.0001"),
        (0.00001, "1e-5"),
        (5e-324, "5e-324"),
        (2**64, "18446744073709551616"),
        (True, "true"),
        (None, "null"),
        ("é\u0001\n\u007f\u2028/", '"é\\u0001\\n\u007f\u2028/"'),
        ({"b": 1, "a": [], "\U0001f600": 0, "\uffff": 0}, None),
    ],
)
def test_values_are_written_so(value: Any, expected: str | None) -> None:
    if expected is None:
        expected = '{"a":[],"b":1,"\uffff":0,"\U0001f600":0}'
    assert canonical_row([value]).decode() == f"[{expected}]"


@pytest.mark.parametrize(
    "value",
    [
        *[float("nan"), float("inf"), [float("-inf")], {"a": float("nan")}],
        *["\ud800", ["\ud800"], {"\ud800": 1}, date(2026, 1, 1), [date(2026, 1, 1)], (1,)],
    ],
)
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(SchemactlError):
        canonical_row({"a": value})


def test_types_have_names() -> None:
    cells: list[Any] = [None, True, 1, 1.0, "", [], {}]
    names = [type_name(value) for value in cells]
    assert names == ["null", "bool", "int", "float", "string", "list", "object"]
    with pytest.raises(SchemactlError, match="has no place in a row"):
        type_name(date(2026, 1, 1))
