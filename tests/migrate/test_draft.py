"""Drafting a migration: every open question becomes a step, and what people wrote stays."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.schema_file import read_migration_file
from schemactl.migrate.draft import draft_migration
from schemactl.validate.engine import validate
from schemactl.workspace import Workspace
from tests.builders import a_repository, release_schema

FILE = "schemas/mood/schema.yaml"
BEFORE = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: bad
    name: Bad
    selectable: false
    definition: Moods that hurt.
    labels:
      - id: sad
        definition: The writer is sad about a loss.
      - id: angry
        definition: The writer is angry.
  - id: good
    name: Good
    selectable: false
    definition: Moods that please.
    labels:
      - id: happy
        definition: The writer is happy.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_repository(tmp_path, {FILE: BEFORE})
    release_schema(workspace, "mood")
    return workspace


def edit(workspace: Workspace, *replacements: tuple[str, str], version: str = "2.0.0") -> None:
    path = workspace.root / FILE
    text = path.read_text().replace("version: 1.0.0", f"version: {version}")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def written(workspace: Workspace, version: str = "2.0.0") -> str:
    return (workspace.migrations("mood") / f"{version}.yaml").read_text()


def test_edited_gone_and_new_labels_become_steps_to_decide(workspace: Workspace) -> None:
    edit(workspace, ("id: sad", "id: gloomy"), ("writer is angry", "writer is furious"))
    drafted = draft_migration(workspace, "mood")
    assert sorted(drafted.added) == ["add gloomy", "redefine angry", "retire sad"]
    text = written(workspace)
    assert "effect: CHOOSE  # clarify, narrow, widen or shift" in text
    assert "- {change: add, task: mood, to: gloomy, review: [CHOOSE], because: CHOOSE}" in text


def test_similar_labels_are_proposed_in_comments_and_never_assumed(workspace: Workspace) -> None:
    edit(workspace, ("id: sad", "id: sadness"))
    (candidate,) = draft_migration(workspace, "mood").proposed
    assert (candidate.change, candidate.source, candidate.target) == (
        "recode",
        ("sad",),
        ("sadness",),
    )
    comment, step = re.findall(r"^  # (.*)$", written(workspace), re.MULTILINE)
    assert comment.startswith("sad may be sadness now (")
    assert step == "- {change: recode, task: mood, from: sad, to: sadness, because: CHOOSE}"


def test_the_ends_are_pinned(workspace: Workspace) -> None:
    edit(workspace, ("writer is angry", "writer is furious"))
    draft_migration(workspace, "mood")
    path = workspace.migrations("mood") / "2.0.0.yaml"
    migration = read_migration_file(workspace, path).migration
    assert migration is not None
    assert migration.source.digest is not None
    assert (migration.source.version, migration.target.version) == ("1.0.0", "2.0.0")


def test_what_a_person_wrote_is_kept_and_only_new_questions_are_added(
    workspace: Workspace,
) -> None:
    edit(workspace, ("writer is angry", "writer is furious"))
    draft_migration(workspace, "mood")
    path = workspace.migrations("mood") / "2.0.0.yaml"
    decided = path.read_text().replace("effect: CHOOSE ", "effect: narrow ")
    decided = decided.replace("because: CHOOSE", "because: Mild anger left.  # agreed on Monday")
    path.write_text(decided)
    assert draft_migration(workspace, "mood").added == ()
    assert path.read_text() == decided
    edit(workspace, ("writer is happy", "writer is merry"))
    assert draft_migration(workspace, "mood").added == ("redefine happy",)
    assert path.read_text().startswith(decided)


def test_an_open_question_is_not_asked_twice(workspace: Workspace) -> None:
    edit(workspace, ("writer is angry", "writer is furious"))
    draft_migration(workspace, "mood")
    before = written(workspace)
    assert draft_migration(workspace, "mood").added == ()
    assert written(workspace) == before


def test_an_undecided_draft_does_not_validate(workspace: Workspace) -> None:
    edit(workspace, ("id: sad", "id: gloomy"), ("writer is angry", "writer is furious"))
    draft_migration(workspace, "mood")
    report = validate(workspace, today="2026-01-01")
    assert report.count("error") > 0


def test_a_version_that_rises_again_takes_its_migration_along(workspace: Workspace) -> None:
    edit(workspace, ("writer is angry", "writer is furious"), version="1.0.1")
    draft_migration(workspace, "mood")
    path = workspace.root / FILE
    path.write_text(path.read_text().replace("version: 1.0.1", "version: 2.0.0"))
    draft_migration(workspace, "mood")
    assert [p.name for p in workspace.migrations("mood").iterdir()] == ["2.0.0.yaml"]
    assert "version: 2.0.0" in written(workspace)


def test_a_migration_that_leads_nowhere_is_left_as_it_is(workspace: Workspace) -> None:
    edit(workspace, ("writer is angry", "writer is furious"))
    draft_migration(workspace, "mood")
    head, _, rest = written(workspace).partition("to:\n")
    assert rest.startswith("  schema: mood\n  version: 2.0.0\n")
    text = head + rest.removeprefix("  schema: mood\n  version: 2.0.0\n")
    path = workspace.migrations("mood") / "2.0.0.yaml"
    path.write_text(text)
    file = workspace.root / FILE
    file.write_text(file.read_text().replace("version: 2.0.0", "version: 2.1.0"))
    with pytest.raises(AnswerIsBad, match="does not say where it leads"):
        draft_migration(workspace, "mood")
    assert path.read_text() == text


def test_steps_that_are_no_list_are_left_as_they_are(workspace: Workspace) -> None:
    edit(workspace, ("id: sad", "id: gloomy"))
    path = workspace.migrations("mood") / "2.0.0.yaml"
    path.parent.mkdir()
    text = "schemactl: 1\nto: {schema: mood, version: 2.0.0}\nsteps:\n  -tasks: {a: 1}\n"
    path.write_text(text)
    with pytest.raises(AnswerIsBad, match="`steps` is no list that steps can be added to"):
        draft_migration(workspace, "mood")
    assert path.read_text() == text


def test_a_version_that_is_not_raised_is_refused_with_the_one_to_take(
    workspace: Workspace,
) -> None:
    edit(workspace, ("id: sad", "id: gloomy"), version="1.0.0")
    with pytest.raises(AnswerIsBad) as caught:
        draft_migration(workspace, "mood")
    assert "2.0.0" in caught.value.hint


def test_without_a_release_there_is_nothing_to_migrate(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {FILE: BEFORE})
    with pytest.raises(SchemactlError, match="no release"):
        draft_migration(workspace, "mood")
    with pytest.raises(SchemactlError, match="there is no schema"):
        draft_migration(workspace, "gone")


def git(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, env=environment)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "State")


def test_branches_that_add_different_labels_merge_without_conflict(workspace: Workspace) -> None:
    attributes = "schemas/*/migrations/*.yaml merge=union\n"
    a_repository(workspace.root, {".gitattributes": attributes})
    git(workspace.root, "init", "-q", "-b", "main")
    commit(workspace.root)
    sad, happy = "      - id: sad\n", "      - id: happy\n"
    for branch, anchor, label in (("one", sad, "afraid"), ("two", happy, "proud")):
        git(workspace.root, "checkout", "-q", "-b", branch, "main")
        new = f"      - id: {label}\n        definition: The writer is {label}.\n{anchor}"
        edit(workspace, (anchor, new), version="1.1.0")
        assert draft_migration(workspace, "mood").added == (f"add {label}",)
        commit(workspace.root)
    git(workspace.root, "merge", "-q", "--no-edit", "one")
    merged = written(workspace, "1.1.0")
    assert merged.count("change: add") == 2
    assert "to: afraid" in merged
    assert "to: proud" in merged
    path = workspace.migrations("mood") / "1.1.0.yaml"
    path.write_text(merged.replace("[CHOOSE]", "[]").replace("CHOOSE", "New."))
    report = validate(workspace, today="2026-01-01")
    assert [found for found in report.diagnostics if found.severity == "error"] == []
