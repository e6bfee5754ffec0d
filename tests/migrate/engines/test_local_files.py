"""Tests of local files: stretches are whole lines and all of a file; none counts twice."""

import gc
import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from schemactl.migrate.engines.local_files import (
    Local,
    LocalStretch,
    local_of,
    migrate_local,
    migrate_stretches,
    migrate_wholes,
)
from schemactl.migrate.engines.making import Place
from schemactl.migrate.engines.manifest import Plain
from schemactl.migrate.engines.partition import KINDS
from schemactl.migrate.engines.unit import Run, Units
from schemactl.migrate.tally import RECORDS_IN
from schemactl.releases.canonical import digest_of
from tests.migrate.engines.fake_spark import FakeSession
from tests.migrate.runs import a_job

LINE = b'{"item": 1, "label": "k"}\n'
TWO_LINES = digest_of(LINE * 2)


def stored(path: Path) -> Stored:
    return Stored(f"file:{path}", f"file:{path}", path.stat().st_size)


def files_of(tries: int = 1) -> HadoopFiles:
    return HadoopFiles(FakeSession(tries))


def units() -> Units:
    return Units(Run("r", a_job(Path("data.jsonl")), "jsonl", LINE))


def nine_lines(folder: Path) -> Local:
    path = folder / "a.jsonl"
    path.write_bytes(LINE * 9)
    found = local_of(files_of(), [stored(path)], 2 * len(LINE), f"file:{folder / 'own'}")
    assert found is not None
    return found


def test_stretches_are_all_lines_of_all_files(tmp_path: Path) -> None:
    whole, empty = tmp_path / "a b.jsonl", tmp_path / "b.jsonl"
    whole.write_bytes(LINE * 9 + b"{}")
    empty.touch()
    found = local_of(files_of(), [stored(whole), stored(empty)], 60, f"file:{tmp_path}/own")
    assert found is not None
    assert found.folder == f"{tmp_path}/own"
    assert {one.path for one in found.stretches} == {str(whole)}
    content = whole.read_bytes()
    told = [content[one.begin : one.begin + one.size] for one in found.stretches]
    assert b"".join(told) == content
    assert all(one.endswith(b"\n") for one in told[:-1])
    assert len(told) > 2


def test_files_and_folders_elsewhere_are_left_to_spark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE)
    far = Stored("hdfs:/b", "hdfs:/b", 1)
    assert local_of(files_of(), [stored(path), far], 60, f"file:{tmp_path}") is None
    assert local_of(files_of(), [far], 60, f"file:{tmp_path}") is None


def test_a_task_makes_what_its_stretches_come_to(tmp_path: Path) -> None:
    local = nine_lines(tmp_path)
    Path(local.folder).mkdir()
    first, second = migrate_stretches(units(), local.stretches[1:3], local.folder)
    assert first["place"] == [f"file:{tmp_path / 'a.jsonl'}", 2 * len(LINE)]
    assert sorted(first["files"]) == sorted(KINDS)
    for told in (first, second):
        for kind, name in told["files"].items():
            assert (tmp_path / "own" / name).stat().st_size == told["sizes"][kind]
        assert (tmp_path / "own" / told["files"]["data"]).read_bytes() == LINE * 2
        assert told["input"] == told["output"] == {"size": 2 * len(LINE), "digest": TWO_LINES}
    assert not first["counts"]
    assert dict(second["counts"])[RECORDS_IN] == 4
    assert "rows" not in second


def test_what_a_broken_task_counted_is_left_out(tmp_path: Path) -> None:
    local, own = nine_lines(tmp_path), units()
    Path(local.folder).mkdir()
    written: list[bytes] = []
    own.stretch(Place("f", 0), [LINE * 7], written.append)
    [told] = migrate_stretches(own, local.stretches[:1], local.folder)
    assert dict(told["counts"])[RECORDS_IN] == 2


