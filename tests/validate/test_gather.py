"""From working files to what rules see: the noun, its history, what is missing, its documents."""

from pathlib import Path

import pytest

from schemactl.validate.engine import validate
from schemactl.validate.gather import gather_guideline, gather_schema
from schemactl.validate.subject import GuidelineSubject, SchemaSubject
from schemactl.workspace import Workspace
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_schema,
)

SCHEMA = "schemas/sentiment/schema.yaml"
PAGE = "guidelines/sentiment/index.md"
STEPS = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 1.1.0}
steps:
  - {change: recode, from: negative, to: sad, because: A shorter word.}
  - {change: redefine, label: positive, effect: clarify, because: A plainer word.}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a schema and a guideline."""
    files = {
        SCHEMA: SHORT_FORM,
        "guidelines/sentiment/guideline.yaml": GUIDELINE,
        PAGE: "# Mood\n[[positive]] ![a](gone.png) ![b](https://example.com/b.png)\n",
    }
    return a_repository(tmp_path, files)


def schema_subject(workspace: Workspace) -> SchemaSubject:
    """Return what rules see of the schema."""
    subject = gather_schema(workspace, "sentiment").subject
    assert isinstance(subject, SchemaSubject)
    return subject


def guideline_subject(workspace: Workspace) -> GuidelineSubject:
    """Return what rules see of the guideline."""
    subject = gather_guideline(workspace, "sentiment").subject
    assert isinstance(subject, GuidelineSubject)
    return subject


def test_a_schema_that_cannot_be_read_has_problems_and_no_subject(workspace: Workspace) -> None:
    (workspace.root / SCHEMA).write_text("a: [")
    gathered = gather_schema(workspace, "sentiment")
    assert gathered.subject is None
    assert [problem.rule for problem in gathered.problems] == ["yaml-syntax"]


def test_problems_of_all_files_are_gathered(workspace: Workspace) -> None:
    folder = workspace.migrations("sentiment")
    folder.mkdir()
    (folder / "2.0.0.yaml").write_text("a: [")
    gathered = gather_schema(workspace, "sentiment")
    assert [problem.file for problem in gathered.problems] == [
        "schemas/sentiment/migrations/2.0.0.yaml"
    ]
    assert set(gathered.documents) == {SCHEMA, "schemas/sentiment/migrations/2.0.0.yaml"}


def test_what_could_not_be_read_is_not_called_missing(workspace: Workspace) -> None:
    text = SHORT_FORM.replace("The writer is pleased.", "{a: b}")
    for written in (text, SHORT_FORM.replace("  - id: ", "  - "), f"{SHORT_FORM}tasks: none\n"):
        (workspace.root / SCHEMA).write_text(written)
        found = validate(workspace, [workspace.root / "schemas"], today="2026-01-01").diagnostics
        rules = {one.rule for one in found}
        assert rules & {"invalid-value", "yaml-syntax"}
        assert not rules & {"missing-definition", "task-type-incomplete"}


def test_without_a_release_there_is_no_history(workspace: Workspace) -> None:
    history = schema_subject(workspace).history
    assert (history.versions, history.last, history.differs) == ((), None, None)


def test_the_history_says_whether_the_draft_differs(workspace: Workspace) -> None:
    release_schema(workspace, "sentiment")
    assert schema_subject(workspace).history.differs is False
    (workspace.root / SCHEMA).write_text(SHORT_FORM.replace("is pleased", "smiles"))
    history = schema_subject(workspace).history
    assert (history.versions, history.differs) == (("1.0.0",), True)


def test_steps_count_also_where_the_version_was_raised_after_they_were_written(
    workspace: Workspace,
) -> None:
    release_schema(workspace, "sentiment")
    edited = SHORT_FORM.replace("id: negative", "id: sad").replace("is pleased", "smiles")
    a_repository(
        workspace.root,
        {
            SCHEMA: edited.replace("1.0.0", "2.0.0"),
            "schemas/sentiment/migrations/1.1.0.yaml": STEPS,
        },
    )
    verdict = schema_subject(workspace).history.verdict
    assert verdict is not None
    assert {judgement.declared for judgement in verdict.judgements} == {True}
    rules = {one.rule for one in validate(workspace, today="2026-01-01").diagnostics}
    assert "migration-version" in rules
    assert not rules & {"unmarked-change", "label-without-fate", "bump-too-low"}
    # With another one beside it, nobody knows which of the two holds.
    a_repository(workspace.root, {"schemas/sentiment/migrations/1.2.0.yaml": STEPS})
    verdict = schema_subject(workspace).history.verdict
    assert verdict is not None
    assert {judgement.declared for judgement in verdict.judgements} == {False}


def test_history_cannot_be_judged_by_an_edited_release(workspace: Workspace) -> None:
    release_schema(workspace, "sentiment")
    folder = workspace.release_folder("schema", "sentiment", "1.0.0")
    (folder / "schema.json").write_text("{}")
    history = schema_subject(workspace).history
    assert (history.versions, history.last, history.differs) == (("1.0.0",), None, None)


def test_labels_that_cannot_be_taken_are_a_failure_of_the_history(workspace: Workspace) -> None:
    use = "use: [{schema: common@1.0.0, labels: [spam]}]\n"
    (workspace.root / SCHEMA).write_text(SHORT_FORM + use)
    assert "common" in schema_subject(workspace).history.failure


def test_links_and_images_of_pages_come_with_their_place(workspace: Workspace) -> None:
    subject = guideline_subject(workspace)
    assert [(link.target, link.file, link.region.line) for link in subject.links] == [
        ("positive", PAGE, 2)
    ]
    assert subject.missing_images == {"gone.png"}
    assert [schema.version for schema in subject.schemas] == ["1.0.0"]


def test_a_page_that_is_named_and_not_there_is_missing(workspace: Workspace) -> None:
    (workspace.root / PAGE).unlink()
    assert guideline_subject(workspace).missing_pages == {"index.md"}


def test_the_schemas_in_range_are_the_draft_and_every_release(workspace: Workspace) -> None:
    release_schema(workspace, "sentiment")
    (workspace.root / SCHEMA).write_text(SHORT_FORM.replace("1.0.0", "1.1.0"))
    subject = guideline_subject(workspace)
    assert {schema.version for schema in subject.schemas} == {"1.0.0", "1.1.0"}
    assert subject.released == ("1.0.0",)
    (workspace.root / SCHEMA).write_text(SHORT_FORM.replace("1.0.0", "2.0.0"))
    assert {schema.version for schema in guideline_subject(workspace).schemas} == {"1.0.0"}


def test_pages_come_with_their_text_and_others_are_unlisted(workspace: Workspace) -> None:
    folder = workspace.guidelines / "sentiment"
    for name in ("README.md", "forgotten.md"):
        (folder / name).write_text("# Editors\n")
    subject = guideline_subject(workspace)
    assert [(page.name, page.file) for page in subject.pages] == [("index.md", PAGE)]
    assert subject.pages[0].text.startswith("# Mood\n")
    assert [image.words for image in subject.images] == ["a", "b"]
    assert subject.unlisted == ("guidelines/sentiment/forgotten.md",)


def test_a_schema_knows_the_day(workspace: Workspace) -> None:
    subject = gather_schema(workspace, "sentiment", "2026-01-01").subject
    assert isinstance(subject, SchemaSubject)
    assert subject.today == "2026-01-01"


def test_open_rulings_stand_apart_with_the_day(workspace: Workspace) -> None:
    folder = workspace.guidelines / "sentiment" / "rulings"
    folder.mkdir()
    (folder / "r-1.yaml").write_text("id: r-1\nitem: Text 7\ndate: 2025-12-24\n")
    (folder / "r-2.yaml").write_text("id: r-2\nitem: Text 8\ndate: 2025-12-24\nuse: positive\n")
    subject = gather_guideline(workspace, "sentiment", "2026-01-01").subject
    assert isinstance(subject, GuidelineSubject)
    assert [draft.name for draft in subject.rulings] == ["r-2"]
    assert [(draft.file, draft.ruling.id) for draft in subject.open_rulings] == [
        ("guidelines/sentiment/rulings/r-1.yaml", "r-1")
    ]
    assert subject.today == "2026-01-01"
