"""Tests of parquet_groups: a file is written again as it was, row group by row group."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.files import parquet_groups
from schemactl.files.arrow import arrow, parquet
from schemactl.files.parquet_groups import form_of, groups, open_groups, write_group, writer


def a_table(rows: int) -> Any:
    """Return rows with cells of many types, and metadata."""
    cells = {
        "id": arrow().array(range(rows)),
        "label": [f"l-{number % 7}" for number in range(rows)],
        "kind": arrow().array(["x", None] * (rows // 2)).dictionary_encode(),
        "region": [{"a": n, "b": [1, 2]} if n % 3 else None for n in range(rows)],
        "said": arrow().array(['{"x":1}'] * rows, type=arrow().json_()),
        "labels": [["a", "b"]] * rows,
        "pairs": arrow().array(
            [[("a", 1)]] * rows, type=arrow().map_(arrow().string(), arrow().int64())
        ),
        "at": [datetime.datetime(2026, 1, 2)] * rows,
    }
    return arrow().table(cells).replace_schema_metadata({"made by": "hand"})


def written_again(path: Path) -> Path:
    """Write the groups of a file to another one of the same form."""
    again = path.with_name("again.parquet")
    with open_groups(path) as file, writer(again, form_of(file)) as out:
        for table in groups(path, file):
            write_group(out, table)
    return again


def facts(path: Path) -> list[dict[str, Any]]:
    """Return what a file says of its columns in each group, but for places and sizes."""
    told = parquet().ParquetFile(path).metadata
    kept = [
        *("path_in_schema", "compression", "physical_type", "encodings", "is_stats_set"),
        *("num_values", "has_dictionary_page", "has_offset_index"),
    ]
    return [
        {name: getattr(told.row_group(g).column(c), name) for name in kept}
        | {"sorting": told.row_group(g).sorting_columns}
        for g in range(told.num_row_groups)
        for c in range(told.num_columns)
    ]


@pytest.mark.parametrize(
    "how",
    [
        {"compression": "zstd"},
        {"compression": {"id": "gzip", "label": "zstd", "at": "none"}, "use_dictionary": ["label"]},
        {"use_dictionary": False, "write_statistics": ["id"], "version": "1.0"},
        {"write_page_index": True, "use_deprecated_int96_timestamps": True},
        {"use_compliant_nested_type": False, "store_schema": False},
    ],
    ids=lambda how: next(iter(how)),
)
def test_a_file_written_again_is_of_the_same_form(tmp_path: Path, how: dict[str, Any]) -> None:
    path = tmp_path / "data.parquet"
    sorting = [parquet().SortingColumn(0, descending=True, nulls_first=True)]
    parquet().write_table(a_table(1000), path, row_group_size=300, sorting_columns=sorting, **how)
    again = written_again(path)
    assert facts(again) == facts(path)
    first, second = parquet().ParquetFile(path), parquet().ParquetFile(again)
    assert second.schema_arrow.equals(first.schema_arrow, check_metadata=True)
    assert (second.metadata.metadata or {}).keys() == (first.metadata.metadata or {}).keys()
    assert second.metadata.format_version == first.metadata.format_version
    assert second.read().equals(first.read())


def test_a_file_without_rows_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(a_table(2).slice(0, 0), path)
    assert (
        parquet()
        .ParquetFile(written_again(path))
        .schema_arrow.equals(parquet().ParquetFile(path).schema_arrow, check_metadata=True)
    )


def test_a_large_group_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(a_table(1000), path)
    monkeypatch.setattr(parquet_groups, "MOST_ROWS", 400)
    with open_groups(path) as file:
        assert [table.num_rows for table in groups(path, file)] == [334, 334, 332]


def test_an_order_ends_before_columns_whose_cells_change(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    order = [parquet().SortingColumn(leaf) for leaf in (0, 3, 1)]
    parquet().write_table(a_table(10), path, sorting_columns=order)
    with open_groups(path) as file:
        form = form_of(file)
    assert [leaf for leaf, *_ in form.sorting] == [0, 3, 1]
    assert [leaf for leaf, *_ in form.unsorted_from(["label"]).sorting] == [0, 3]
    assert form.unsorted_from(["id"]).sorting == ()
    # A column of objects has a leaf per member.
    assert [leaf for leaf, *_ in form.unsorted_from(["region"]).sorting] == [0]


def test_a_broken_group_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(arrow().table({"a": list(range(1000))}), path)
    whole = path.read_bytes()
    path.write_bytes(whole[:40] + bytes(60) + whole[100:])
    with (
        open_groups(path) as file,
        pytest.raises(SchemactlError, match="the Parquet file cannot be read"),
    ):
        list(groups(path, file))
