"""Builders: the smallest label, schema, document, repository or release that a test needs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemactl.cli.main import run
from schemactl.files.guideline_file import read_guideline_file
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic
from schemactl.model.label import Label
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.schema import Schema, Task
from schemactl.releases.folder import MANIFEST, manifest_bytes, write_folder
from schemactl.releases.frozen import Frozen
from schemactl.releases.guideline_draft import freeze_guideline
from schemactl.releases.read import read_guideline, read_schema
from schemactl.releases.schema_draft import freeze_schema, read_schema_files
from schemactl.workspace import Workspace, find_workspace

SHORT_FORM = """\
schemactl: 1
name: sentiment
version: 1.0.0
type: classification
labels:
  - id: positive
    definition: The writer is pleased.
  - id: negative
    definition: The writer is displeased.
"""
GUIDELINE = """\
schemactl: 1
name: sentiment
version: 1.0.0
schema: {name: sentiment, versions: ">=1.0,<2"}
pages: [index.md]
"""


def a_label(label_id: str = "a", **fields: Any) -> Label:
    """Return a label, with a definition where none is given."""
    return Label(id=label_id, **{"definition": f"What {label_id} means.", **fields})


def a_task(*labels: Label | str, **fields: Any) -> Task:
    """Return a classification; a text stands for a label of that id."""
    built = tuple(a_label(label) if isinstance(label, str) else label for label in labels)
    return Task(**{"id": "topic", "type": "classification", "labels": built, **fields})


def a_schema(*tasks: Task | Label | str, **fields: Any) -> Schema:
    """Return a schema of the tasks; labels stand for one task that has them."""
    given = tuple(task for task in tasks if isinstance(task, Task))
    labels = [label for label in tasks if not isinstance(label, Task)]
    built = (*given, a_task(*labels)) if labels else given
    return Schema(**{"schemactl": 1, "name": "s", "version": "1.0.0", "tasks": built, **fields})


def a_document(text: str | bytes, path: str = "file.yaml") -> Document:
    """Return a document with the text."""
    return Document(path, text.encode() if isinstance(text, str) else text)


def a_repository(root: Path, files: Mapping[str, str | bytes]) -> Workspace:
    """Write files below the folder and return it as a label repository."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return find_workspace(root)


def release_schema(workspace: Workspace, name: str) -> SchemaRelease:
    """Freeze the working copy of a schema and write it as a release."""
    frozen = freeze_schema(workspace, read_schema_files(workspace, name))
    version = frozen.release.schema.version
    _write(workspace.release_folder("schema", name, version), frozen)
    return read_schema(workspace, name, version)


def release_guideline(workspace: Workspace, name: str) -> GuidelineRelease:
    """Freeze the working copy of a guideline and write it as a release."""
    files = read_guideline_file(workspace, workspace.guideline_file(name))
    frozen = freeze_guideline(workspace, files)
    version = frozen.release.guideline.version
    _write(workspace.release_folder("guideline", name, version), frozen)
    return read_guideline(workspace, name, version)


def released_mood(root: Path) -> Workspace:
    """Write the two labels of `mood` and release them by the command, which keeps a ledger."""
    path = "schemas/mood/schema.yaml"
    workspace = a_repository(root, {path: SHORT_FORM.replace("sentiment", "mood")})
    assert run(["release", "--root", str(root)]) == 0
    return workspace


def _write(folder: Path, frozen: Frozen[SchemaRelease] | Frozen[GuidelineRelease]) -> None:
    manifest = manifest_bytes(frozen.release.ref, frozen.release.previous, frozen.content)
    write_folder(folder, {**frozen.content, MANIFEST: manifest, **frozen.source})


def places(problems: list[Diagnostic]) -> list[tuple[str, int | None, int | None]]:
    """Return rule, line and column of problems in the order of the file."""
    found = [(p.rule, p.region.line, p.region.column) for p in problems]
    return sorted(found, key=lambda place: (place[1] or 0, place[2] or 0))
