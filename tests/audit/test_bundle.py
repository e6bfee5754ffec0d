"""A bundle is the same bytes each time, holds no name, and replaces only audits."""

from pathlib import Path

import pytest

from schemactl.audit.bundle import SUMS, bundle, write_bundle
from schemactl.errors import SchemactlError
from tests.audit.recorded import History, dossier_of


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_equal_dossiers_make_equal_bytes(history: History, tmp_path: Path) -> None:
    content = bundle(dossier_of(history, seq=7))
    write_bundle(content, tmp_path / "out")
    assert files_in(tmp_path / "out") == content
    assert bundle(dossier_of(history, seq=7)) == content


def test_no_file_holds_a_name_or_a_working_file(history: History) -> None:
    content = bundle(dossier_of(history))
    assert not [path for path, data in content.items() if b"Ada Example" in data]
    assert not [path for path in content if "/source/" in path]


def test_an_equal_audit_is_left_alone(history: History, tmp_path: Path) -> None:
    content = bundle(dossier_of(history))
    write_bundle(content, tmp_path / "out")
    before = (tmp_path / "out").stat().st_ino
    write_bundle(content, tmp_path / "out")
    assert (tmp_path / "out").stat().st_ino == before


def test_another_audit_is_replaced_only_when_asked(history: History, tmp_path: Path) -> None:
    write_bundle(bundle(dossier_of(history, seq=6)), tmp_path / "out")
    later = bundle(dossier_of(history))
    with pytest.raises(SchemactlError, match="another audit"):
        write_bundle(later, tmp_path / "out")
    write_bundle(later, tmp_path / "out", force=True)
    assert files_in(tmp_path / "out") == later


def test_other_folders_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(SchemactlError, match="something else"):
        write_bundle({SUMS: b""}, tmp_path / "out", force=True)
    assert (tmp_path / "out" / "thesis.txt").exists()


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        write_bundle({"a": b"", "a/b": b""}, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
