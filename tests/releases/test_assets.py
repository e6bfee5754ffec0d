"""Assets: images and sounds inside the folder, stored by their digest."""

import hashlib
from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.releases.assets import (
    LARGEST_ASSET,
    asset_files,
    asset_path,
    is_address,
    schema_assets,
)
from tests.builders import a_label, a_repository, a_schema, a_task

DIGEST = hashlib.sha256(b"x").hexdigest()


def test_a_file_is_stored_under_its_digest_and_ending(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"f/a.PNG": b"x", "f/b/c": b"x", "f/d.strange ending": b"x"})
    found = asset_files(workspace, tmp_path / "f", ["a.PNG", "b/c", "d.strange ending", "a.PNG"])
    assert {name: path for name, (path, _) in found.items()} == {
        "a.PNG": f"assets/{DIGEST}.png",
        "b/c": f"assets/{DIGEST}",
        "d.strange ending": f"assets/{DIGEST}",
    }


@pytest.mark.parametrize("target", ["https://x/y.png", "data:image/png", "//x/y", "#part", "c:x"])
def test_an_address_is_no_file(target: str, tmp_path: Path) -> None:
    assert is_address(target)
    assert asset_files(a_repository(tmp_path, {"a": ""}), tmp_path, [target]) == {}


@pytest.mark.parametrize(
    "name", ["../a.png", "b/../../a.png", "/etc/hosts", "b\\..\\..\\a.png", "a\0.png", "..", "a\nb"]
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.png": b"x", "f/b/c": b""})
    with pytest.raises(SchemactlError, match="leads out of the folder"):
        asset_path(workspace, tmp_path / "f", name)


def test_no_link_leads_out_of_the_folder_or_the_repository(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path / "root", {"other/a.png": b"x", "f/b.png": b"x"})
    (tmp_path / "secret").write_bytes(b"x")
    folder = workspace.root / "f"
    (folder / "near").symlink_to(workspace.root / "other" / "a.png")
    (folder / "far").symlink_to(tmp_path / "secret")
    (folder / "inside").symlink_to(folder / "b.png")
    for name in ("near", "far"):
        with pytest.raises(SchemactlError, match="leads out of the"):
            asset_files(workspace, folder, [name])
    assert asset_path(workspace, folder, "inside") == folder / "b.png"


def test_what_is_missing_or_too_large_is_a_bad_answer(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"f/a.png": b"", "f/b/c": b""})
    with (tmp_path / "f" / "big.png").open("wb") as stream:
        stream.truncate(LARGEST_ASSET + 1)
    for name, message in [
        ("gone.png", "no such file"),
        ("b", "no such"),
        ("big.png", "larger than"),
    ]:
        with pytest.raises(AnswerIsBad, match=message):
            asset_files(workspace, tmp_path / "f", [name])


def test_a_schema_names_the_files_of_examples_and_conventions() -> None:
    label = a_label(
        examples=[{"image": "a.png"}, {"content": "x"}],
        counterexamples=[{"audio": "b.wav"}],
        edge_cases=[{"image": "c.png"}],
        labels=[a_label("inner", examples=[{"image": "d.png"}])],
    )
    convention = {"id": "c", "text": "x", "image": "e.png"}
    schema = a_schema(a_task(label, conventions=[convention, {"id": "d", "text": "y"}]))
    assert list(schema_assets(schema)) == ["e.png", "a.png", "b.wav", "c.png", "d.png"]
