"""A schema's files: schema.yaml, migrations and translations, read into nouns and problems."""

from pathlib import Path
from typing import NamedTuple

from schemactl.files.source import Reader, read_document
from schemactl.files.structure import build
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Pointer, Region
from schemactl.model.migration import Migration, Translations
from schemactl.model.schema import TASK_KEYS, Schema, expand_short_form
from schemactl.workspace import Workspace


class SchemaFile(NamedTuple):
    """A schema's working file; `schema` is None where nothing of it could be read."""

    document: Document
    schema: Schema | None


class MigrationFile(NamedTuple):
    """A migration file; `name` is its file name without the ending."""

    name: str
    document: Document
    migration: Migration | None


class TranslationsFile(NamedTuple):
    """The translations into one language; `language` is the file name without the ending."""

    language: str
    document: Document
    translations: Translations | None


def read_schema_file(workspace: Workspace, path: Path, reader: Reader = Document) -> SchemaFile:
    """Read a schema in its short or rich form."""
    document = read_document(workspace, path, reader)
    return SchemaFile(document, build_schema(document))


def build_schema(document: Document) -> Schema | None:
    """Turn a document into a schema; pointers into it then lead to the written places."""
    data = _mapping(document, "a schema")
    if data is None:
        return None
    expanded = expand_short_form(data)
    if expanded is not data:
        moved: list[tuple[Pointer, Pointer]] = [(("tasks", 0, "id"), ("name",))]
        moved += [(("tasks", 0, key), (key,)) for key in sorted(TASK_KEYS)]
        document.moved = (*moved, (("tasks", 0), ()), (("tasks",), ()))
    return build(Schema, expanded, document, sorted(TASK_KEYS))


def read_migration_file(workspace: Workspace, path: Path) -> MigrationFile:
    """Read one migration file."""
    document = read_document(workspace, path)
    data = _mapping(document, "a migration")
    migration = None if data is None else build(Migration, data, document)
    return MigrationFile(path.stem, document, migration)


def read_migration_files(workspace: Workspace, name: str) -> list[MigrationFile]:
    """Read all migration files of a schema, in the order of their names."""
    return [read_migration_file(workspace, path) for path in _yaml_in(workspace.migrations(name))]


def read_translations_files(workspace: Workspace, name: str) -> list[TranslationsFile]:
    """Read all translations of a schema, in the order of their languages."""
    found = []
    for path in _yaml_in(workspace.schemas / name / "translations"):
        document = read_document(workspace, path)
        data = _mapping(document, "a translation")
        noun = None if data is None else build(Translations, data, document)
        found.append(TranslationsFile(path.stem, document, noun))
    return found


def _yaml_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def _mapping(document: Document, what: str) -> dict[str, object] | None:
    if isinstance(document.data, dict):
        return document.data
    if not document.problems:
        found = "the file is empty" if document.root is None else "this is no mapping"
        document.problems.append(
            Diagnostic(
                "invalid-value",
                "error",
                f"{found}; {what} starts with `schemactl: 1`",
                document.path,
                Region(1, 1, 1, 2),
                None,
                "see `schemactl init` for a file to start from",
            )
        )
    return None
