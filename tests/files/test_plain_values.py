"""Tests of plain values: nothing is called plain that is no JSON, and what is usual is plain."""

from collections.abc import Sequence

import numpy as np
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemactl.files.plain_values import Values, are_plain

NUMBERS = [
    "0",
    "7",
    "-1",
    "42",
    "0.5",
    "0.1234567",
    "-0.25",
    "1234567",
    "12345678",
    "123456789.123456789",
    "-12345678901234567.25",
]
ODD_NUMBERS = ["00", "01", "-", "-.5", ".5", "5.", "1.2.3", "1..2", "", "1/2", "1:2", "0x1", "+1"]
ODD_NUMBERS += ["1e999", "1e", "--1", "-01", "1 2", "12345678.", "123456789012345678901234567890"]
OTHERS = ["1e5", "-1E-7", "9" * 23, "9" * 25, "true", "false", "null", "1 ", '"1"', "trua", "nul"]
TEXTS = ['""', '"a"', '"word of words"', "true", "false", "null", '"é"']
ODD_TEXTS = ['"', '"a"b"', "a", '"a', 'a"', "nulls", "tru", "0", '"a" ', '"a\tb"', "falsf", "[]"]


def lines_of(rows: Sequence[tuple[str, str]]) -> bytes:
    return b"".join(b'{"n":%s,"t":%s}\n' % (n.encode(), t.encode()) for n, t in rows)


def is_called_plain(rows: Sequence[tuple[str, str]]) -> bool:
    places: list[list[tuple[int, int]]] = [[], []]
    at = 0
    for row in rows:
        for column, head in enumerate((b'{"n":', b',"t":')):
            size = len(row[column].encode())
            places[column].append((at + len(head), at + len(head) + size))
            at += len(head) + size
        at += len(b"}\n")
    numbers, texts = (Values(*np.array(column).T) for column in places)
    return are_plain(lines_of(rows), len(rows), 2 * len(rows), [texts], [numbers])


def is_json(rows: Sequence[tuple[str, str]]) -> bool:
    try:
        for line in lines_of(rows).splitlines():
            orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return all(isinstance(orjson.loads(n), int | float | None) for n, _ in rows)


USUAL = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(TEXTS))
ANY = st.tuples(
    st.sampled_from(NUMBERS + ODD_NUMBERS + OTHERS) | st.text("0123456789.-eE+/: ", max_size=26),
    st.sampled_from(TEXTS + ODD_TEXTS),
)


@given(st.lists(USUAL, max_size=9), ANY, st.lists(USUAL, max_size=9))
@example([], ("5", '"a'), [("5", 'b"')])
@example([("1", '"a"')] * 9, ("1e999", '"a"'), [("1", '"a"')] * 9)
def test_what_is_called_plain_is_json(
    before: list[tuple[str, str]], odd: tuple[str, str], behind: list[tuple[str, str]]
) -> None:
    rows = [*before, odd, *behind]
    if is_called_plain(rows):
        assert is_json(rows)


@given(st.lists(USUAL, min_size=20, max_size=60))
def test_what_is_usual_is_plain(rows: list[tuple[str, str]]) -> None:
    # The last lines are decoded one by one.
    assert is_called_plain([*rows, *[("1", '"a"')] * 400])


@pytest.mark.parametrize("odd", ["1e-05", "-1E7", "true", "null"])
def test_a_few_numbers_in_other_forms_are_decoded(odd: str) -> None:
    rows = [("0.25", '"a"')] * 400
    rows[7] = (odd, '"a"')
    assert is_called_plain(rows)
    assert not is_called_plain([(odd, '"a"') if at % 2 else row for at, row in enumerate(rows)])
