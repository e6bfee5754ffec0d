"""Tests of parquet_undo: rows that left and cells that changed come back in their places."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.parquet_groups import form_of, groups, open_groups, write_group, writer
from schemactl.files.parquet_undo import Changes, UndoWriter, undo_header, undo_rows
from tests.files.test_parquet_groups import a_table, facts

Fates = Sequence[str]


def positions(fates: Fates, fate: str) -> Any:
    return np.flatnonzero(np.array(fates) == fate)


def rewritten(path: Path, fates: Fates) -> tuple[Path, Path]:
    """Write a file anew, where each row stays, leaves, or gets another label; return the undo."""
    out, undo = path.with_name("out.parquet"), path.with_name("undo.parquet")
    with open_groups(path) as file:
        form = form_of(file)
        rows = UndoWriter(undo, form, ["label"])
        with writer(out, form.unsorted_from(["label"])) as target:
            first = 0
            for table in groups(path, file):
                own = fates[first : first + table.num_rows]
                first += table.num_rows
                pairs = zip(table.column("label").to_pylist(), own, strict=True)
                labels = ["new" if fate == "changes" else label for label, fate in pairs]
                number = table.column_names.index("label")
                changed = table.set_column(number, "label", arrow().array(labels))
                kept = changed.filter(arrow().array([fate != "leaves" for fate in own]))
                write_group(target, kept)
                rows.add(table, Changes(positions(own, "leaves"), positions(own, "changes")))
        rows.close({"run": "r"})
    return out, undo


def undone(out: Path, undo: Path) -> Path:
    back = out.with_name("back.parquet")
    undo_rows(out, undo, back)
    return back


@settings(deadline=None)
@given(st.lists(st.sampled_from(["stays", "leaves", "changes"]), min_size=2, max_size=40))
def test_undo_gives_the_rows_the_order_and_the_columns_back(
    tmp_path_factory: pytest.TempPathFactory, fates: list[str]
) -> None:
    path = tmp_path_factory.mktemp("undo") / "data.parquet"
    table = a_table(len(fates) // 2 * 2)
    order = [parquet().SortingColumn(1)]
    how: dict[str, Any] = {"compression": {"label": "zstd", "id": "gzip"}, "sorting_columns": order}
    parquet().write_table(table, path, row_group_size=7, **how)
    back = undone(*rewritten(path, fates))
    first, second = parquet().ParquetFile(path), parquet().ParquetFile(back)
    assert second.read().equals(first.read())
    assert second.schema_arrow.equals(first.schema_arrow, check_metadata=True)
    assert facts(back) == facts(path)


def test_cells_that_did_not_change_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(a_table(6), path)
    _, undo = rewritten(path, ["stays", "changes", "leaves", "changes", "stays", "stays"])
    rows = parquet().read_table(undo).select(["position", "left", "id", "label"]).to_pylist()
    assert rows == [
        {"position": 1, "left": False, "id": None, "label": "l-1"},
        {"position": 2, "left": True, "id": 2, "label": "l-2"},
        {"position": 3, "left": False, "id": None, "label": "l-3"},
    ]
    header = undo_header(undo)
    assert header is not None
    assert header["run"] == "r"
    assert header["groups"] == [[6, 3]]
    assert undo_header(path) is None


def test_columns_may_be_named_as_our_own(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    table = arrow().table({"left": [1, 2], "position": ["x", "y"], "label": ["a", "b"]})
    parquet().write_table(table, path)
    back = undone(*rewritten(path, ["leaves", "changes"]))
    assert parquet().read_table(back).equals(table)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(a_table(6), path)
    out, undo = rewritten(path, ["leaves", "changes", *["stays"] * 4])
    for rows in (2, 6):
        parquet().write_table(a_table(rows), out)
        with pytest.raises(SchemactlError, match="has not the rows that the undo file was made"):
            undone(out, undo)
