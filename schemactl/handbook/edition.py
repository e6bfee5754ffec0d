"""Edition: all that one schema's part of the handbook is made from, read before compiling."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from schemactl.files.guideline_file import read_guideline_file
from schemactl.files.source import Reader
from schemactl.files.yaml_tree import Document
from schemactl.handbook.pictures import Asset, read_asset
from schemactl.handbook.timeline import (
    Milestone,
    Timeline,
    guideline_timeline,
    read_dates,
    schema_timeline,
)
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.guideline import OpenRuling, Ruling
from schemactl.model.page_translation import FOLDER, file_name
from schemactl.model.release import GuidelineRelease, ReleasedSchema, SchemaRelease
from schemactl.model.version import admits, latest, precedence
from schemactl.releases.draft import draft_guideline, draft_schema
from schemactl.releases.read import read_guideline, released_names, versions
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from schemactl.registry.quality import LabelQuality

SHORT_DIGEST = 12
_NOTHING: Mapping[str, Asset] = MappingProxyType({})


class Measured(NamedTuple):
    """What quality reports say of labels, by address, and the release that was labeled under."""

    under: str
    labels: "Mapping[str, LabelQuality]"


NOT_MEASURED = Measured("", MappingProxyType({}))


class Written(NamedTuple):
    """A source file as messages name it, and its text."""

    path: str
    text: str

    def place(self, value: str, start: int | None = None) -> Region:
        """Return where a value stands: at `start`, else its first place, else the file's start."""
        found = self.text.find(value) if start is None else start
        if found < 0 or not value:
            return Region(1, 1, 1, 2)
        line = self.text.count("\n", 0, found) + 1
        column = found - self.text.rfind("\n", 0, found)
        return Region(line, column, line, column + len(value))

    def warn(self, value: str, message: str, start: int | None = None) -> Diagnostic:
        """Return a warning about a value in this file."""
        region = self.place(value, start)
        return Diagnostic("handbook-markup", "warning", message, self.path, region)


class Edition(NamedTuple):
    """One schema with the guideline that explains it; drafts have an empty digest.

    `assets` and `guide_assets` lead from the path that a file names to the file itself;
    `guide_folder` is where messages say that a guideline's pages are, and `folder` where the
    edition stands in the site; `language` is set in a translation, and `languages` are all that
    there are. `measured` is what the last quality reports say. `timeline` and `guide_timeline`
    hold all releases; they are empty where the edition is itself a copy of an old version.
    """

    schema_release: SchemaRelease
    guideline_release: GuidelineRelease | None = None
    assets: Mapping[str, Asset] = _NOTHING
    guide_assets: Mapping[str, Asset] = _NOTHING
    written: Written = Written("", "")
    guide_folder: str = ""
    place: str = ""
    timeline: Timeline = ()
    guide_timeline: Timeline = ()
    questions: tuple[OpenRuling, ...] = ()
    measured: Measured = NOT_MEASURED
    is_frozen: bool = False
    language: str = ""
    languages: tuple[str, ...] = ()

    @property
    def schema(self) -> ReleasedSchema:
        """The schema itself."""
        return self.schema_release.schema

    @property
    def name(self) -> str:
        """The schema's name."""
        return self.schema.name

    @property
    def folder(self) -> str:
        """The edition's folder in the site: the schema's name, but for copies."""
        return self.place or self.schema.name

    @property
    def spoken(self) -> str:
        """The language of its pages."""
        return self.language or self.schema.language

    @property
    def is_copy(self) -> bool:
        """Whether the edition repeats another one: an old version, or a translation."""
        return self.is_frozen or bool(self.language)

    @property
    def milestone(self) -> Milestone | None:
        """The release that is shown, with its number and what it changed."""
        version = self.schema.version
        return next((one for one in self.timeline if one.version == version), None)

    @property
    def title(self) -> str:
        """What people call the schema."""
        return self.schema.title or self.schema.name

    @property
    def is_draft(self) -> bool:
        """Whether some of it is not released, so that nobody should label from it."""
        guideline = self.guideline_release
        return not self.schema_release.digest or (guideline is not None and not guideline.digest)

    @property
    def pages(self) -> Mapping[str, str]:
        """The guideline's Markdown pages by file name, in reading order."""
        return {} if self.guideline_release is None else self.guideline_release.pages

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """The guideline's case law."""
        return () if self.guideline_release is None else self.guideline_release.rulings

    @property
    def translated_pages(self) -> Mapping[str, str]:
        """The guideline's pages in the edition's language, as far as they are translated."""
        guideline = self.guideline_release
        return {} if guideline is None else guideline.translations.get(self.language, {})

    def translation_source(self, name: str) -> Written:
        """Return the translation of a guideline page as messages name it."""
        folder = self.guide_folder.removesuffix("/pages")
        file = file_name(name, self.language)
        return Written(f"{folder}/{FOLDER}/{file}", self.translated_pages[name])

    def page_source(self, name: str) -> Written:
        """Return a guideline page as messages name it."""
        return Written(f"{self.guide_folder}/{name}", self.pages[name])


