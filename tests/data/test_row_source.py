"""Tests of the row source."""

from schemactl.data.columns import CellColumns
from schemactl.data.even_columns import EvenColumns
from schemactl.data.row_source import RowSource
from schemactl.files.stream import Chunk

ROLES = {"item": "a", "label": "b"}
USUAL = b'{"a":"x","b":"y"}\n'


def test_even_lines_are_read_by_their_bytes() -> None:
    source = RowSource(ROLES)
    [rows] = source.read(Chunk(3, 0, USUAL * 2))
    assert type(rows.columns) is EvenColumns
    assert list(rows.only([False, True])) == [(1, Chunk(4, 0, USUAL))]


def test_other_lines_are_read_by_their_objects() -> None:
    source = RowSource(ROLES)
    [rows] = source.read(Chunk(1, 0, USUAL + b'{"b":"y", "a":"x"}\n'))
    assert type(rows.columns) is CellColumns
    [rows] = source.read(Chunk(1, 0, b'{"a": {}}\n'))
    assert rows.columns is None
