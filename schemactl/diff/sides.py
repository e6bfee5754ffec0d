"""Sides: what stands left and right of a comparison, read from wherever the user points.

A side is a release, a working copy, a file or folder, or a path in a git commit.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from schemactl.diff.chain import Hop, chained
from schemactl.diff.guidelines import GuidelineContent
from schemactl.diff.side_files import DiskFiles, SideFiles, git_files
from schemactl.errors import SchemactlError
from schemactl.files.guideline_file import build_ruling
from schemactl.files.schema_file import build_schema
from schemactl.files.structure import build
from schemactl.files.yaml_tree import Document
from schemactl.model.address import DRAFT, KINDS, Ref, parse_ref
from schemactl.model.change import Spot
from schemactl.model.finding import Region
from schemactl.model.guideline import Guideline, Ruling
from schemactl.model.migration import Migration, Translations
from schemactl.model.page_translation import FOLDER, by_language
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.model.schema import Schema
from schemactl.model.version import precedence
from schemactl.releases.assets import is_address, schema_assets
from schemactl.releases.folder import SOURCE
from schemactl.releases.frozen import whole
from schemactl.releases.read import read_guideline, read_schema, versions
from schemactl.releases.read import resolve as resolve_ref
from schemactl.releases.resolve import resolve
from schemactl.workspace import Workspace

SCHEMA_FILE = "schema.yaml"
GUIDELINE_FILE = "guideline.yaml"
_REF = re.compile(rf"(?:({'|'.join(KINDS)}):)?[^:@/\\]+@[^:/\\]+\Z")
NounT = TypeVar("NounT", bound=BaseModel)


class Written:
    """The files of a side as people wrote them, for saying where a change stands."""

    def __init__(self, files: SideFiles, main: str) -> None:
        """Remember the folder; files are read when a position is asked for."""
        self.files = files
        self.main = main
        self.schema: Schema | None = None
        self._documents: dict[str, Document | None] = {}

    def document(self, name: str = "") -> Document | None:
        """Return a file as a document that knows where the values of its noun stand."""
        path = name or self.main
        if path not in self._documents:
            content = self.files.read(path)
            found = None if content is None else Document(self.files.shown(path), content)
            if found is not None and path == self.main != GUIDELINE_FILE:
                # Reading it is what makes pointers into the short form lead to their place.
                self.schema = build_schema(found)
            self._documents[path] = found
        return self._documents[path]

    def locate(self, spot: Spot | None) -> tuple[str, Region] | None:
        """Return file and region of a change; None where the side does not have it."""
        if spot is None:
            return None
        if spot.line is not None:
            return self.files.shown(spot.file), Region(spot.line, 1)
        document = self.document(spot.file)
        return None if document is None else (document.path, document.locate(spot.pointer))


class SchemaSide:
    """One version of a schema; `digest` is None where it is not released."""

    def __init__(self, workspace: Workspace, ref: str, written: Written) -> None:
        """Take the files of a schema that is not released, or the source of a release."""
        self.workspace = workspace
        self.ref = ref
        self.written = written
        self.release: SchemaRelease | None = None

    @property
    def digest(self) -> str | None:
        """The release's digest."""
        return None if self.release is None else self.release.digest

    @cached_property
    def schema(self) -> ReleasedSchema:
        """The resolved schema. Raises AnswerIsBad where it is broken."""
        if self.release is not None:
            return self.release.schema
        document = self.written.document()
        if document is None:
            raise SchemactlError(f"{self.ref}: no such file", "check the path")
        schema = whole(document, self.written.schema)
        resolved = resolve(schema, None, None, self._find)
        return resolved.model_copy(update={"assets": dict(self._assets(schema))})

    def _find(self, ref: str) -> SchemaRelease:
        found = resolve_ref(self.workspace, parse_ref(ref, "schema"))
        return read_schema(self.workspace, found.name, found.version)

    def _assets(self, schema: Schema) -> Mapping[str, str]:
        """Return the files that examples name, as a release stores them."""
        found = {}
        for name in schema_assets(schema):
            content = None if is_address(name) else self.written.files.read(name)
            if content is not None:
                digest = hashlib.sha256(content).hexdigest()
                found[name] = f"assets/{digest}{PurePosixPath(name).suffix.lower()}"
        return found

    @cached_property
    def translations(self) -> Mapping[str, Translations]:
        """The translations by language."""
        if self.release is not None:
            return self.release.translations
        names = [n for n in self.written.files.names("translations") if n.endswith(".yaml")]
        found = {name: self._noun(Translations, f"translations/{name}") for name in names}
        return {Path(name).stem: noun for name, noun in found.items() if noun is not None}

    def migration_from(self, old: "SchemaSide") -> Migration | None:
        """Return what the migration file says about the way from `old`, if there is one.

        A draft that was edited again is still described by the migration to its version.
        """
        before, after = old.schema, self.schema
        if before.name == after.name:
            return self._within(before)
        working = self.written.files
        if self.release is not None:
            folder = self.workspace.schemas / after.name
            working = DiskFiles(folder, self.workspace, self.workspace)
        for name in working.names("migrations"):
            if name.startswith(f"from-{before.name}-"):
                mapping = _noun(Migration, working, f"migrations/{name}")
                if mapping is not None and mapping.source.version == before.version:
                    return mapping
        return None

    def _within(self, before: ReleasedSchema) -> Migration | None:
        """Return the way from an earlier version, through every release between."""
        after, own = self.schema, self._own_migration()
        if before.version == after.version:
            return own
        if precedence(before.version) > precedence(after.version):
            return None
        between = [
            read_schema(self.workspace, after.name, version)
            for version in versions(self.workspace, "schema", after.name)
            if precedence(before.version) < precedence(version) < precedence(after.version)
        ]
        stations = [before, *(release.schema for release in between), after]
        migrations = [*(release.migration for release in between), own]
        return chained(
            [Hop(*both, said) for both, said in zip(pairwise(stations), migrations, strict=True)]
        )

    def _own_migration(self) -> Migration | None:
        if self.release is not None:
            return self.release.migration
        return self._noun(Migration, f"migrations/{self.schema.version}.yaml")

    def _noun(self, model: type[NounT], name: str) -> NounT | None:
        return _noun(model, self.written.files, name)


