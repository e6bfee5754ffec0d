"""Tests of partition: what a task hands to Spark for the rows that it was handed."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.engines.making import Place
from schemactl.migrate.engines.partition import (
    FILE_END,
    LINE_END,
    Edges,
    Stretch,
    migrate_files,
    migrate_lines,
)
from schemactl.migrate.engines.unit import Run, Units
from tests.migrate.runs import a_job

NO_EDGES = Edges(frozenset(), {})
HEAD = b'{"item": 1, "label": "a"}\n'


def units() -> Units:
    return Units(Run("r", a_job(Path("data.jsonl")), "jsonl", HEAD))


def batches(*lines: bytes, begin: int = 0, size: int = 100) -> list[Any]:
    """Return lines as Spark hands them, two at a time."""
    whole = arrow().RecordBatch.from_pydict(
        {
            "value": arrow().array(lines, type=arrow().binary()),
            "file_path": ["file:///f"] * len(lines),
            "file_block_start": [begin] * len(lines),
            "file_block_length": [size] * len(lines),
        }
    )
    return [whole.slice(at, 2) for at in range(0, len(lines), 2)]


def rows(found: Any) -> dict[str, bytes]:
    [batch] = found
    return dict(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def read(edges: Edges, *lines: bytes, begin: int = 0) -> bytes:
    """Return the lines as they were read again, which is what stands in the output unchanged."""
    kept = [line.replace(b'"a"', b'"k"') for line in lines]
    found = rows(migrate_lines(units(), edges, batches(*kept, begin=begin)))
    told = orjson.loads(found["told"])
    assert told["input"] == told["output"]
    assert len(found["data"]) in (told["sizes"]["data"], told["sizes"]["data"] - 1)
    missing: int = told["sizes"]["data"] - len(found["data"])
    return found["data"] + LINE_END * missing


def test_lines_get_their_ends_and_marks_back() -> None:
    lines = (b'{"item": 1, "label": "k"}\r', b"", b'{"item": 2, "label": "k"}')
    whole = b"\n".join(lines)
    assert read(NO_EDGES, *lines) == whole + b"\n"
    assert read(Edges(frozenset(["file:/f"]), {}), *lines) == b"\xef\xbb\xbf" + whole + b"\n"
    assert read(Edges(frozenset(["file:/f"]), {}), *lines, begin=5) == whole + b"\n"
    assert read(Edges(frozenset(), {"file:/f": 28}), *lines) == whole
    assert read(Edges(frozenset(), {"file:/f": 101}), *lines) == whole + b"\n"
    assert read(Edges(frozenset(), {"file:/g": 28}), *lines) == whole + b"\n"


@pytest.mark.parametrize(
    ("stretch", "offsets"),
    [
        (Stretch("f", 0, 10), [0, 1, 10]),
        (Stretch("f", 10, 10), [11, 20]),
    ],
)
def test_a_stretch_holds_the_lines_that_begin_behind_it(
    stretch: Stretch, offsets: list[int]
) -> None:
    assert [offset for offset in (0, 1, 10, 11, 20, 21) if stretch.holds(offset)] == offsets


def test_a_task_tells_what_it_wrote() -> None:
    lines = (b'{"item": 1, "label": "a"}', b'{"item": 2, "label": "q"}')
    found = rows(migrate_lines(units(), NO_EDGES, batches(*lines)))
    made = units().lines(Place("file:/f", 0), b"\n".join(lines) + b"\n")
    told = orjson.loads(found["told"])
    assert told == {
        **orjson.loads(orjson.dumps(made.told)),
        "sizes": {kind: len(getattr(made, kind)) for kind in ("data", "undo", "queue")},
    }
    assert found["data"] + LINE_END == made.data
    assert found["queue"] + LINE_END == made.queue
    assert found["undo"] == made.undo


def test_where_all_lines_leave_there_is_no_data() -> None:
    found = rows(migrate_lines(units(), NO_EDGES, batches(b'{"item": 1, "label": "d"}')))
    assert "data" not in found
    assert orjson.loads(found["told"])["sizes"]["data"] == 0


def test_a_task_without_lines_writes_nothing() -> None:
    assert list(migrate_lines(units(), NO_EDGES, [])) == []


def test_a_line_that_cannot_be_read_fails_without_data() -> None:
    found = rows(migrate_lines(units(), NO_EDGES, batches(b"{")))
    assert set(found) == {"failed"}
    assert orjson.loads(found["failed"])["message"].startswith("file:/f, from byte 0 on:1: not")


def test_several_stretches_in_one_task_are_refused() -> None:
    line = b'{"item": 1, "label": "a"}'
    with pytest.raises(ValueError, match="one task was handed several stretches"):
        rows(migrate_lines(units(), NO_EDGES, batches(line) + batches(line, begin=100)))


def test_each_parquet_file_is_handed_over_whole(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(arrow().table({"item": ["x", "y"], "label": ["a", "q"]}), path)
    batch = arrow().RecordBatch.from_pydict(
        {"content": [path.read_bytes()] * 2, "file_path": ["file:///f", "file:///g"]}
    )
    found = [rows([one]) for one in migrate_files(units(), [batch])]
    assert [orjson.loads(one["told"])["place"] for one in found] == [["file:/f", 0], ["file:/g", 0]]
    (tmp_path / "made").write_bytes(found[0]["data"] + FILE_END)
    assert parquet().read_table(tmp_path / "made").to_pylist() == [{"item": "x", "label": "x"}]
