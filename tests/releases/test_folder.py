"""A release folder: its manifest, written whole or not at all, left alone by git."""

import hashlib
import json
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.releases.canonical import digest_of
from schemactl.releases.folder import keep_line_ends, manifest_bytes, write_folder


def test_a_manifest_lists_every_file_with_size_and_digest() -> None:
    manifest = manifest_bytes("schema:s@1.0.0", None, {"b": b"x", "a": b""})
    assert json.loads(manifest) == {
        "files": [
            {"path": "a", "sha256": hashlib.sha256(b"").hexdigest(), "size": 0},
            {"path": "b", "sha256": hashlib.sha256(b"x").hexdigest(), "size": 1},
        ],
        "format": "schemactl-c14n-1",
        "ref": "schema:s@1.0.0",
    }


def test_the_digest_depends_on_content_reference_and_predecessor_only() -> None:
    before = "sha256:" + "0" * 64
    digests = {
        digest_of(manifest_bytes(ref, previous, content))
        for ref in ("schema:s@1.0.0", "schema:s@1.0.1")
        for previous in (None, before)
        for content in ({"a": b"", "b": b"x"}, {"b": b"x", "a": b""}, {"a": b"", "b": b"y"})
    }
    assert len(digests) == 8


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    folder = tmp_path / "registry" / "1.0.0"
    write_folder(folder, {"a": b"x", "assets/b.png": b"\r\n"})
    assert (folder / "assets" / "b.png").read_bytes() == b"\r\n"
    assert [entry.name for entry in folder.parent.iterdir()] == ["1.0.0"]


def test_a_release_is_never_written_again(tmp_path: Path) -> None:
    write_folder(tmp_path / "1.0.0", {"a": b"x"})
    with pytest.raises(SchemactlError, match="exists already"):
        write_folder(tmp_path / "1.0.0", {"a": b"y"})
    assert (tmp_path / "1.0.0" / "a").read_bytes() == b"x"


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_folder(tmp_path / "1.0.0", {"a": b"x"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "registry/** -text\n"),
        ("*.py text\n", "*.py text\nregistry/** -text\n"),
        ("*.py text", "*.py text\nregistry/** -text\n"),
        ("  registry/** -text\r\n", "  registry/** -text\r\n"),
    ],
)
def test_git_leaves_the_registry_alone(before: str | None, after: str, tmp_path: Path) -> None:
    path = tmp_path / ".gitattributes"
    if before is not None:
        path.write_bytes(before.encode())
    keep_line_ends(tmp_path)
    keep_line_ends(tmp_path)
    assert path.read_bytes().decode() == after
