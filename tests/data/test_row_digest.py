"""The digest of rows alone is that of a survey, in every format and whatever the rows hold."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data import row_digest
from schemactl.data.options import Column, DataOptions
from schemactl.data.row_digest import digest_rows
from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType
from tests.data.test_fast_lane import RELEASE

CELLS: st.SearchStrategy[Any] = st.sampled_from(
    ["x", "é", '"},{"', "\n", 1, 2**70, -0.0, 1e300, 0.5, True, None, [], {"y": 1}]
)
ROWS = st.lists(st.fixed_dictionaries({"a": CELLS}, optional={"b": CELLS, "c": CELLS}), max_size=6)


def both(paths: list[Path], options: DataOptions) -> tuple[str, str]:
    found = survey(paths, RELEASE, options, background=None)
    return digest_rows(paths, options), found.digests.rows


@settings(deadline=None)
@given(ROWS, st.booleans(), st.sampled_from([20, 2**16]))
def test_rows_are_digested_as_a_survey_does(
    rows: list[dict[str, Any]], is_ascii: bool, size: int
) -> None:
    rows = [{"item": "x", "task": "one", "label": "a"}, {"item": "y", "label": "b"}, *rows]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "data.jsonl")
        lines = [json.dumps(row, ensure_ascii=is_ascii) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        patch.setattr(row_digest, "_BATCH", size)
        alone, surveyed = both([path], DataOptions(format="annotations"))
        assert alone == surveyed


def test_formats_that_are_no_lines_are_read_as_they_are(tmp_path: Path) -> None:
    rows = [{"item": "x", "task": "one", "label": "a", "schema": "s@1.0.0"}] * 3
    table, text = tmp_path / "rows.parquet", tmp_path / "rows.csv"
    pq.write_table(pa.Table.from_pylist(rows), table)
    text.write_text("item,task,label\nx,one,a\n", encoding="utf-8")
    seen: list[int] = []
    for path in (table, text):
        alone, surveyed = both([path], DataOptions())
        assert alone == surveyed == digest_rows([path], DataOptions(), seen.append)
    assert sum(seen) == len("x,one,a\n")


def test_types_that_were_given_count(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"item": "x", "label": "a", "n": 1}\n' * 2, encoding="utf-8")
    options = DataOptions(columns=(Column("n", "n", CellType("float")),), task="one")
    alone, surveyed = both([path], options)
    assert alone == surveyed != digest_rows([path], DataOptions())


def test_what_is_no_row_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": "x", "b": 1}\n{"a": "\\ud800", "b": 1}\n', encoding="utf-8")
    with pytest.raises(SchemactlError, match=r"rows.jsonl:2: "):
        digest_rows([path], DataOptions(format="jsonl"))


def test_a_file_is_given_once(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": "x", "b": 1}\n', encoding="utf-8")
    with pytest.raises(SchemactlError, match="is given twice"):
        digest_rows([path, path], DataOptions(format="jsonl"))
