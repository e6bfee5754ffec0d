"""Tests of row_ranges: a run over a Parquet file, from `apply` to `undo` and after a crash."""

import os
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.plan import plan
from schemactl.migrate.queue_file import read_entries
from schemactl.migrate.row_lane import from_bytes
from schemactl.migrate.undo import undo
from schemactl.migrate.work import Targets, folder_of
from tests.migrate.runs import a_job, ignore, targets_in

ROWS: list[dict[str, Any]] = [
    {"item": str(number), "label": label, "n": number % 2, "text": "same"}
    for number, label in enumerate("abcsdqk" * 3)
]
LEAVE = "dq"


def a_file(folder: Path, rows: list[dict[str, Any]], **columns: Any) -> Path:
    path = folder / "data.parquet"
    table = arrow().Table.from_pylist(rows).replace_schema_metadata({"by": "hand"})
    for name, cells in columns.items():
        table = table.append_column(name, cells)
    parquet().write_table(table, path, row_group_size=5, compression="zstd")
    return path


def test_a_run_writes_what_lines_would_come_to_and_undo_gives_the_rows_back(
    tmp_path: Path,
) -> None:
    path, targets = a_file(tmp_path, ROWS), targets_in(tmp_path)
    told = apply(a_job(path), Request(targets), ignore)
    lines, others = tmp_path / "data.jsonl", Targets(*(tmp_path / n for n in ("o", "u", "q")))
    lines.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in ROWS))
    expected = apply(a_job(lines), Request(others), ignore)
    assert told["format"] == "parquet"
    for name in ("steps", "records", "annotations", "labels", "spellings", "queue", "flow"):
        assert told[name] == expected[name]
    out = parquet().ParquetFile(targets.out)
    assert out.read().to_pylist() == [orjson.loads(o) for o in others.out.read_bytes().splitlines()]
    first = parquet().ParquetFile(path)
    assert out.schema_arrow.equals(first.schema_arrow, check_metadata=True)
    assert out.metadata.row_group(0).column(0).compression == "ZSTD"
    back = tmp_path / "back.parquet"
    undone = undo(targets.out, targets.undo, back)
    assert undone.run == told["run"]
    again = parquet().ParquetFile(back)
    assert again.read().equals(first.read())
    assert again.schema_arrow.equals(first.schema_arrow, check_metadata=True)


def test_the_queue_says_where_rows_belong(tmp_path: Path) -> None:
    path, targets = a_file(tmp_path, ROWS), targets_in(tmp_path)
    apply(a_job(path), Request(targets), ignore)
    schema = parquet().read_schema(targets.out)
    kept = parquet().read_table(targets.out).to_pylist()
    for entry in read_entries(targets.queue):
        assert from_bytes(entry.original, schema).to_pylist() == [ROWS[entry.ordinal - 1]]
        before = [row for row in ROWS[: entry.ordinal - 1] if row["label"] not in LEAVE]
        assert entry.at == len(before)
        assert [row["item"] for row in kept[: entry.at]] == [row["item"] for row in before]


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, ROWS)
    told = plan(a_job(path), ignore)
    assert told["records"] == {
        **{"in": 21, "unchanged": 3, "mapped": 12, "queued": 3, "dropped": 3, "out": 15}
    }
    assert list(tmp_path.iterdir()) == [path]


def test_unknown_labels_write_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, [*ROWS, {**ROWS[0], "label": "aa"}])
    told = apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert told["unknown_labels"] == {"aa": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    labels = [b"a"] * 2000 + [b"\xff"]
    column = arrow().array(labels).cast(arrow().string(), safe=False)
    items = arrow().array([str(at) for at in range(len(labels))])
    parquet().write_table(arrow().table({"item": items, "label": column}), path)
    with pytest.raises(SchemactlError, match=r"data\.parquet: the Parquet file cannot be read"):
        plan(a_job(path), ignore)


def test_a_run_that_was_broken_off_begins_again(tmp_path: Path) -> None:
    path, targets = a_file(tmp_path, ROWS), targets_in(tmp_path)

    class Crash(BaseException):
        """The process ends."""

    def crash(count: int) -> None:
        if count:
            raise Crash

    request = Request(targets, checkpoint=0)
    with pytest.raises(Crash):
        apply(a_job(path), request, crash)
    assert folder_of(targets.out).exists()
    assert not targets.out.exists()
    told = apply(a_job(path), request, ignore)
    assert told["records"]["in"] == len(ROWS)
    undo(targets.out, targets.undo, tmp_path / "back.parquet")
    assert parquet().read_table(tmp_path / "back.parquet").to_pylist() == ROWS


def test_a_file_without_rows_stays_one(tmp_path: Path) -> None:
    path, targets = tmp_path / "data.parquet", targets_in(tmp_path)
    empty = arrow().Table.from_pylist(ROWS).slice(0, 0)
    parquet().write_table(empty, path)
    assert apply(a_job(path), Request(targets), ignore)["records"]["in"] == 0
    assert parquet().read_table(targets.out).equals(empty)
    undo(targets.out, targets.undo, tmp_path / "back.parquet")
    assert parquet().read_table(tmp_path / "back.parquet").equals(empty)


def test_a_file_without_labels_is_refused(tmp_path: Path) -> None:
    rows = [{"item": row["item"], "n": row["n"]} for row in ROWS]
    with pytest.raises(SchemactlError, match="no record has a column `label`"):
        apply(a_job(a_file(tmp_path, rows)), Request(targets_in(tmp_path)), ignore)
    assert os.listdir(tmp_path) == ["data.parquet"]  # noqa: PTH208 - names are enough


def test_a_cell_that_waits_keeps_its_type(tmp_path: Path) -> None:
    moments = arrow().array(range(21), type=arrow().timestamp("us", tz="UTC"))
    path, targets = a_file(tmp_path, ROWS, at=moments), targets_in(tmp_path)
    apply(a_job(path), Request(targets), ignore)
    schema = parquet().read_schema(targets.out)
    found = [from_bytes(one.original, schema) for one in read_entries(targets.queue)]
    assert [row.column("at").cast("int64").to_pylist() for row in found] == [[5], [12], [19]]
