"""Tests of exact JSON."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.exact_json import may_hold_long_number, read_exactly, write_exactly

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=9,
)  # fmt: skip


@given(value=JSON)
def test_what_is_written_is_read_again(value: object) -> None:
    written = write_exactly(value)
    assert read_exactly(written) == value
    assert read_exactly(written.decode()) == value
    assert repr(read_exactly(written)) == repr(value)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**64 - 1, 2**64, 10**40])
def test_long_numbers_are_exact(number: int) -> None:
    assert read_exactly(b'{"n": [%d]}' % number) == {"n": [number]}
    assert write_exactly([number, "ä"]) == b'[%d,"\xc3\xa4"]' % number


def test_a_number_beyond_all_reason_is_refused() -> None:
    for text in (b"9" * 400, b"NaN", b"1e999"):
        with pytest.raises(orjson.JSONDecodeError):
            read_exactly(text)


def test_few_digits_are_no_long_number() -> None:
    assert not may_hold_long_number(b"123456789.123456789, 1234567890")
