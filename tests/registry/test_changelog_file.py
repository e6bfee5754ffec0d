"""The changelog of a release: beside the working copy, with the release or not at all."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry import cut as cutting
from schemactl.registry.changelog_file import ChangelogEdit, take_back, write_changelogs
from schemactl.registry.cut import Cut, cut, pending
from schemactl.validate.engine import validate
from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, SHORT_FORM, a_repository

AT = "2026-11-20T23:59:59Z"
FILE = "schemas/sentiment/schema.yaml"
LOG = "schemas/sentiment/CHANGELOG.md"
GUIDE_LOG = "guidelines/sentiment/CHANGELOG.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A schema and a guideline that are not released."""
    guideline = {
        "guidelines/sentiment/guideline.yaml": GUIDELINE,
        "guidelines/sentiment/index.md": "# Mood\n",
    }
    return a_repository(tmp_path, {FILE: SHORT_FORM, **guideline})


def release(workspace: Workspace, *, dry_run: bool = False) -> tuple[Cut, ...]:
    """Release everything that is pending."""
    return cut(workspace, pending(workspace), at=AT, dry_run=dry_run).released


def draft(workspace: Workspace) -> None:
    """Give a label a synonym: a patch."""
    text = SHORT_FORM.replace("1.0.0", "1.0.1")
    a_repository(
        workspace.root, {FILE: text.replace("  - id: neg", "    synonyms: [<glad>]\n  - id: neg")}
    )


def test_each_release_adds_a_section_above_the_others(workspace: Workspace) -> None:
    release(workspace)
    first = (workspace.root / LOG).read_text()
    assert first == (
        "# Changelog of schema sentiment\n\n"
        "## 1.0.0 - 2026-11-20\n\nFirst release. Labels: sentiment has 2.\n"
    )
    assert "Checked against schema:sentiment@1.0.0." in (workspace.root / GUIDE_LOG).read_text()
    draft(workspace)
    release(workspace)
    second = (workspace.root / LOG).read_text()
    assert second.endswith(first.partition("\n\n")[2])
    assert second.index("## 1.0.1") < second.index("## 1.0.0")
    assert r"\<glad\>" in second


def test_a_changelog_is_no_part_of_the_release(workspace: Workspace) -> None:
    made = release(workspace)
    assert not [path for one in made for path in one.folder.rglob("CHANGELOG*")]
    (workspace.root / GUIDE_LOG).write_text("Edited by hand, with [[no-such-label]].\n")
    assert validate(workspace, today="2026-11-20").count("error") == 0
    assert pending(workspace) == []


def test_a_dry_run_tells_the_section_and_writes_nothing(workspace: Workspace) -> None:
    (planned, _) = release(workspace, dry_run=True)
    assert not (workspace.root / LOG).exists()
    (made, _) = release(workspace)
    assert planned.changelog.section == made.changelog.section
    assert planned.changelog.section in (workspace.root / LOG).read_text()


def test_a_release_that_fails_leaves_every_changelog_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise SchemactlError("the ledger cannot be written")

    a_repository(workspace.root, {LOG: "# Ours\r\n"})
    monkeypatch.setattr(cutting, "record_releases", fail)
    with pytest.raises(SchemactlError, match="cannot be written"):
        release(workspace)
    assert (workspace.root / LOG).read_bytes() == b"# Ours\r\n"
    assert not (workspace.root / GUIDE_LOG).exists()


def test_a_changelog_that_is_no_text_stops_the_release_before_it_begins(
    workspace: Workspace,
) -> None:
    a_repository(workspace.root, {LOG: b"\xff\xfe"})
    with pytest.raises(SchemactlError, match="is not UTF-8"):
        release(workspace)
    assert not workspace.registry.exists()


def test_a_changelog_that_leads_out_of_the_repository_is_not_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    (workspace.root / LOG).symlink_to(tmp_path.parent / "outside.md")
    with pytest.raises(SchemactlError, match="leads out"):
        release(workspace)
    assert not workspace.registry.exists()


def test_what_was_written_can_be_taken_back(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_bytes(b"old")
    edits = [ChangelogEdit(old, "", b"old", b"two"), ChangelogEdit(new, "", None, b"one")]
    write_changelogs(edits)
    assert (old.read_bytes(), new.read_bytes()) == (b"two", b"one")
    take_back(edits)
    take_back(edits)
    assert old.read_bytes() == b"old"
    assert not new.exists()
