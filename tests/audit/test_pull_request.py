"""What a branch changes, seen from where it left main, in real git repositories."""

import shutil
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from tests.audit.branches import (
    DRAFT,
    MIGRATION,
    MIGRATION_FILE,
    PAGE,
    SCHEMA_FILE,
    a_branch,
    commit,
    edit,
    examined,
    only,
)
from tests.builders import SHORT_FORM, release_schema
from tests.diff.repository import git


def test_a_branch_that_leaves_labels_alone_has_no_sections(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {"code.py": "print(1)\n"})
    assert examined(workspace).sections == ()


def test_a_marked_change_is_judged_against_the_last_release(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {SCHEMA_FILE: DRAFT, MIGRATION_FILE: MIGRATION})
    section = only(examined(workspace))
    assert (section.last, section.drafted, section.needed) == ("1.0.0", "2.0.0", "2.0.0")
    assert section.is_high_enough
    assert [one.change.kind for one in section.judgements] == ["definition-changed"]
    assert section.is_new(section.judgements[0])


def test_what_main_drafted_before_is_not_new(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    edit(workspace, {SCHEMA_FILE: DRAFT, MIGRATION_FILE: MIGRATION})
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "-B", "work")
    edit(workspace, {SCHEMA_FILE: DRAFT.replace("displeased", "angry")})
    section = only(examined(workspace))
    news = {one.change.subject: section.is_new(one) for one in section.judgements}
    assert news == {"positive": False, "negative": True}


def test_an_edit_that_nobody_explained_leaves_the_version_open(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {PAGE: "# How\n\nRead the whole definition.\n"})
    section = only(examined(workspace))
    assert section.ref == "guideline:sentiment"
    assert not section.is_high_enough
    assert section.is_unsettled


def test_a_version_that_is_too_low_is_found(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    retired = SHORT_FORM.partition("  - id: negative")[0].replace("1.0.0", "1.1.0")
    step = "steps:\n  - {change: retire, from: negative, otherwise: drop, because: Unused.}\n"
    migration = MIGRATION.partition("steps:")[0].replace("2.0.0", "1.1.0") + step
    edit(workspace, {SCHEMA_FILE: retired, "schemas/sentiment/migrations/1.1.0.yaml": migration})
    section = only(examined(workspace))
    assert (section.drafted, section.needed) == ("1.1.0", "2.0.0")
    assert not section.is_high_enough
    assert not section.is_unsettled


def test_a_release_of_the_branch_is_compared_with_the_one_before(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {SCHEMA_FILE: DRAFT, MIGRATION_FILE: MIGRATION})
    release_schema(workspace, "sentiment")
    section = only(examined(workspace))
    assert (section.released, section.last) == (("2.0.0",), "1.0.0")
    assert len(section.judgements) == 1


def test_new_removed_and_broken_ones_are_said_to_be_so(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(
        workspace,
        {
            "schemas/fresh/schema.yaml": SHORT_FORM.replace("sentiment", "fresh"),
            SCHEMA_FILE: "schemactl: [\n",
        },
    )
    shutil.rmtree(workspace.guidelines)
    found = {section.ref: section for section in examined(workspace).sections}
    assert found["schema:fresh"].problem.startswith("it is new")
    assert found["schema:fresh"].drafted == "1.0.0"
    assert found["schema:sentiment"].problem.startswith("it cannot be compared")
    assert found["guideline:sentiment"].problem.startswith("the working copy was removed")
    assert all(section.is_high_enough for section in found.values())


def test_a_draft_before_its_first_release_is_compared_with_main(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    shutil.rmtree(workspace.registry)
    shutil.rmtree(workspace.guidelines)
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "-B", "work")
    edit(workspace, {SCHEMA_FILE: SHORT_FORM.replace("displeased", "angry")})
    section = only(examined(workspace))
    assert (section.last, section.needed, len(section.judgements)) == (None, None, 1)


def test_form_alone_changes_no_meaning(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {SCHEMA_FILE: "# A comment\n" + SHORT_FORM})
    section = only(examined(workspace))
    assert section.judgements == ()
    assert section.needed == "1.0.0"


def test_approvals_hold_for_what_is_there_now(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    void = "approvals:\n  - {by: ada, role: expert, at: 2026-11-20, content: DIGEST}\n"
    edit(
        workspace,
        {
            SCHEMA_FILE: DRAFT,
            MIGRATION_FILE: MIGRATION + void,
            "schemactl.yaml": "approvals:\n  major: [expert]\n",
        },
    )
    request = examined(workspace)
    approved = only(request).approved
    assert [one.by for one in approved.void] == ["ada"]
    assert (approved.asked, approved.given, approved.missing) == (("expert",), (), ("expert",))


def test_a_label_repository_below_the_top_is_examined_alone(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path, "services/labels")
    edit(workspace, {SCHEMA_FILE: DRAFT, MIGRATION_FILE: MIGRATION})
    request = examined(workspace)
    assert request.folder == "services/labels"
    assert only(request).is_high_enough


def test_a_ledger_that_was_altered_claims_no_impact(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {SCHEMA_FILE: DRAFT, "registry/journal/000000000001.json": "{}"})
    comparison = only(examined(workspace)).comparison
    assert comparison is not None
    assert comparison.counted_in == ""


def test_a_ref_that_git_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="git knows no"):
        examined(a_branch(tmp_path), "nowhere")
