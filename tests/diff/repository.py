"""A repository with two versions of a schema and a guideline: one committed, one being drafted."""

import os
import subprocess
from pathlib import Path

from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, SHORT_FORM, a_repository, release_guideline, release_schema

SCHEMA = "schemas/sentiment/schema.yaml"
NEW = SHORT_FORM.replace("1.0.0", "2.0.0").replace("is pleased", "is very pleased")
MIGRATION = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 2.0.0}
steps:
  - change: redefine
    label: positive
    effect: narrow
    because: Thanks are no praise.
"""
GERMAN = """\
schemactl: 1
language: de
texts:
  sentiment/positive:
    name: {text: Gut, of: "sha256:%s"}
"""


def git(folder: Path, *arguments: str) -> None:
    """Run git without the settings of the person who runs the tests."""
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)


def two_versions(root: Path) -> Workspace:
    """Release and commit 1.0.0 of both, then draft 2.0.0 with its migration."""
    guideline = "guidelines/sentiment"
    workspace = a_repository(
        root,
        {
            SCHEMA: SHORT_FORM,
            f"{guideline}/guideline.yaml": GUIDELINE,
            f"{guideline}/index.md": "# How\n\nRead the definition.\n",
        },
    )
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Release 1.0.0")
    ruling = "id: r1\nitem: Thanks.\nuse: negative\ndate: 2026-01-01\n"
    a_repository(
        root,
        {
            SCHEMA: NEW,
            "schemas/sentiment/migrations/2.0.0.yaml": MIGRATION,
            "schemas/sentiment/translations/de.yaml": GERMAN % ("0" * 64),
            f"{guideline}/guideline.yaml": GUIDELINE.replace("version: 1.0.0", "version: 1.0.1"),
            f"{guideline}/index.md": "# How\n\nRead the whole definition.\n",
            f"{guideline}/rulings/r1.yaml": ruling,
        },
    )
    return workspace
