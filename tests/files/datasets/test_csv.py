"""Tests of csv."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType
from schemactl.files.dataset import Layout
from schemactl.files.datasets import csv
from schemactl.files.rewriting import spliced

PLAIN = Layout()


def read(tmp_path: Path, content: bytes, layout: Layout = PLAIN) -> list[tuple[int, Any]]:
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    return [(record.line, record.values) for record in csv.read(path, layout)]


def test_line_ends_in_cells_keep_line_numbers(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbfid,text\r\n1,"a\r\nb ""c"""\r\n#2,d\r\n'
    expected = [(2, {"id": "1", "text": 'a\r\nb "c"'}), (4, {"id": "#2", "text": "d"})]
    assert read(tmp_path, content) == expected


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\n\n1,2\n\n") == [(3, {"a": "1", "b": "2"})]


def test_the_header_may_stand_lower_or_be_missing(tmp_path: Path) -> None:
    assert read(tmp_path, b"title\na,b\n1,2\n", Layout(2)) == [(3, {"a": "1", "b": "2"})]
    assert read(tmp_path, b"1,2\n", Layout(0)) == [(1, {"1": "1", "2": "2"})]
    with pytest.raises(SchemactlError, match="no header in row 5: the file has 1 rows"):
        read(tmp_path, b"1,2\n", Layout(5))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\n1,2\n1,2,3\n", "data.csv:3: 3 cells where the header has 2"),
        (b"a,b\n1\n", "data.csv:2: 1 cells"),
        (b'a,b\n1,"2\n3,4\n', "data.csv:2: a row that begins here"),
        (b'a,b\n1,"2"x\n', "data.csv:2: a row that begins here"),
        (b"a,b\n1,\xff\n", "data.csv:2: not UTF-8 at byte 3"),
        (b"a,a\n1,2\n", "data.csv:1: two columns have the name 'a'"),
        (b"a,b\r1,2\r", "data.csv:1: a row that begins here.*in unquoted field$"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        read(tmp_path, content)


def test_cells_are_text_unless_typed(tmp_path: Path) -> None:
    types = {"n": CellType("int"), "note": CellType("string", optional=True)}
    content = b"id,n,note\n1,2,\n"
    assert read(tmp_path, content, Layout(types=types)) == [(2, {"id": "1", "n": 2, "note": None})]
    with pytest.raises(SchemactlError, match=r"data.csv:2: `note`: an empty cell is no int"):
        read(tmp_path, content, Layout(types={"note": CellType("int")}))


def test_cells_may_be_long(tmp_path: Path) -> None:
    long = "x" * 300_000
    assert read(tmp_path, f"a\n{long}\n".encode()) == [(2, {"a": long})]


def test_cells_give_way_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b'item,label,"note"\r\n1,"old","a ""b"", c"\r\n2,old,x\r\n')
    first, second = csv.read(path, Layout())
    for record, expected in (
        (first, b'1,"new","a ""b"", c"\r\n'),
        (second, b"2,new,x\r\n"),
    ):
        assert spliced(record.raw, csv.cell_splices(record, {"label": "new"}, Layout())) == expected
