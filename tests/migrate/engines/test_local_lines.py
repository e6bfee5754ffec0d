"""Tests of local lines: stretches are whole lines and all of a file; none counts twice."""

from pathlib import Path

from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from schemactl.migrate.engines.local_lines import Local, local_of, migrate_local, migrate_stretch
from schemactl.migrate.engines.partition import KINDS
from schemactl.migrate.engines.unit import Run, Units
from tests.migrate.engines.fake_spark import FakeSession
from tests.migrate.runs import a_job

LINE = b'{"item": 1, "label": "k"}\n'


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


def test_a_task_makes_what_its_stretch_comes_to(tmp_path: Path) -> None:
    local = nine_lines(tmp_path)
    Path(local.folder).mkdir()
    told = migrate_stretch(units(), local.stretches[1], local.folder)
    assert told["place"] == [f"file:{tmp_path / 'a.jsonl'}", 2 * len(LINE)]
    assert sorted(told["files"]) == sorted(KINDS)
    for kind, name in told["files"].items():
        assert (tmp_path / "own" / name).stat().st_size == told["sizes"][kind]
    assert (tmp_path / "own" / told["files"]["data"]).read_bytes() == LINE * 2


def test_files_of_tasks_that_run_again_are_taken_once(tmp_path: Path) -> None:
    local = nine_lines(tmp_path)
    session = FakeSession(tries=3)
    found = migrate_local(session, HadoopFiles(session), units(), local, migrate_stretch)
    assert [number for number, _ in found.told] == list(range(5))
    assert len(list((tmp_path / "own").iterdir())) == 5 * 3 * len(KINDS)
    data = [Path(one.path.removeprefix("file:")) for one in found.files["data"].values()]
    assert b"".join(path.read_bytes() for path in data) == LINE * 9


def test_a_line_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE + b"{\n")
    local = local_of(files_of(), [stored(path)], 2**20, f"file:{tmp_path}")
    assert local is not None
    told = migrate_stretch(units(), local.stretches[0], local.folder)
    assert sorted(told) == ["hint", "message"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]
