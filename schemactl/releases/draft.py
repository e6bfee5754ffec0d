"""Drafts: working copies in the shape of releases, whose digest is empty."""

from schemactl.files.guideline_file import read_guideline_file
from schemactl.files.source import Reader
from schemactl.files.yaml_tree import Document
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.releases.guideline_draft import freeze_guideline
from schemactl.releases.schema_draft import drafted, read_schema_files
from schemactl.workspace import Workspace


def draft_schema(workspace: Workspace, name: str, reader: Reader = Document) -> SchemaRelease:
    """Return the working copy of a schema. Raises AnswerIsBad where it is broken."""
    release, _ = drafted(workspace, read_schema_files(workspace, name, reader))
    return release


def draft_guideline(workspace: Workspace, name: str) -> GuidelineRelease:
    """Return the working copy of a guideline. Raises AnswerIsBad where it is broken."""
    files = read_guideline_file(workspace, workspace.guideline_file(name))
    return freeze_guideline(workspace, files).release
