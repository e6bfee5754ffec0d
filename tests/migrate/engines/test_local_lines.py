"""Tests of local lines: each stretch is whole lines, and all of them are the file."""

from pathlib import Path

import orjson

from schemactl.files.arrow import arrow
from schemactl.migrate.engines.hadoop_files import Stored
from schemactl.migrate.engines.local_lines import local_stretches, migrate_stretches
from schemactl.migrate.engines.unit import Run, Units
from tests.migrate.runs import a_job

LINE = b'{"item": 1, "label": "k"}\n'


def stored(path: Path) -> Stored:
    return Stored(f"file:{path}", f"file:{path}", path.stat().st_size)


def test_stretches_are_all_lines_of_all_files(tmp_path: Path) -> None:
    whole, empty = tmp_path / "a b.jsonl", tmp_path / "b.jsonl"
    whole.write_bytes(LINE * 9 + b"{}")
    empty.touch()
    found = local_stretches([stored(whole), stored(empty)], 60)
    assert found is not None
    assert {one.path for one in found} == {str(whole)}
    content = whole.read_bytes()
    told = [content[one.begin : one.begin + one.size] for one in found]
    assert b"".join(told) == content
    assert all(one.endswith(b"\n") for one in told[:-1])
    assert len(told) > 2


def test_files_elsewhere_are_left_to_spark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE)
    assert local_stretches([stored(path), Stored("hdfs:/b", "hdfs:/b", 1)], 60) is None


def test_a_task_makes_what_its_stretch_comes_to(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE * 9)
    found = local_stretches([stored(path)], 60)
    assert found is not None
    units = Units(Run("r", a_job(Path("data.jsonl")), "jsonl", LINE))
    batch = arrow().RecordBatch.from_pydict({"id": [1]})
    [made] = migrate_stretches(found, units, [batch])
    rows = dict(zip(*(column.to_pylist() for column in made.columns), strict=True))
    assert rows["data"] + b"\n" == LINE * (found[1].size // len(LINE))
    assert orjson.loads(rows["told"])["place"] == [f"file:{path}", found[1].begin]