class GuidelineSide:
    """One version of a guideline; `digest` is None where it is not released."""

    def __init__(
        self, ref: str, digest: str | None, content: GuidelineContent, written: Written
    ) -> None:
        """Take what was read."""
        self.ref = ref
        self.digest = digest
        self.content = content
        self.written = written


Side = SchemaSide | GuidelineSide


def named_as(text: str, other: str) -> str:
    """Return `@VERSION` with the name that stands on the other side; all else as it is."""
    is_short = text.startswith("@") and _REF.match(other)
    return f"{other.partition('@')[0]}{text}" if is_short else text


def read_side(workspace: Workspace, text: str) -> Side:
    """Read OLD or NEW. Raises SchemactlError where it leads nowhere."""
    match = _REF.match(text)
    if match:
        return _of_ref(workspace, parse_ref(text, None if match.group(1) else "schema"))
    path = Path(text)
    if path.exists():
        return _of_path(workspace, path.absolute())
    ref, colon, inner = text.partition(":")
    if not colon:
        raise SchemactlError(
            f"{text}: no such file or folder",
            "give NAME@VERSION, NAME@draft, a path or GITREF:path",
        )
    files, name = git_files(workspace.root, ref, inner)
    return _of_files(workspace, files, name, text)


def _of_ref(workspace: Workspace, ref: Ref) -> Side:
    if ref.kind not in ("schema", "guideline"):
        raise SchemactlError(f"{ref} has no labels of its own", "compare schemas or guidelines")
    is_schema = ref.kind == "schema"
    main = SCHEMA_FILE if is_schema else GUIDELINE_FILE
    if ref.version == DRAFT:
        folder = (workspace.schemas if is_schema else workspace.guidelines) / ref.name
        return _of_files(workspace, DiskFiles(folder, workspace, workspace), main, str(ref))
    found = resolve_ref(workspace, ref)
    folder = workspace.release_folder(found.kind, found.name, found.version) / SOURCE
    written = Written(DiskFiles(folder, workspace, workspace), main)
    if is_schema:
        side = SchemaSide(workspace, str(found), written)
        side.release = read_schema(workspace, found.name, found.version)
        return side
    release = read_guideline(workspace, found.name, found.version)
    content = GuidelineContent(
        release.guideline, release.pages, release.rulings, release.translations
    )
    return GuidelineSide(str(found), release.digest, content, written)


def _of_path(workspace: Workspace, path: Path) -> Side:
    folder, name = (path, "") if path.is_dir() else (path.parent, path.name)
    is_inside = folder.resolve().is_relative_to(workspace.root.resolve())
    around = workspace if is_inside else Workspace(folder.resolve())
    return _of_files(
        workspace, DiskFiles(folder, around, workspace), name, workspace.relative(path)
    )


def _of_files(workspace: Workspace, files: SideFiles, name: str, ref: str) -> Side:
    """Read a schema or a guideline from a folder; a file named guideline.yaml is the latter."""
    if not name:
        there = set(files.names(""))
        name = next((main for main in (SCHEMA_FILE, GUIDELINE_FILE) if main in there), SCHEMA_FILE)
    written = Written(files, name)
    if name != GUIDELINE_FILE:
        return SchemaSide(workspace, ref, written)
    return GuidelineSide(ref, None, _guideline(files, ref), written)


def _guideline(files: SideFiles, ref: str) -> GuidelineContent:
    guideline = _noun(Guideline, files, GUIDELINE_FILE)
    if guideline is None:
        raise SchemactlError(f"{ref}: no such file", "check the path")
    pages = dict(_texts(files, "", guideline.pages))
    translated = _texts(files, f"{FOLDER}/", files.names(FOLDER))
    names = [name for name in files.names("rulings") if name.endswith(".yaml")]
    rulings = (_ruling(files, f"rulings/{name}") for name in names)
    decided = tuple(ruling for ruling in rulings if ruling is not None)
    return GuidelineContent(guideline, pages, decided, by_language(translated, pages))


def _texts(files: SideFiles, folder: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        content = files.read(f"{folder}{name}")
        if content is not None:
            yield name, content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _ruling(files: SideFiles, name: str) -> Ruling | None:
    """Read a ruling; None where there is none, or a question only, which decides nothing."""
    content = files.read(name)
    if content is None:
        return None
    document = Document(files.shown(name), content)
    found = whole(document, build_ruling(document))
    return found if isinstance(found, Ruling) else None


def _noun(model: type[NounT], files: SideFiles, name: str) -> NounT | None:
    """Read a YAML file; None where there is none. Raises AnswerIsBad where it is broken."""
    content = files.read(name)
    if content is None:
        return None
    document = Document(files.shown(name), content)
    noun = build(model, document.data, document) if isinstance(document.data, dict) else None
    return whole(document, noun)
