"""Tests of hadoop_files, over Java's side in Python; with Spark itself see tests/interop."""

import errno
from pathlib import Path

import pytest

from schemactl.migrate.engines import hadoop_files
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from tests.migrate.engines.local_java import LocalSession


@pytest.fixture
def files() -> HadoopFiles:
    """Return files of this machine."""
    return HadoopFiles(LocalSession())


def test_files_are_listed_by_name_without_hidden_ones(files: HadoopFiles, tmp_path: Path) -> None:
    for name in ("b c.jsonl", "a.jsonl", "_SUCCESS", ".a.jsonl.crc"):
        (tmp_path / name).write_text(name)
    (tmp_path / "inner").mkdir()
    found = files.files(str(tmp_path))
    assert [Path(one.path).name for one in found] == ["a.jsonl", "b c.jsonl"]
    assert found[1] == Stored(f"file:{tmp_path}/b c.jsonl", f"file:{tmp_path}/b%20c.jsonl", 9)
    assert files.files(f"{tmp_path}/a*") == found[:1]
    assert files.files(f"{tmp_path}/a.jsonl") == found[:1]
    assert files.files(f"{tmp_path}/no") == []


def test_bytes_are_read_and_written(files: HadoopFiles, tmp_path: Path) -> None:
    where = f"{tmp_path}/a"
    files.write(where, b"0123456789")
    assert files.read(where) == b"0123456789"
    assert files.read(where, 2, 3) == b"234"
    files.move(where, f"{tmp_path}/b")
    assert not files.exists(where)
    with pytest.raises(OSError, match="cannot be renamed"):
        files.move(where, f"{tmp_path}/c")
    with pytest.raises(OSError, match="No such file"):
        files.move(f"file:{tmp_path}/a", f"file:///{tmp_path}/c")
    files.move(f"file:{tmp_path}/b", f"file:///{tmp_path}/a b")
    files.move(f"{tmp_path}/a b", f"file:{tmp_path}/b")
    files.move_without_last_byte(f"{tmp_path}/b", f"{tmp_path}/c", 9)
    assert [one.name for one in tmp_path.iterdir()] == ["c"]
    assert files.read(f"{tmp_path}/c") == b"012345678"
    assert files.read(f"file:{tmp_path}/c", 7) == b"78"
    assert files.read(f"file:///{tmp_path}/c", 1, 2) == b"12"
    files.make_folder(f"{tmp_path}/d/e")
    files.remove(f"{tmp_path}/d")
    assert not files.exists(f"{tmp_path}/d")


def test_files_go_to_other_disks(
    files: HadoopFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(errno.EXDEV, "another disk", source, None, target)

    monkeypatch.setattr("os.rename", refuse)
    (tmp_path / "a").write_bytes(b"012")
    files.move(f"file:{tmp_path}/a", f"file:{tmp_path}/b")
    assert [one.name for one in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_bytes() == b"012"


@pytest.mark.parametrize("block", [1, 3, 100])
@pytest.mark.parametrize(
    ("content", "begin"),
    [(b"", None), (b"a\n", None), (b"a", 0), (b"a\nbcdefg", 2), (b"abc\n\n", None), (b"\n\na", 2)],
)
def test_a_last_line_without_an_end_is_found(
    files: HadoopFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    begin: int | None,
    block: int,
) -> None:
    monkeypatch.setattr(hadoop_files, "_BLOCK", block)
    (tmp_path / "a").write_bytes(content)
    [file] = files.files(f"{tmp_path}/a")
    assert files.last_line(file) == begin
