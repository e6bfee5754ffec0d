"""A schema's working files, frozen in memory as a release would store them."""

from typing import NamedTuple

from schemactl.files.schema_file import (
    MigrationFile,
    SchemaFile,
    TranslationsFile,
    read_migration_files,
    read_schema_file,
    read_translations_files,
)
from schemactl.files.source import Reader
from schemactl.files.yaml_tree import Document
from schemactl.model.address import parse_ref, slug
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.model.schema import Schema
from schemactl.releases.assets import asset_files, schema_assets
from schemactl.releases.canonical import canonical_bytes
from schemactl.releases.frozen import Frozen, sources, whole
from schemactl.releases.read import read_schema, versions
from schemactl.releases.read import resolve as resolve_ref
from schemactl.releases.resolve import resolve
from schemactl.workspace import Workspace


class SchemaFiles(NamedTuple):
    """All working files of one schema."""

    schema: SchemaFile
    migrations: list[MigrationFile]
    translations: list[TranslationsFile]


def read_schema_files(workspace: Workspace, name: str, reader: Reader = Document) -> SchemaFiles:
    """Read a schema's working files, its own by `reader`; problems stay in the documents."""
    return SchemaFiles(
        read_schema_file(workspace, workspace.schema_file(name), reader),
        read_migration_files(workspace, name),
        read_translations_files(workspace, name),
    )


def freeze_schema(workspace: Workspace, files: SchemaFiles) -> Frozen[SchemaRelease]:
    """Freeze a schema's working files. Raises AnswerIsBad where they are broken."""
    release, assets = drafted(workspace, files)
    schema = release.schema
    stored = {name: path for name, (path, _) in assets.items()}
    content = _content(release, schema.model_copy(update={"assets": stored}))
    content |= dict(assets.values())
    written = [workspace.schema_file(schema.name)]
    if release.migration is not None:
        written.append(workspace.migrations(schema.name) / f"{schema.version}.yaml")
    folder = release.folder / "translations"
    written += [folder / f"{language}.yaml" for language in release.translations]
    return Frozen(release, content, sources(workspace, release.folder, written))


def drafted(
    workspace: Workspace, files: SchemaFiles
) -> tuple[SchemaRelease, dict[str, tuple[str, bytes]]]:
    """Return a schema's working files as a release, and where it stores its assets.

    Raises AnswerIsBad where they are broken.
    """
    schema = whole(files.schema.document, files.schema.schema)
    migration = migration_to(schema.version, files.migrations)
    before = last_release(workspace, schema.name)
    resolved = resolve_draft(workspace, schema, migration, before)
    folder = workspace.schemas / schema.name
    assets = asset_files(workspace, folder, schema_assets(schema))
    release = SchemaRelease(
        ref=f"schema:{schema.name}@{schema.version}",
        digest="",
        previous=None if before is None else before.digest,
        folder=folder,
        schema=resolved.model_copy(update={"assets": {name: name for name in assets}}),
        migration=migration,
        translations={
            file.language: whole(file.document, file.translations) for file in files.translations
        },
    )
    return release, assets


def last_release(workspace: Workspace, name: str) -> SchemaRelease | None:
    """Return the highest release of a schema."""
    known = versions(workspace, "schema", name)
    return read_schema(workspace, name, known[-1]) if known else None


def migration_to(version: str, files: list[MigrationFile]) -> Migration | None:
    """Return the migration that leads to a version. Raises AnswerIsBad where it is broken."""
    for file in files:
        if file.name == version:
            return whole(file.document, file.migration)
    return None


def resolve_draft(
    workspace: Workspace, schema: Schema, migration: Migration | None, before: SchemaRelease | None
) -> ReleasedSchema:
    """Resolve a draft after the last release. Raises AnswerIsBad."""

    def find(ref: str) -> SchemaRelease:
        found = resolve_ref(workspace, parse_ref(ref, "schema"))
        return read_schema(workspace, found.name, found.version)

    return resolve(schema, None if before is None else before.schema, migration, find)


def _content(release: SchemaRelease, schema: ReleasedSchema) -> dict[str, bytes]:
    """Return what is stored of a release; `schema` names its assets as they are stored."""
    content = {"schema.json": canonical_bytes(schema)}
    if release.migration is not None:
        content["migration.json"] = canonical_bytes(release.migration)
    for language, noun in release.translations.items():
        content[f"translations/{slug(language)}.json"] = canonical_bytes(noun)
    return content
