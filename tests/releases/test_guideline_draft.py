"""A guideline's working files, frozen as a release would store them."""

from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.guideline_file import read_guideline_file
from schemactl.model.guideline import BuiltWith
from schemactl.model.release import GuidelineRelease
from schemactl.releases.frozen import Frozen
from schemactl.releases.guideline_draft import freeze_guideline, last_guideline_release
from schemactl.workspace import Workspace
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)

FOLDER = "guidelines/sentiment"


def draft(root: Path, **files: str) -> Workspace:
    """Return a repository with a guideline of one page, and more files beside it."""
    more = {f"{FOLDER}/{name}": text for name, text in files.items()}
    pages = {f"{FOLDER}/guideline.yaml": GUIDELINE, f"{FOLDER}/index.md": "# Mood\n"}
    return a_repository(root, {"schemas/sentiment/schema.yaml": SHORT_FORM, **pages, **more})


def freeze(
    workspace: Workspace, new: dict[str, BuiltWith] | None = None
) -> Frozen[GuidelineRelease]:
    """Freeze the guideline of the repository."""
    path = workspace.guideline_file("sentiment")
    return freeze_guideline(workspace, read_guideline_file(workspace, path), new)


def test_what_a_release_stores(tmp_path: Path) -> None:
    ruling = "id: R.1\nitem: Text 7\nuse: positive\ndate: 2026-11-20\n"
    page = "# Mood ![a](a.png) ![b](https://example.com/b.png) `![c](c.png)`\n"
    workspace = draft(
        tmp_path, **{"index.md": page, "a.png": "x", "rulings/r-1.yaml": ruling, "notes.md": ""}
    )
    frozen = freeze(workspace)
    assert sorted(path.partition("/")[0] for path in frozen.content) == [
        "assets",
        "guideline.json",
        "pages",
        "rulings",
    ]
    assert set(frozen.source) == {
        "source/guideline.yaml",
        "source/index.md",
        "source/rulings/r-1.yaml",
    }


def test_an_open_ruling_is_no_part_of_a_release(tmp_path: Path) -> None:
    workspace = draft(tmp_path)
    without = freeze(workspace)
    folder = workspace.guidelines / "sentiment" / "rulings"
    folder.mkdir()
    (folder / "r-1.yaml").write_text("id: r-1\nitem: Text 7\ndate: 2026-11-20\n")
    assert freeze(workspace) == without


def test_it_is_built_with_the_highest_release_in_its_range(tmp_path: Path) -> None:
    workspace = draft(tmp_path)
    assert freeze(workspace).release.guideline.built_with is None
    for version in ("1.0.0", "1.2.0", "2.0.0"):
        text = SHORT_FORM.replace("1.0.0", version)
        workspace.schema_file("sentiment").write_text(text)
        release_schema(workspace, "sentiment")
    pinned = freeze(workspace).release.guideline.built_with
    assert pinned is not None
    assert pinned.ref == "schema:sentiment@1.2.0"


@pytest.mark.parametrize(("version", "is_pinned"), [("1.5.0", True), ("2.0.0", False)])
def test_a_schema_released_in_the_same_run_counts_where_it_is_in_range(
    version: str, is_pinned: bool, tmp_path: Path
) -> None:
    new = BuiltWith(ref=f"schema:sentiment@{version}", digest="sha256:" + "0" * 64)
    pinned = freeze(draft(tmp_path), {"sentiment": new}).release.guideline.built_with
    assert (pinned == new) is is_pinned


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("guideline.yaml", "schemactl: 1\n", "guideline.yaml:1:1: the key"),
        ("guideline.yaml", GUIDELINE.replace("index.md", "gone.md"), "gone.md: no such page"),
        ("index.md", "![x](gone.png)", "gone.png: no such file"),
        ("rulings/r.yaml", "id: r\n", "rulings/r.yaml:1:1"),
    ],
)
def test_a_broken_guideline_cannot_be_frozen(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(AnswerIsBad, match=message):
        freeze(draft(tmp_path, **{name: text}))


def test_no_image_leads_out(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="leads out of the folder"):
        freeze(draft(tmp_path, **{"index.md": "![x](../../schemas/sentiment/schema.yaml)"}))


def test_a_release_follows_the_last_one(tmp_path: Path) -> None:
    workspace = draft(tmp_path)
    assert last_guideline_release(workspace, "sentiment") is None
    first = release_guideline(workspace, "sentiment")
    workspace.guideline_file("sentiment").write_text(GUIDELINE.replace("1.0.0", "1.0.1"))
    second = release_guideline(workspace, "sentiment")
    assert second.previous == first.digest
    assert last_guideline_release(workspace, "sentiment") == second


def test_translations_of_listed_pages_are_released_and_read_back(tmp_path: Path) -> None:
    german = "# Stimmung ![a](a.png)\n"
    files = {"translations/index.de.md": german, "translations/gone.de.md": "x", "a.png": "x"}
    workspace = draft(tmp_path, **files)
    frozen = freeze(workspace)
    assert frozen.content["translations/index.de.md"] == german.encode()
    assert "source/translations/index.de.md" in frozen.source
    assert not any("gone" in path for path in (*frozen.content, *frozen.source))
    assert frozen.release.translations == {"de": {"index.md": german}}
    assert set(frozen.release.guideline.assets) == {"a.png"}
    release_guideline(workspace, "sentiment")
    read = last_guideline_release(workspace, "sentiment")
    assert read is not None
    assert read.translations == frozen.release.translations
