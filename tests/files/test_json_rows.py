"""JSON rows: lines are read many at once only where each is one object with each key once."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.json_rows import RowReader

TWO = b'{"item":"1","label":"a"}\n{"item":"2","label":null}\n'
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=4)


def test_rows_that_are_alike_are_told_by_what_decides() -> None:
    rows = RowReader("label", ()).read(TWO)
    assert rows is not None
    assert rows.starts == [0, 25]
    assert rows.keys == ["a", None]
    assert rows.values(1) == {"item": "2", "label": None}


def test_other_columns_decide_where_rows_have_them() -> None:
    rows = RowReader("label", ("task", "schema")).read(b'{"task":"t","label":"a"}\n')
    assert rows is not None
    assert rows.keys == [("a", "t")]


def test_rows_that_differ_are_read_one_by_one() -> None:
    rows = RowReader("label", ("task",)).read(TWO + b'{"label":"b","meta":{"task":1}}\n')
    assert rows is not None
    assert not rows.starts
    assert rows.keys == ["a", None, "b"]
    assert rows.values(2) == {"label": "b", "meta": {"task": 1}}


@pytest.mark.parametrize(
    "text",
    [
        b'{"item":"1","label":"a","label":"a"}\n',
        b'{"item":"1","label":"a","item":"2"}\n{"item":"2","label" :"a"}\n',
        b'{"item":"1","label":"a"} {"item":"2","label":"a"}\n',
        b'{"item":"1",\n"label":"a"}\n',
        b'{"item":"1","label":"a"}\n\n',
        b'{"item":"1","label":"a"\n',
        b'{"item":"1","label":"\xff"}\n',
        b'{"item":"1"}\n{"item":"1"}\n',
        b"[]\n",
    ],
)
def test_what_is_not_safe_is_not_read(text: bytes) -> None:
    assert RowReader("label", ()).read(text) is None


def test_rows_that_are_never_alike_are_no_longer_expected_to_be() -> None:
    reader = RowReader("label", ())
    for _ in range(20):
        found = reader.read(b'{"item":"1","label":"a"}\n{"label":"a"}\n')
        assert found is not None
        assert not found.starts
    rows = reader.read(TWO)
    assert rows is not None
    assert rows.keys == ["a", None]


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["item", "x", 'y"', "z\\"]), VALUES), min_size=1, max_size=6
    ),
    st.booleans(),
)
def test_what_is_read_is_what_the_lines_say(rows: list[dict[str, Any]], is_ascii: bool) -> None:
    told = [{"label": "a", **row} for row in rows]
    text = "".join(json.dumps(row, ensure_ascii=is_ascii) + "\n" for row in told)
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    found = RowReader("label", ()).read(content)
    if found is not None:
        assert [found.values(at) for at in range(len(rows))] == told
