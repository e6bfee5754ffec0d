"""What a draft changes is judged against the last release, by migration and marks."""

from pathlib import Path

from schemactl.releases.draft import draft_guideline, draft_schema
from schemactl.validate.drafted import judge_guideline_draft, judge_schema
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)

SCHEMA_FILE = "schemas/sentiment/schema.yaml"
GUIDELINE_FILE = "guidelines/sentiment/guideline.yaml"
MIGRATION = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 1.0.1}
steps:
  - {change: redefine, label: positive, effect: clarify, because: A plainer word.}
"""


def test_an_equal_draft_changes_nothing(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {SCHEMA_FILE: SHORT_FORM})
    last = release_schema(workspace, "sentiment")
    verdict = judge_schema(last, draft_schema(workspace, "sentiment"))
    assert verdict.judgements == ()
    assert verdict.minimum_bump == "none"


def test_an_edit_is_undecided_until_the_migration_marks_it(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {SCHEMA_FILE: SHORT_FORM})
    last = release_schema(workspace, "sentiment")
    edited = SHORT_FORM.replace("pleased", "glad", 1).replace("1.0.0", "1.0.1")
    a_repository(tmp_path, {SCHEMA_FILE: edited})
    (open_question,) = judge_schema(last, draft_schema(workspace, "sentiment")).judgements
    assert (open_question.declared, open_question.bump) == (False, "major")
    a_repository(tmp_path, {"schemas/sentiment/migrations/1.0.1.yaml": MIGRATION})
    (answered,) = judge_schema(last, draft_schema(workspace, "sentiment")).judgements
    assert (answered.declared, answered.bump) == (True, "patch")


def test_an_edited_page_is_undecided_until_the_guideline_marks_it(tmp_path: Path) -> None:
    files = {SCHEMA_FILE: SHORT_FORM, GUIDELINE_FILE: GUIDELINE}
    page = "guidelines/sentiment/index.md"
    workspace = a_repository(tmp_path, {**files, page: "# Task\n"})
    release_schema(workspace, "sentiment")
    last = release_guideline(workspace, "sentiment")
    a_repository(tmp_path, {page: "# Task\n\nRead twice.\n"})
    (found,) = judge_guideline_draft(last, draft_guideline(workspace, "sentiment")).judgements
    assert (found.change.kind, found.declared) == ("page-changed", False)
    mark = "changes: [{effect: clarify, because: A reminder.}]\n"
    a_repository(tmp_path, {GUIDELINE_FILE: GUIDELINE + mark})
    (found,) = judge_guideline_draft(last, draft_guideline(workspace, "sentiment")).judgements
    assert (found.declared, found.bump) == (True, "patch")
