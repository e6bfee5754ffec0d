"""Tables: delimiters, quotes, header lines, and columns that are not there."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Request, Source
from schemactl.exchange.table import Row, cell, find_column, read_table, unused_columns

REQUEST = Request(name="n")


def a_source(text: str, name: str = "a.csv") -> Source:
    """Return a source with the text."""
    return Source(name, text.encode())


def test_rows_know_the_line_they_begin_in() -> None:
    table = read_table(a_source('id,text\n\na,"two\nlines"\nb,"x, ""y"""\n'), REQUEST)
    assert table.header == ["id", "text"]
    assert table.rows == [Row(3, ["a", "two\nlines"]), Row(5, ["b", 'x, "y"'])]


def test_the_header_may_stand_further_down() -> None:
    request = REQUEST._replace(header_row=2)
    table = read_table(a_source("Some\ttitle\n id \tname\n1\tA\n", "a.tsv"), request)
    assert table.header == ["id", "name"]
    assert table.rows == [Row(3, ["1", "A"])]


def test_quotes_between_tabs_are_text() -> None:
    text = '1\t"Weird Al" fans\n2\t"all"\n'
    table = read_table(a_source(text, "a.tsv"), REQUEST._replace(header_row=0))
    assert [row.cells[1] for row in table.rows] == ['"Weird Al" fans', '"all"']
    assert table.has_literal_quotes
    quoted = read_table(
        a_source('1\t"all"\n', "a.tsv"), REQUEST._replace(header_row=0, quoting="csv")
    )
    assert quoted.rows[0].cells == ["1", "all"]


@pytest.mark.parametrize("delimiter", [";", "|", "\t", "\\t"])
def test_a_delimiter_can_be_given(delimiter: str) -> None:
    sign = delimiter.replace("\\t", "\t")
    table = read_table(a_source(f"id{sign}n\na{sign}b\n"), REQUEST._replace(delimiter=delimiter))
    assert table.rows == [Row(2, ["a", "b"])]


@pytest.mark.parametrize("delimiter", [";;", "", '"', "\n"])
def test_a_delimiter_is_one_character(delimiter: str) -> None:
    with pytest.raises(SchemactlError, match="is no delimiter"):
        read_table(a_source("a\n"), REQUEST._replace(delimiter=delimiter))


def test_a_broken_row_is_named_by_its_line() -> None:
    with pytest.raises(SchemactlError, match=r"a\.csv:3: the row cannot be read"):
        read_table(a_source('id,n\na,b\n"c,d\n'), REQUEST)


def test_a_header_below_the_end_is_refused() -> None:
    with pytest.raises(SchemactlError, match="the header is not line 9"):
        read_table(a_source("a\nb\n"), REQUEST._replace(header_row=9))


def test_a_very_long_cell_is_read() -> None:
    assert len(read_table(a_source(f"id\n{'x' * 200_000}\n"), REQUEST).rows[0].cells[0]) == 200_000


@pytest.mark.parametrize(
    ("header", "wanted", "hint"),
    [
        ("Unique ID,Name", "unique id", "did you mean 'Unique ID'?"),
        ("Unique ID,Name", "zzz", "columns: Unique ID, Name"),
        ("id;name", "id", "give --delimiter ';'"),
        ("a,a", "a", "give each a name of its own"),
    ],
)
def test_a_column_that_is_not_there(header: str, wanted: str, hint: str) -> None:
    source = a_source(f"{header}\n1,2\n")
    table = read_table(source, REQUEST)
    with pytest.raises(SchemactlError) as caught:
        find_column(source, table, REQUEST, wanted)
    assert hint in caught.value.hint


def test_without_a_header_a_column_is_a_number() -> None:
    request = REQUEST._replace(header_row=0)
    source = a_source("a,b\n")
    table = read_table(source, request)
    assert find_column(source, table, request, "2") == 1
    for wanted in ("0", "3", "id"):
        with pytest.raises(SchemactlError, match=f"no column '{wanted}'"):
            find_column(source, table, request, wanted)


def test_columns_that_nobody_uses_are_named_where_they_hold_something() -> None:
    table = read_table(a_source("id,note,,empty\na,x,y,\nb\n"), REQUEST)
    assert list(unused_columns(table, {"id": 0})) == ["note", "number 3"]
    assert cell(table.rows[1], 2) == cell(table.rows[1], None) == ""
