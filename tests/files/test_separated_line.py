"""Tests of where cells stand in a row of separated values."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.separated_line import cell_bytes, cell_spans
from schemactl.files.separated_rows import Marks

COMMA = Marks(",", csv.QUOTE_MINIMAL)
TAB = Marks("\t", csv.QUOTE_NONE)


def cells(raw: bytes, marks: Marks) -> list[bytes]:
    return [raw[slice(*span)] for span in cell_spans(raw, marks)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a,b\r\n", [b"a", b"b"]),
        (b'a,"b,""c""\r\nd",\n', [b"a", b'"b,""c""\r\nd"', b""]),
        (b'\xef\xbb\xbf,a"b', [b"", b'a"b']),
        (b'""\n', [b'""']),
        (b"\n", [b""]),
    ],
)
def test_cells_stand_between_commas_outside_quotes(raw: bytes, expected: list[bytes]) -> None:
    assert cells(raw, COMMA) == expected


def test_tabs_know_no_quotes() -> None:
    assert cells(b'a\t"b\t\n', TAB) == [b"a", b'"b', b""]


@given(st.lists(st.text(max_size=6), min_size=2, max_size=5), st.sampled_from([0, 1]))
def test_cells_are_those_that_the_reader_reads(row: list[str], quoting: int) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL).writerow(row)
    raw = text.getvalue().encode("utf-8", "surrogatepass")
    found = cells(raw, COMMA)
    joined = io.StringIO(b",".join(found).decode("utf-8", "surrogatepass"), newline="")
    assert next(csv.reader(joined)) == row
    assert len(found) == len(row)


@pytest.mark.parametrize(
    ("value", "old", "new"),
    [
        ("refund", b"praise", b"refund"),
        ("refund", b'"praise"', b'"refund"'),
        ("a,b", b"praise", b'"a,b"'),
        ('say "x"', b"", b'"say ""x"""'),
        (3, b"2", b"3"),
        (None, b"2", b""),
        ("=x", b"a", b"=x"),
    ],
)
def test_a_new_cell_is_quoted_like_the_old_one(value: object, old: bytes, new: bytes) -> None:
    assert cell_bytes(value, old, COMMA) == new
