"""Release: a schema or guideline frozen under name@version with a digest."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from schemactl.model.guideline import BuiltWith, Guideline, Ruling
from schemactl.model.identifiers import Digest, LabelId, Version
from schemactl.model.migration import Migration, Translations
from schemactl.model.scalar import Integer, Noun
from schemactl.model.schema import Schema

CANONICAL_FORM = "schemactl-c14n-1"


class ManifestFile(Noun):
    """One stored file: its path inside the release folder, size in bytes and sha256."""

    path: str
    size: Integer
    sha256: str


class Manifest(Noun):
    """What a release consists of; the sha256 of its bytes is the release's digest."""

    format: str
    ref: str
    previous: Digest | None = None
    files: tuple[ManifestFile, ...]


class RetiredLabel(Noun):
    """A label that is gone: its id, aliases and index never come back."""

    id: LabelId
    aliases: tuple[str, ...] = ()
    index: Integer | None = None
    retired_in: Version


class ReleasedSchema(Schema):
    """A resolved schema: every selectable label has its index, shared labels are copied in.

    `tombstones` are keyed by task id; `assets` lead from the path that the working file names
    to the path inside the release folder.
    """

    tombstones: dict[str, tuple[RetiredLabel, ...]] = {}
    assets: dict[str, str] = {}


class ReleasedGuideline(Guideline):
    """A guideline with the schema release that its links were checked against."""

    built_with: BuiltWith | None = None
    assets: dict[str, str] = {}


class SchemaRelease(NamedTuple):
    """A schema release as read from its folder, whose bytes were checked against the digest."""

    ref: str
    digest: str
    previous: str | None
    folder: Path
    schema: ReleasedSchema
    migration: Migration | None = None
    translations: Mapping[str, Translations] = MappingProxyType({})


class GuidelineRelease(NamedTuple):
    """A guideline release as read from its folder, whose bytes were checked against the digest.

    `pages` holds the Markdown of each page by its file name, in reading order; `translations` the
    same by language, of pages that are translated.
    """

    ref: str
    digest: str
    previous: str | None
    folder: Path
    guideline: ReleasedGuideline
    pages: Mapping[str, str]
    rulings: tuple[Ruling, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = MappingProxyType({})


Release = SchemaRelease | GuidelineRelease