def read_editions(
    workspace: Workspace, drafts: bool = False, reader: Reader = Document
) -> list[Edition]:
    """Read the latest release of every schema, or its draft, with the guideline that covers it.

    With `drafts` working copies come first, as owners want to see them before a release. `reader`
    reads working copies of schemas.
    """
    names = sorted({*released_names(workspace, "schema"), *workspace.schema_names()})
    dates = read_dates(workspace)
    return [_read(workspace, name, dates, drafts, reader) for name in names]


def _read(
    workspace: Workspace, name: str, dates: dict[str, str], drafts: bool, reader: Reader
) -> Edition:
    timeline = schema_timeline(workspace, name, dates)
    version = latest([one.version for one in timeline])
    written = workspace.schema_file(name).is_file()
    if version is None or (drafts and written):
        release = draft_schema(workspace, name, reader)
        source = workspace.schema_file(name)
    else:
        release = next(one.schema for one in timeline if one.version == version and one.schema)
        source = release.folder / "source" / "schema.yaml"
    guideline = _covering(workspace, name, release.schema.version, drafts)
    explained = None if guideline is None else guideline.guideline.name
    return compose(workspace, release, guideline, source)._replace(
        timeline=timeline,
        guide_timeline=() if explained is None else guideline_timeline(workspace, explained, dates),
        questions=() if explained is None else _open_questions(workspace, explained),
        languages=tuple(sorted(release.translations)),
    )


def compose(
    workspace: Workspace, release: SchemaRelease, guideline: GuidelineRelease | None, source: Path
) -> Edition:
    """Return the edition of a schema and guideline; `source` is the file as people wrote it."""
    shown = "" if guideline is None else workspace.relative(guideline.folder)
    text = source.read_text(encoding="utf-8-sig") if source.is_file() else ""
    return Edition(
        release,
        guideline,
        _assets(workspace, release.folder, release.schema.assets),
        {} if guideline is None else _guide_assets(workspace, guideline),
        Written(workspace.relative(source), text.replace("\r\n", "\n")),
        f"{shown}/pages" if guideline is not None and guideline.digest else shown,
    )


def _open_questions(workspace: Workspace, name: str) -> tuple[OpenRuling, ...]:
    """Return what annotators asked and nobody has decided; only the working copy has it."""
    file = workspace.guideline_file(name)
    if not file.is_file():
        return ()
    found = (one.ruling for one in read_guideline_file(workspace, file).rulings)
    return tuple(one for one in found if isinstance(one, OpenRuling))


def _covering(
    workspace: Workspace, schema: str, version: str, drafts: bool
) -> GuidelineRelease | None:
    """Return the latest guideline release that covers the schema, else a draft that does."""
    if drafts:
        return _draft(workspace, schema, version, []) or _covering(
            workspace, schema, version, drafts=False
        )
    # A guideline named like the schema is its own; others come in alphabetical order.
    released = sorted(released_names(workspace, "guideline"), key=lambda n: (n != schema, n))
    for name in released:
        for candidate in sorted(
            versions(workspace, "guideline", name), key=precedence, reverse=True
        ):
            release = read_guideline(workspace, name, candidate)
            if _covers(release, schema, version):
                return release
    return _draft(workspace, schema, version, released)


def _draft(
    workspace: Workspace, schema: str, version: str, left_out: list[str]
) -> GuidelineRelease | None:
    for name in sorted(workspace.guideline_names(), key=lambda n: (n != schema, n)):
        if name not in left_out:
            draft = draft_guideline(workspace, name)
            if _covers(draft, schema, version):
                return draft
    return None


def _covers(release: GuidelineRelease, schema: str, version: str) -> bool:
    covers = release.guideline.covers
    return covers.name == schema and admits(covers.versions, version)


def _guide_assets(workspace: Workspace, guideline: GuidelineRelease) -> dict[str, Asset]:
    return _assets(workspace, guideline.folder, guideline.guideline.assets)


def _assets(workspace: Workspace, folder: Path, stored: Mapping[str, str]) -> dict[str, Asset]:
    return {
        name: read_asset(workspace.inside(folder / path)) for name, path in sorted(stored.items())
    }
