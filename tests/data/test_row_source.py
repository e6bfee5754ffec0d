"""Tests of the row source."""

import pytest

from schemactl.data import row_source
from schemactl.data.arrow_columns import ArrowColumns
from schemactl.data.fast_rows import CellColumns
from schemactl.data.row_source import RowSource
from schemactl.files.stream import Chunk

USUAL = b'{"a": 1, "b": "x"}\n'
FLOAT = b'{"a": 1, "b": 0.5}\n'
ESCAPED = b'{"a": 1, "b": "\\n"}\n'
ODD = b'{"a": 1, "b": 1e300}\n'


def test_long_files_are_read_by_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_source, "_SHORT", 30)
    source = RowSource()
    kinds = [type(next(source.read(Chunk(line, 0, USUAL))).columns) for line in (1, 2)]
    assert kinds == [CellColumns, ArrowColumns]
    [rows] = source.read(Chunk(3, 0, USUAL * 2))
    assert list(rows.only([False, True])) == [(1, Chunk(4, 0, USUAL))]


@pytest.mark.parametrize(
    ("text", "plain"),
    [(USUAL, ArrowColumns), (FLOAT, CellColumns), (ESCAPED, CellColumns), (ODD, type(None))],
)
def test_rows_that_must_be_plain_are_written_as_they_are(
    text: bytes, plain: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_source, "_SHORT", 0)
    [rows] = RowSource(must_be_plain=True).read(Chunk(1, 0, text))
    assert type(rows.columns) is plain
    if rows.columns is None:
        assert list(rows.unread()) == [Chunk(1, 0, text)]
    [rows] = RowSource().read(Chunk(1, 0, text))
    assert type(rows.columns) is ArrowColumns


def test_other_lines_are_read_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_source, "_SHORT", 0)
    [rows] = RowSource().read(Chunk(1, 0, b'{"a": {}}\n'))
    assert rows.columns is None
