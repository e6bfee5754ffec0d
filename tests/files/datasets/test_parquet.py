"""Tests of parquet."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.digests import RowsDigest
from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.arrow import parquet as files
from schemactl.files.cell import CellType
from schemactl.files.dataset import Layout
from schemactl.files.datasets import csv, jsonl, parquet
from schemactl.files.datasets.catalog import find_format


def written(tmp_path: Path, table: Any, **how: Any) -> Path:
    path = tmp_path / "data.parquet"
    files().write_table(table, path, **how)
    return path


def values(path: Path, **types: CellType) -> list[dict[str, Any]]:
    return [record.values for record in parquet.read(path, Layout(types=types))]


def test_cells_are_what_json_could_say(tmp_path: Path) -> None:
    noon = datetime.datetime(2026, 1, 2, 12, 0, 0, 500_000, tzinfo=datetime.UTC)
    table = arrow().table(
        {
            "text": ["a", None],
            "count": [1, 2],
            "share": [0.5, 2.0],
            "yes": [True, False],
            "label": arrow().array(["x", "y"]).dictionary_encode(),
            "at": [noon, None],
            "day": [datetime.date(2026, 1, 2)] * 2,
            "naive": [datetime.datetime(2026, 1, 2, 12)] * 2,
            "region": [{"start": 1, "end": 2}, None],
            "labels": [["a"], []],
            "price": [Decimal("1.50"), None],
            "long": [Decimal(2**64 + 1), Decimal(0)],
            "nested": [{"at": noon, "naive": datetime.datetime(2026, 1, 2, 12)}, None],
            "raw": [b"\x00\xff", None],
        }
    )
    assert values(written(tmp_path, table))[0] == {
        "text": "a",
        "count": 1,
        "share": 0.5,
        "yes": True,
        "label": "x",
        "at": "2026-01-02T12:00:00.5Z",
        "day": "2026-01-02",
        "naive": "2026-01-02T12:00:00",
        "region": {"start": 1, "end": 2},
        "labels": ["a"],
        "price": 1.5,
        "long": 2**64 + 1,
        "nested": {"at": "2026-01-02T12:00:00.5Z", "naive": "2026-01-02T12:00:00"},
        "raw": "AP8=",
    }
    second = values(written(tmp_path, table))[1]
    assert [second[name] for name in ("text", "at", "region", "labels", "price", "raw")] == [
        *(None, None, None, [], None, None)
    ]


def test_rows_are_numbered_across_groups(tmp_path: Path) -> None:
    path = written(tmp_path, arrow().table({"n": list(range(20_000))}), row_group_size=6000)
    found = list(parquet.read(path, Layout()))
    assert [(record.line, record.values["n"]) for record in found[::5000]] == [
        (1, 0),
        (5001, 5000),
        (10_001, 10_000),
        (15_001, 15_000),
    ]


def test_the_same_table_has_the_same_rows_in_every_format(tmp_path: Path) -> None:
    rows = [{"item": "1", "n": 1, "x": 0.5, "t": "ä"}, {"item": "2", "n": -2, "x": 2.0, "t": ""}]
    lines = tmp_path / "a.jsonl"
    lines.write_text(
        '{"item":"1","n":1,"x":0.5,"t":"\\u00e4"}\n{"t":"","x":2.0,"n":-2,"item":"2"}\n'
    )
    cells = tmp_path / "a.csv"
    cells.write_text("n,item,x,t\n1,1,0.5,ä\n-2,2,2.0,\n", encoding="utf-8")
    types = {"n": CellType("int"), "x": CellType("float")}
    table = written(tmp_path, arrow().Table.from_pylist(rows))
    digests = set()
    for records in (
        jsonl.read(lines, Layout()),
        csv.read(cells, Layout(types=types)),
        parquet.read(table, Layout()),
    ):
        digest = RowsDigest()
        for record in records:
            digest.add(record.values)
        digests.add(digest.value())
    assert len(digests) == 1


def test_columns_get_their_types(tmp_path: Path) -> None:
    path = written(tmp_path, arrow().table({"a": ["1"], "b": ["x"]}))
    assert values(path, a=CellType("int"))[0]["a"] == 1
    with pytest.raises(SchemactlError, match=r"data.parquet:1: `b`: 'x' is no int"):
        values(path, b=CellType("int"))


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, arrow().table({"a": list(range(1000))}))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with pytest.raises(SchemactlError, match="the Parquet file cannot be read"):
        values(path)
    path.write_bytes(whole[:40] + bytes(60) + whole[100:])
    with pytest.raises(SchemactlError, match="the Parquet file cannot be read"):
        values(path)


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    table = arrow().Table.from_arrays([arrow().array([1]), arrow().array([2])], names=["a", "a"])
    with pytest.raises(SchemactlError, match="two columns have the name 'a'"):
        values(written(tmp_path, table))


def test_a_stamp_makes_it_annotations(tmp_path: Path) -> None:
    row = {"item": "1", "label": "a"}
    path = written(tmp_path, arrow().Table.from_pylist([row]))
    assert find_format(path).NAME == "parquet"
    path = written(tmp_path, arrow().Table.from_pylist([{**row, "schema": "s@1.0.0"}]))
    annotations = find_format(path)
    assert annotations.NAME == "annotations"
    assert next(annotations.read(path, Layout())).values["label"] == "a"


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, arrow().table({"name": [1]}), compression=None)
    path.write_bytes(path.read_bytes().replace(b"name", b"n\xff\xfee"))
    with pytest.raises(SchemactlError, match=r"data\.parquet: "):
        values(path)


def test_a_text_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    column = arrow().array([b"ab", b"\xff"]).cast(arrow().string(), safe=False)
    files().write_table(arrow().table({"label": column}), path)
    with pytest.raises(SchemactlError, match=r"data\.parquet: the Parquet file cannot be read"):
        list(parquet.read(path, Layout()))
