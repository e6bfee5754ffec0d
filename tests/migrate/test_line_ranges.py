"""Line ranges: which files are read many lines at once, and that each line is read once."""

from pathlib import Path

import pytest

from schemactl.data.options import parse_columns
from schemactl.migrate import line_ranges as module
from schemactl.migrate.fast_lines import FastLines
from schemactl.migrate.line_ranges import SlowLines, line_ranges, range_reader
from schemactl.migrate.source import open_source
from tests.migrate.runs import a_job

LINE = b'{"item": 1, "label": "a"}\n'


def test_rows_with_one_column_of_labels_are_fast(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(LINE)
    job = a_job(path)
    assert isinstance(range_reader(job, open_source(job)), FastLines)
    typed = a_job(path, columns=parse_columns(["label=label:string?"]))
    assert isinstance(range_reader(typed, open_source(typed)), SlowLines)


def test_other_formats_are_read_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"item,label\n1,a\n")
    job = a_job(path)
    assert line_ranges(job, open_source(job), 0, 1) is None


def test_ranges_begin_anywhere_and_settle_at_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RANGE", 60)
    path = tmp_path / "data.jsonl"
    path.write_bytes(LINE * 9)
    job = a_job(path)
    found = line_ranges(job, open_source(job), 2 * len(LINE), 1)
    assert found is not None
    *some, last = found
    assert sum(one.size for one in some) == 7 * len(LINE)
    assert sum(one.lines for one in some) == 7
    assert b"".join(one.output for one in some) == LINE.replace(b'"a"', b'"x"') * 7
    assert last.is_settled
    assert sum(one.counts["in", "records"] for one in [*some, last]) == 7
