"""Row shape: what a line tells of lines that are alike."""

import pytest

from schemactl.files.row_shape import RowShape, members_of, shape_of

LINE = b'{"id": 1, "text":"a\\"b","label":null}\n'


def shape(line: bytes, *numeric: str, are_closed: bool = True) -> RowShape:
    """Return the shape of lines such as this one."""
    members = members_of(line)
    assert members is not None
    return shape_of(members, numeric, ["label"], ["text", "other"], are_closed)


def test_members_are_told_with_what_stands_before_them() -> None:
    members = members_of(LINE)
    assert members is not None
    assert members.heads == (b'{"id": ', b', "text":', b',"label":')
    assert members.gaps == (3, 2, 2)
    assert members.names == ("id", "text", "label")
    assert members.values == (b"1", b'"a\\"b"', b"null")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}\n",
        b'{"a":1}',
        b'{"a":[1]}\n',
        b'{"a":1,"a":2}\n',
        b'{"a":1{"b":2}\n',
        b'{"a":1}}\n',
    ],
)
def test_nothing_is_told_of_other_lines(line: bytes) -> None:
    assert members_of(line) is None


def test_columns_are_told_by_place() -> None:
    found = shape(LINE, "id", "more")
    assert (found.deciding, found.asked) == ((2,), {"text": 1})
    assert (found.texts, found.numbers) == ((1, 2), (0,))
    assert len(found.decode(LINE)) == 1


def test_rows_are_closed_where_all_else_is_text() -> None:
    assert not shape(LINE, "id").are_closed
    found = shape(LINE, "id", "label")
    assert (found.are_closed, found.end) == (True, b"}\n")
    found = shape(b'{"id":1,"label":"a"}\n', "id")
    assert (found.are_closed, found.end) == (True, b'"}\n')
    assert shape(b'{"id":1,"label":"a"}\n', "id", are_closed=False).end == b"}\n"


def test_checks_cover_all_that_stands_before_values() -> None:
    line = b'{"id":1,"quite_a_long_name":"a","label":"b"}\n'
    found = shape(line, "id")
    checks = found.checks
    begins = [line.index(b"1"), line.index(b'"a"'), line.index(b'"b"')]
    # Two lines, so that the end of the first stands before the second.
    text = line * 2
    seen: set[int] = set()
    for column, offset, word, mask in zip(
        checks.columns.tolist(),
        checks.offsets.ravel().tolist(),
        checks.words.ravel().tolist(),
        checks.masks.ravel().tolist(),
        strict=True,
    ):
        at = len(line) + begins[column] + offset
        assert int.from_bytes(text[at : at + 8], "little") & mask == word
        seen.update(range(at, at + (mask.bit_length() + 7) // 8))
    told = "".join(
        chr(text[at]) if at in seen else "." for at in range(len(line) - 3, 2 * len(line) - 3)
    )
    assert told == '"}\n{"id...,"quite_a_long_name....","label....'
