"""Releases that a branch brings along: judged as the gate would have."""

import shutil
from pathlib import Path

import pytest

from schemactl.model.settings import Settings, Suppression
from schemactl.validate.against import read_baseline
from schemactl.validate.ungated import ungated
from schemactl.workspace import Workspace
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)
from tests.stories.hints import git

FILE = "schemas/sentiment/schema.yaml"
PAGE = "guidelines/sentiment/index.md"
GUIDE = "guidelines/sentiment/guideline.yaml"
MIGRATION = "schemas/sentiment/migrations/2.0.0.yaml"
SYNONYM = ("  - id: neg", "    synonyms: [glad]\n  - id: neg")
EXPERT = Settings(approvals={"major": ("expert",)})
NARROW = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 2.0.0}
steps:
  - {change: redefine, label: negative, effect: narrow, because: Only open blame counts.}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A branch of a repository with a release of a schema and of its guideline."""
    files = {FILE: SHORT_FORM, GUIDE: GUIDELINE, PAGE: "# Mood\n"}
    workspace = a_repository(tmp_path, files)
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "State")
    return workspace


def said(workspace: Workspace, settings: Settings = EXPERT) -> list[str]:
    """Return what the gate would have said of each release of the branch."""
    found = list(ungated(workspace, read_baseline(workspace, "main"), settings))
    assert all(one.rule == "release-ungated" for one in found)
    return [one.message.partition(" pass: ")[2] for one in found]


def release(workspace: Workspace, version: str, *changes: tuple[str, str]) -> None:
    """Release a version without the gate."""
    text = SHORT_FORM.replace("1.0.0", version)
    for was, now in changes:
        text = text.replace(was, now)
    a_repository(workspace.root, {FILE: text})
    release_schema(workspace, "sentiment")


def test_releases_that_were_there_are_not_judged(workspace: Workspace) -> None:
    assert said(workspace) == []


def test_what_the_gate_lets_pass_passes(workspace: Workspace) -> None:
    release(workspace, "1.0.1", SYNONYM)
    assert said(workspace) == []


def test_an_unmarked_edit_is_named(workspace: Workspace) -> None:
    release(workspace, "2.0.0", ("displeased", "blaming"))
    assert said(workspace) == ["definition-changed of `negative` is not marked"]


def test_a_version_that_is_too_low_is_named(workspace: Workspace) -> None:
    release(workspace, "1.0.1", ("displeased.\n", "displeased.\n  - {id: none, definition: N.}\n"))
    assert said(workspace) == ["after 1.0.0 its changes are minor: it has to be 1.1.0"]


def test_a_release_without_its_approval_is_named(workspace: Workspace) -> None:
    a_repository(workspace.root, {MIGRATION: NARROW})
    release(workspace, "2.0.0", ("displeased", "blaming"))
    assert said(workspace) == ["it has no approval of `expert`"]
    assert said(workspace, Settings()) == []


def test_a_release_beside_the_chain_is_named(workspace: Workspace) -> None:
    kept = workspace.root / "kept"
    shutil.move(workspace.root / "registry/schemas/sentiment/1.0.0", kept)
    release(workspace, "1.0.1", SYNONYM)
    shutil.move(kept, workspace.root / "registry/schemas/sentiment/1.0.0")
    assert said(workspace) == ["it does not name 1.0.0 as the release before it"]


def test_guidelines_are_judged_too(workspace: Workspace) -> None:
    guideline = {GUIDE: GUIDELINE.replace("version: 1.0.0", "version: 1.0.1"), PAGE: "# Feeling\n"}
    a_repository(workspace.root, guideline)
    release_guideline(workspace, "sentiment")
    assert said(workspace) == ["page-changed of `index.md` is not marked"]


def test_an_edited_release_is_left_to_its_own_rule(workspace: Workspace) -> None:
    release(workspace, "2.0.0", ("displeased", "blaming"))
    (workspace.root / "registry/schemas/sentiment/2.0.0/schema.json").write_text("{}\n")
    assert said(workspace) == []


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("blaming. # allow: unmarked-change -- A typo.", EXPERT),
        ("blaming.", Settings(severity={"unmarked-change": "off"})),
        ("blaming.", Settings(suppressions=(Suppression(rule="unmarked-change", because="x"),))),
    ],
)
def test_what_was_accepted_with_a_reason_passes(
    workspace: Workspace, text: str, settings: Settings
) -> None:
    release(workspace, "1.0.1", ("displeased.", text))
    expected = ["it has no approval of `expert`"] if settings == EXPERT else []
    assert said(workspace, settings) == expected
