"""What rules see: a schema or a guideline with its history, as values without files or lines."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from schemactl.diff.judgement import Verdict
from schemactl.model.change import Bump
from schemactl.model.finding import Finding, Pointer, Region
from schemactl.model.guideline import Guideline, OpenRuling, Ruling
from schemactl.model.migration import Migration, Translations
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.retired import Before
from schemactl.model.schema import Schema
from schemactl.model.taxonomy import Taxonomy
from schemactl.model.version import precedence


class MigrationDraft(NamedTuple):
    """A migration file: its name without the ending, its path, and what it says."""

    name: str
    file: str
    migration: Migration


class TranslationDraft(NamedTuple):
    """A translation file: its language, its path, and what it says."""

    language: str
    file: str
    translations: Translations


class Demand(NamedTuple):
    """The roles that have to approve a draft, the digest of what they read, and its step."""

    roles: tuple[str, ...]
    content: str
    step: Bump


class SchemaHistory(NamedTuple):
    """What was released before: all versions, the last release, and whether the draft differs.

    `differs` and `verdict` are None where the draft cannot be compared (nothing released, or
    broken); `demand` is None where no approval is asked for or given.
    """

    versions: tuple[str, ...] = ()
    last: SchemaRelease | None = None
    differs: bool | None = None
    failure: str = ""
    verdict: Verdict | None = None
    demand: Demand | None = None


class SchemaSubject(NamedTuple):
    """A schema under examination; `name` is its folder.

    `unreadable` names the migrations that are there and cannot be read. `before` says, task by
    task, what the last release had; it is empty before the first one. No date is overdue `today`
    where that is empty. `refused` has the places in the schema whose text could not be read.
    """

    name: str
    schema: Schema
    taxonomies: tuple[Taxonomy, ...]
    migrations: tuple[MigrationDraft, ...] = ()
    translations: tuple[TranslationDraft, ...] = ()
    history: SchemaHistory = SchemaHistory()
    missing_files: frozenset[str] = frozenset()
    cuts: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = frozenset()
    before: Mapping[str, Before] = MappingProxyType({})
    today: str = ""
    refused: frozenset[Pointer] = frozenset()

    def is_refused(self, pointer: Pointer) -> bool:
        """Tell whether something that is written there, or below, could not be read."""
        return any(place[: len(pointer)] == pointer for place in self.refused)

    @property
    def pending(self) -> tuple[MigrationDraft, ...]:
        """The migrations of this schema that are not released; at most one, if all is well."""
        return tuple(
            draft
            for draft in self.migrations
            if not draft.name.startswith("from-") and draft.name not in self.history.versions
        )

    @property
    def migration(self) -> MigrationDraft | None:
        """The migration to the drafted version: the pending one of that name, else the only one."""
        named = [draft for draft in self.pending if draft.name == self.schema.version]
        chosen = named or self.pending
        return chosen[0] if len(chosen) == 1 else None


class Mention(NamedTuple):
    """A link or an image in a guideline page; an image has words that stand for it."""

    target: str
    file: str
    region: Region
    words: str = ""


class PageDraft(NamedTuple):
    """A page of a guideline: its name, its path, and its Markdown."""

    name: str
    file: str
    text: str


class RulingDraft(NamedTuple):
    """A ruling's file: its name without the ending, its path, and what it says."""

    name: str
    file: str
    ruling: Ruling


class OpenRulingDraft(NamedTuple):
    """The file of a question that nobody has answered: its path, and what it says."""

    file: str
    ruling: OpenRuling


class GuidelineHistory(NamedTuple):
    """What was released before of a guideline; as in SchemaHistory."""

    versions: tuple[str, ...] = ()
    last: GuidelineRelease | None = None
    differs: bool | None = None
    verdict: Verdict | None = None


class GuidelineSubject(NamedTuple):
    """A guideline under examination.

    `schemas` holds the draft of the schema it covers and every released version in its range;
    `released` all released versions of that schema. `drafted` is the version of the draft: None
    where there is no draft, empty where the draft cannot be read. `unlisted` names the Markdown
    files beside guideline.yaml that it does not list. `today` is as in SchemaSubject.
    `translations` are files of pages in other languages.
    """

    name: str
    guideline: Guideline
    missing_pages: frozenset[str] = frozenset()
    links: tuple[Mention, ...] = ()
    images: tuple[Mention, ...] = ()
    missing_images: frozenset[str] = frozenset()
    rulings: tuple[RulingDraft, ...] = ()
    schemas: tuple[Schema, ...] = ()
    released: tuple[str, ...] = ()
    drafted: str | None = None
    history: GuidelineHistory = GuidelineHistory()
    pages: tuple[PageDraft, ...] = ()
    unlisted: tuple[str, ...] = ()
    open_rulings: tuple[OpenRulingDraft, ...] = ()
    today: str = ""
    translations: tuple[PageDraft, ...] = ()

    @property
    def all_rulings(self) -> Iterator[RulingDraft | OpenRulingDraft]:
        """The rulings, then those that are open."""
        yield from self.rulings
        yield from self.open_rulings

    @property
    def newest(self) -> Schema | None:
        """The newest version of the schema that the guideline covers."""
        return max(self.schemas, key=lambda schema: precedence(schema.version), default=None)
