"""Whether a working copy differs in content from its release."""

from pathlib import Path

import pytest

from schemactl.files.guideline_file import read_guideline_file
from schemactl.releases.compare import same_content
from schemactl.releases.guideline_draft import freeze_guideline
from schemactl.releases.schema_draft import freeze_schema, read_schema_files
from schemactl.workspace import Workspace
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)

SCHEMA = "schemas/sentiment/schema.yaml"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a released schema and a released guideline."""
    found = a_repository(
        tmp_path,
        {
            SCHEMA: SHORT_FORM,
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
            "guidelines/sentiment/index.md": "# Mood\n",
        },
    )
    release_schema(found, "sentiment")
    release_guideline(found, "sentiment")
    return found


def schema_is_same(workspace: Workspace) -> bool:
    """Tell whether the schema's working copy is as released."""
    frozen = freeze_schema(workspace, read_schema_files(workspace, "sentiment"))
    return same_content(workspace.release_folder("schema", "sentiment", "1.0.0"), frozen.content)


def guideline_is_same(workspace: Workspace) -> bool:
    """Tell whether the guideline's working copy is as released."""
    files = read_guideline_file(workspace, workspace.guideline_file("sentiment"))
    content = freeze_guideline(workspace, files).content
    return same_content(workspace.release_folder("guideline", "sentiment", "1.0.0"), content)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("schemactl: 1\n", "# a comment\nschemactl: '1'   # another\n", True),
        (
            "definition: The writer is pleased.",
            "definition: >-\n      The writer is\n      pleased.",
            True,
        ),
        ("name: sentiment\nversion: 1.0.0\n", "version: 1.0.0\nname: sentiment\n", True),
        ("\n", "\r\n", True),
        ("is pleased", "is happy", False),
        ("id: positive", "id: good", False),
        ("type: classification\n", "type: classification\ntitle: Mood\n", False),
    ],
)
def test_comments_order_and_style_are_no_content(
    old: str, new: str, same: bool, workspace: Workspace
) -> None:
    (workspace.root / SCHEMA).write_bytes(SHORT_FORM.replace(old, new).encode())
    assert schema_is_same(workspace) is same


def test_a_migration_is_content(workspace: Workspace) -> None:
    path = workspace.migrations("sentiment") / "1.0.0.yaml"
    path.parent.mkdir()
    end = "{schema: sentiment, version: 1.0.0}"
    path.write_text(f"schemactl: 1\nfrom: {end}\nto: {end}\n")
    assert not schema_is_same(workspace)


def test_pages_are_content_and_their_line_ends_are_not(workspace: Workspace) -> None:
    page = workspace.guidelines / "sentiment" / "index.md"
    page.write_bytes(b"\xef\xbb\xbf# Mood\r\n")
    assert guideline_is_same(workspace)
    page.write_text("# Moods\n")
    assert not guideline_is_same(workspace)


def test_a_guideline_stays_the_same_when_only_its_schema_moves_on(workspace: Workspace) -> None:
    text = SHORT_FORM.replace("version: 1.0.0", "version: 1.1.0").replace("is pleased", "smiles")
    (workspace.root / SCHEMA).write_text(text)
    release_schema(workspace, "sentiment")
    assert guideline_is_same(workspace)
