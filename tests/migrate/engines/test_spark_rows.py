"""Tests of Spark rows: what tasks wrote is read back by kind and task, or not at all."""

from pathlib import Path

import pytest

from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from schemactl.migrate.engines.partition import KINDS
from schemactl.migrate.engines.spark_rows import Migrating, migrate_rows
from schemactl.migrate.engines.unit import Run, Units
from schemactl.migrate.tally import NotConserved
from tests.migrate.engines.fake_spark import FakeSession
from tests.migrate.runs import a_job

LINE = b'{"item": 1, "label": "k"}\n'


def migrating(folder: Path) -> Migrating:
    path = folder / "a.jsonl"
    path.write_bytes(LINE * 9)
    found = [Stored(f"file:{path}", f"file:{path}", path.stat().st_size)]
    units = Units(Run("r", a_job(Path("data.jsonl")), "jsonl", LINE))
    return Migrating(units, found, f"file:{folder / 'rows'}", 3 * len(LINE))


def test_each_task_has_a_file_of_each_kind_and_tells_of_them(tmp_path: Path) -> None:
    session = FakeSession()
    found = migrate_rows(session, HadoopFiles(session), migrating(tmp_path), None)
    assert [number for number, _ in found.told] == [0, 1, 2]
    assert sorted(found.files) == sorted(KINDS)
    assert all(sorted(files) == [0, 1, 2] for files in found.files.values())
    assert sum(told["records"] for _, told in found.told) == 9


def test_what_spark_did_not_complete_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = FakeSession()
    files = HadoopFiles(session)
    monkeypatch.setattr(files, "exists", lambda where: not where.endswith("_SUCCESS"))
    with pytest.raises(NotConserved, match="did not say"):
        migrate_rows(session, files, migrating(tmp_path), None)
