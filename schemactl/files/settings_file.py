"""schemactl.yaml, read into settings."""

from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.source import read_document
from schemactl.files.structure import build
from schemactl.files.yaml_tree import Document
from schemactl.model.settings import Settings
from schemactl.workspace import Workspace


class SettingsFile(NamedTuple):
    """The settings and their document; without a file the defaults and None."""

    settings: Settings
    document: Document | None


def read_settings_file(workspace: Workspace) -> SettingsFile:
    """Read the settings; problems stay in the document."""
    if not workspace.settings_file.is_file():
        return SettingsFile(Settings(), None)
    return _built(read_document(workspace, workspace.settings_file))


def parse_settings(path: str, content: bytes) -> SettingsFile:
    """Read settings from bytes, such as those of another commit."""
    return _built(Document(path, content))


def _built(document: Document) -> SettingsFile:
    if document.root is None:
        return SettingsFile(Settings(), document)
    return SettingsFile(build(Settings, document.data, document) or Settings(), document)


def read_settings(workspace: Workspace) -> Settings:
    """Read the settings for a command that needs them right. Raises SchemactlError."""
    settings, document = read_settings_file(workspace)
    if document is not None and document.problems:
        first = document.problems[0]
        raise SchemactlError(
            f"{first.file}:{first.region.line}:{first.region.column}: {first.message}",
            first.hint or "run `schemactl validate` to see all problems",
        )
    return settings
