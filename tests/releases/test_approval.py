"""What is approved: schema and migration to the letter, and no other approval."""

from pathlib import Path

import pytest

from schemactl.files.yaml_tree import Document
from schemactl.model.migration import From, Migration, To
from schemactl.releases.approval import approval_content, approval_lines
from schemactl.releases.canonical import digest_of
from schemactl.releases.schema_draft import freeze_schema, read_schema_files
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema

FILE = "schemas/sentiment/schema.yaml"
MIGRATION = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 2.0.0}
steps:
  - {change: redefine, label: negative, effect: narrow, because: Only open blame counts.}
"""
APPROVED = f"""{MIGRATION}approvals:
  - {{by: ada, role: expert, at: 2026-11-20, content: "sha256:{"0" * 64}"}}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A schema of which a second version is drafted."""
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    release_schema(workspace, "sentiment")
    text = SHORT_FORM.replace("1.0.0", "2.0.0").replace("displeased", "blaming")
    return a_repository(tmp_path, {FILE: text})


def digest(workspace: Workspace, migration: str) -> str | None:
    """Return what approvals of the draft name, with the migration beside it."""
    a_repository(workspace.root, {"schemas/sentiment/migrations/2.0.0.yaml": migration})
    return approval_content(freeze_schema(workspace, read_schema_files(workspace, "sentiment"))[1])


def test_the_digest_is_that_of_the_two_documents_in_a_list(workspace: Workspace) -> None:
    found = digest(workspace, MIGRATION)
    content = freeze_schema(workspace, read_schema_files(workspace, "sentiment")).content
    schema, migration = content["schema.json"].strip(), content["migration.json"].strip()
    assert found == digest_of(b"[" + schema + b"," + migration + b"]\n")


def test_approvals_do_not_change_what_is_approved(workspace: Workspace) -> None:
    assert digest(workspace, APPROVED) == digest(workspace, MIGRATION)


@pytest.mark.parametrize("edit", [("narrow", "widen"), ("blame", "anger"), ("steps:", "steps:\n")])
def test_every_edit_of_the_migration_counts(workspace: Workspace, edit: tuple[str, str]) -> None:
    was = digest(workspace, MIGRATION)
    is_content = edit[0] != "steps:"
    assert (digest(workspace, MIGRATION.replace(*edit)) != was) is is_content


def test_every_edit_of_the_schema_counts(workspace: Workspace) -> None:
    was = digest(workspace, MIGRATION)
    path = workspace.root / FILE
    path.write_text(path.read_text().replace("blaming", "angry"))
    assert digest(workspace, MIGRATION) != was


def test_a_release_still_says_what_was_approved(workspace: Workspace) -> None:
    was = digest(workspace, APPROVED)
    folder = release_schema(workspace, "sentiment").folder
    stored = {name: (folder / name).read_bytes() for name in ("schema.json", "migration.json")}
    assert approval_content(stored) == was


def test_without_a_migration_another_one_can_stand_in(workspace: Workspace) -> None:
    content = freeze_schema(workspace, read_schema_files(workspace, "sentiment")).content
    assert approval_content(content) is None
    empty = Migration(
        schemactl=1,
        source=From(schema_name="sentiment", version="1.0.0"),
        target=To(schema_name="sentiment", version="2.0.0"),
    )
    written = MIGRATION.partition("steps:")[0]
    assert approval_content(content, empty) == digest(workspace, written)


def test_the_lines_to_add_read_as_an_approval_without_a_name() -> None:
    content = digest_of(b"")
    text = "\n".join(("approvals:", *approval_lines("expert", "2026-11-20", content)))
    (entry,) = Document("", text.encode()).data["approvals"]
    assert entry == {"by": "CHOOSE", "role": "expert", "at": "2026-11-20", "content": content}
