"""Who has to approve: the roles of every step that a draft reaches, and nobody else."""

from pathlib import Path

import pytest

from schemactl.model.settings import Settings
from schemactl.validate.gather import gather_schema
from schemactl.validate.subject import Demand, SchemaSubject
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema

FILE = "schemas/sentiment/schema.yaml"
MIGRATION = "schemas/sentiment/migrations/2.0.0.yaml"
SETTINGS = Settings(approvals={"major": ("expert", "owner"), "minor": ("owner", "tester")})
NARROW = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 2.0.0}
steps:
  - {change: redefine, label: negative, effect: narrow, because: Only open blame counts.}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A schema with one release."""
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    release_schema(workspace, "sentiment")
    return workspace


def asked(workspace: Workspace, settings: Settings = SETTINGS) -> Demand | None:
    """Return who has to approve the draft."""
    subject = gather_schema(workspace, "sentiment", settings=settings).subject
    assert isinstance(subject, SchemaSubject)
    return subject.history.demand


def draft(workspace: Workspace, was: str, now: str) -> None:
    """Edit the draft of version 2.0.0."""
    text = SHORT_FORM.replace("1.0.0", "2.0.0").replace(was, now)
    a_repository(workspace.root, {FILE: text})


def test_a_draft_that_is_as_released_asks_for_nobody(workspace: Workspace) -> None:
    assert asked(workspace) is None


def test_a_step_asks_for_the_roles_of_the_smaller_steps_too(workspace: Workspace) -> None:
    draft(workspace, "displeased", "blaming")
    a_repository(workspace.root, {MIGRATION: NARROW})
    found = asked(workspace)
    assert found is not None
    assert (sorted(found.roles), found.step) == (["expert", "owner", "tester"], "major")
    assert found.content.startswith("sha256:")


def test_a_smaller_step_does_not_ask_for_the_roles_of_a_larger_one(workspace: Workspace) -> None:
    added = "displeased.\n  - {id: none, definition: No feeling.}"
    draft(workspace, "displeased.", added)
    found = asked(workspace)
    assert found is not None
    assert (found.roles, found.step) == (("owner", "tester"), "minor")


def test_nobody_is_asked_where_the_settings_name_no_role(workspace: Workspace) -> None:
    draft(workspace, "displeased", "blaming")
    assert asked(workspace, Settings()) is None


def test_an_approval_that_nobody_asked_for_is_compared_all_the_same(workspace: Workspace) -> None:
    draft(workspace, "displeased", "blaming")
    given = f'approvals: [{{by: ada, role: x, at: 2026-11-20, content: "sha256:{"0" * 64}"}}]\n'
    a_repository(workspace.root, {MIGRATION: NARROW + given})
    found = asked(workspace, Settings())
    assert found is not None
    assert found.roles == ()
    assert found.content != f"sha256:{'0' * 64}"
