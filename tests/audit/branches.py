"""A git repository with a released schema and guideline on main, and a branch to draft on."""

from collections.abc import Mapping
from pathlib import Path

from schemactl.audit.pull_request import PullRequest, Section, examine
from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, SHORT_FORM, a_repository, release_guideline, release_schema
from tests.diff.repository import git

TODAY = "2026-11-20"
SCHEMA_FILE = "schemas/sentiment/schema.yaml"
PAGE = "guidelines/sentiment/index.md"
MIGRATION_FILE = "schemas/sentiment/migrations/2.0.0.yaml"
DRAFT = SHORT_FORM.replace("1.0.0", "2.0.0").replace("is pleased", "is very pleased")
MIGRATION = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0, digest: "DIGEST"}
to: {schema: sentiment, version: 2.0.0}
steps:
  - change: redefine
    label: positive
    effect: narrow
    because: Thanks are no praise.
"""


def a_branch(root: Path, folder: str = "") -> Workspace:
    """Release 1.0.0 of both on main, and leave main; labels stand in a folder of the repository."""
    workspace = a_repository(
        root / folder,
        {
            SCHEMA_FILE: SHORT_FORM,
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
            PAGE: "# How\n\nRead the definition.\n",
        },
    )
    git(root, "init", "-q", "-b", "main")
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    commit(root)
    git(root, "checkout", "-q", "-b", "work")
    return workspace


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "State")


def edit(workspace: Workspace, files: Mapping[str, str]) -> None:
    """Write files of the working tree."""
    digest = "sha256:" + "0" * 64
    a_repository(workspace.root, {n: t.replace("DIGEST", digest) for n, t in files.items()})


def examined(workspace: Workspace, against: str = "main") -> PullRequest:
    """Examine the working tree."""
    return examine(workspace, against, TODAY)


def only(request: PullRequest) -> Section:
    """Return the only section."""
    assert [section.ref for section in request.sections] == [request.sections[0].ref]
    return request.sections[0]
