"""Publish: whole files and folders take their places in one step."""

import errno
from pathlib import Path

import pytest

from schemactl.files.packing import Packed
from schemactl.migrate.publish import pack_whole, publish, put_before, remove


def test_a_head_stands_before_a_part(tmp_path: Path) -> None:
    (tmp_path / "undo").write_bytes(b"part")
    put_before(tmp_path / "undo", b"head ")
    assert (tmp_path / "undo.whole").read_bytes() == b"head part"
    (tmp_path / "before").write_bytes(b"before ")
    put_before(tmp_path / "undo", b"head ", tmp_path / "before")
    assert (tmp_path / "undo.whole").read_bytes() == b"before head part"


def test_what_a_crash_left_of_a_whole_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    (tmp_path / "out.whole").mkdir()
    (tmp_path / "out.whole" / "left").write_text("of a crash")
    like = Packed(tmp_path / "no", "folder")
    (tmp_path / "no").mkdir()
    assert list(pack_whole(tmp_path / "out", "folder", like).iterdir()) == []


def test_what_is_published_already_stays(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("there")
    publish(tmp_path / "gone", tmp_path / "target")
    assert (tmp_path / "target").read_text() == "there"


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    for name in ("work", "work/new", "target", "target/old", "work/new/x"):
        (tmp_path / name).mkdir()
    publish(tmp_path / "work" / "new", tmp_path / "target")
    assert [found.name for found in (tmp_path / "target").iterdir()] == ["x"]


def test_a_file_appears_on_another_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").write_text("content")
    replace = Path.replace

    def on_one_disk(path: Path, target: Path) -> Path:
        if path.name == "work":
            raise OSError(errno.EXDEV, "another disk")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", on_one_disk)
    publish(tmp_path / "work", tmp_path / "target")
    assert (tmp_path / "target").read_text() == "content"
    assert [found.name for found in tmp_path.iterdir()] == ["target"]


def test_other_failures_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").write_text("content")

    def refused(path: Path, target: Path) -> Path:
        del path, target
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        publish(tmp_path / "work", tmp_path / "target")


def test_links_to_folders_are_removed_alone(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    remove(tmp_path / "link")
    remove(tmp_path / "not there")
    assert (tmp_path / "folder").is_dir()