def test_what_stays_for_a_run_is_kept_from_the_collector(tmp_path: Path) -> None:
    local, own = nine_lines(tmp_path), units()
    session = FakeSession()
    migrate_local(session, HadoopFiles(session), own, local, migrate_stretches)
    assert own.is_kept
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_lines_longer_than_what_is_judged_at_a_time_stay_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = b'{"item": 1, "label": "k", "text": "%s"}\n' % (b"x" * 2**20)
    path.write_bytes(LINE + long * 2 + LINE * 30_000)
    local = local_of(files_of(), [stored(path)], 2**25, f"file:{tmp_path / 'own'}")
    assert local is not None
    Path(local.folder).mkdir()
    [told] = migrate_stretches(units(), local.stretches, local.folder)
    assert (tmp_path / "own" / told["files"]["data"]).read_bytes() == path.read_bytes()
    assert told["records"] == 30_003


def test_a_file_that_was_cut_is_told_of_by_its_size(tmp_path: Path) -> None:
    local = nine_lines(tmp_path)
    Path(local.folder).mkdir()
    path = Path(local.stretches[0].path)
    path.write_bytes(LINE)
    [cut] = migrate_stretches(units(), local.stretches[:1], local.folder)
    assert cut["input"]["size"] == len(LINE)
    [gone] = migrate_stretches(units(), local.stretches[1:2], local.folder)
    assert gone["input"]["size"] == 0


@pytest.mark.parametrize(("cores", "tasks"), [(1, 3), (8, 5)])
def test_files_of_tasks_that_run_again_are_taken_once(
    tmp_path: Path, cores: int, tasks: int
) -> None:
    local = nine_lines(tmp_path)
    session = FakeSession(3, cores)
    found = migrate_local(session, HadoopFiles(session), units(), local, migrate_stretches)
    assert [number for number, _ in found.told] == list(range(5))
    assert sum(bool(told["counts"]) for _, told in found.told) == tasks
    assert units().counts_of(told for _, told in found.told)[RECORDS_IN] == 9
    assert len(list((tmp_path / "own").iterdir())) == 5 * 3 * len(KINDS)
    data = [Path(one.path.removeprefix("file:")) for one in found.files["data"].values()]
    assert b"".join(path.read_bytes() for path in data) == LINE * 9


def test_a_line_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE + b"{\n")
    local = local_of(files_of(), [stored(path)], 2**20, f"file:{tmp_path}")
    assert local is not None
    [told] = migrate_stretches(units(), local.stretches, local.folder)
    assert sorted(told) == ["hint", "message"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_parquet_file_is_migrated_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet().write_table(arrow().table({"item": ["1", "2"], "label": ["k", "k"]}), path)
    local = local_of(files_of(), [stored(path)], None, f"file:{tmp_path}")
    assert local is not None
    assert [(one.begin, one.size) for one in local.stretches] == [(0, path.stat().st_size)]
    own = Units(Run("r", a_job(Path("data.parquet")), "parquet", b""))
    [told] = migrate_wholes(own, local.stretches, local.folder)
    assert (told["records"], told["input"]["digest"]) == (2, digest_of(path.read_bytes()))
    for kind in KINDS:
        written = Path(local.folder, told["files"][kind])
        assert written.stat().st_size == told["sizes"][kind]
    path.write_bytes(b"PAR1 and nothing else PAR1")
    [told] = migrate_wholes(own, local.stretches, local.folder)
    assert set(told) == {"message", "hint"}
    assert told["message"].startswith(f"file:{path}")


def test_tasks_become_shorter_towards_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE * 90)
    local = local_of(files_of(), [stored(path)], len(LINE), f"file:{tmp_path / 'own'}")
    assert local is not None
    sizes: list[int] = []

    def task(units: Units, stretches: Sequence[LocalStretch], folder: str) -> list[Plain]:
        sizes.append(len(stretches))
        return migrate_stretches(units, stretches, folder)

    session = FakeSession(1, 2)
    migrate_local(session, HadoopFiles(session), units(), local, task)
    gc.unfreeze()
    assert sizes == [16, 16, 15, 11, 8, 6, 5, 4, 3, 2, 1, 1, 1, 1]


def test_what_is_known_of_labels_is_counted_by_who_taught(tmp_path: Path) -> None:
    local, taught = nine_lines(tmp_path), units()
    taught.learn(LINE)
    sent: Units = pickle.loads(pickle.dumps(taught))
    session = FakeSession(2, 2)
    found = migrate_local(session, HadoopFiles(session), sent, local, migrate_stretches)
    gc.unfreeze()
    told = [told for _, told in found.told]
    assert not any(one["counts"] for one in told)
    assert taught.counts_of(told)[RECORDS_IN] == 9
