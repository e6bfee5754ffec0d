"""From working files to subjects: reads a schema or guideline with its history and places."""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.guideline_file import GuidelineFile, images, links, read_guideline_file
from schemactl.files.schema_file import read_schema_file
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Finding
from schemactl.model.guideline import Covers, OpenRuling, Ruling
from schemactl.model.reference import LabelIndex
from schemactl.model.release import SchemaRelease
from schemactl.model.retired import Before, before
from schemactl.model.schema import Schema
from schemactl.model.settings import Settings
from schemactl.model.taxonomy import taxonomies
from schemactl.model.version import admits
from schemactl.releases.assets import asset_path, is_address, schema_assets
from schemactl.releases.compare import same_content
from schemactl.releases.guideline_draft import freeze_guideline, last_guideline_release
from schemactl.releases.read import read_schema, versions
from schemactl.releases.schema_draft import (
    SchemaFiles,
    freeze_schema,
    last_release,
    read_schema_files,
)
from schemactl.validate.demand import demand
from schemactl.validate.drafted import judge_guideline_draft, judge_schema
from schemactl.validate.subject import (
    GuidelineHistory,
    GuidelineSubject,
    Mention,
    MigrationDraft,
    OpenRulingDraft,
    PageDraft,
    RulingDraft,
    SchemaHistory,
    SchemaSubject,
    TranslationDraft,
)
from schemactl.workspace import Workspace

_DEFAULTS = Settings()


class Gathered(NamedTuple):
    """A subject (None where nothing of it could be read) and the documents of its files."""

    subject: SchemaSubject | GuidelineSubject | None
    main: Document
    documents: dict[str, Document]
    problems: tuple[Diagnostic, ...]


def gather_schema(
    workspace: Workspace, name: str, today: str = "", settings: Settings = _DEFAULTS
) -> Gathered:
    """Read everything that rules need to know about a schema, on the day they run."""
    files = read_schema_files(workspace, name)
    main = files.schema.document
    others = [file.document for file in files.migrations]
    others += [file.document for file in files.translations]
    documents = {document.path: document for document in (main, *others)}
    problems = tuple(problem for document in documents.values() for problem in document.problems)
    schema = files.schema.schema
    if schema is None:
        return Gathered(None, main, documents, problems)
    subject = SchemaSubject(
        name,
        schema,
        taxonomies(schema),
        tuple(
            MigrationDraft(file.name, file.document.path, file.migration)
            for file in files.migrations
            if file.migration is not None
        ),
        tuple(
            TranslationDraft(file.language, file.document.path, file.translations)
            for file in files.translations
            if file.translations is not None
        ),
        _schema_history(workspace, files, schema, settings),
        frozenset(_missing(workspace, workspace.schemas / name, schema_assets(schema))),
        tuple(_cuts(documents.values())),
        frozenset(file.name for file in files.migrations if file.migration is None),
    )
    subject = subject._replace(
        before=_before(subject), today=today, refused=frozenset(main.refused)
    )
    return Gathered(subject, main, documents, problems)


def _before(subject: SchemaSubject) -> dict[str, Before]:
    last = subject.history.last
    if last is None:
        return {}
    draft, version = subject.migration, subject.schema.version
    migration = None if draft is None else draft.migration
    labels = LabelIndex(subject.taxonomies)
    return {
        task.id: before(last.schema, task.id, labels.of(task.id), migration, version)
        for task in subject.schema.tasks
    }


def gather_guideline(workspace: Workspace, name: str, today: str = "") -> Gathered:
    """Read everything that rules need to know about a guideline, on the day they run."""
    files = read_guideline_file(workspace, workspace.guideline_file(name))
    documents = {document.path: document for document in _documents(files)}
    problems = tuple(problem for document in documents.values() for problem in document.problems)
    problems += files.problems
    guideline = files.guideline
    if guideline is None:
        return Gathered(None, files.document, documents, problems)
    known = versions(workspace, "schema", guideline.covers.name)
    draft = _draft(workspace, guideline.covers)
    written = (*files.pages, *files.translations)
    shown = [
        Mention(image.target, page.path, image.region, image.words)
        for page in written
        for image in images(page.text)
    ]
    there = {page.name for page in files.pages}
    subject = GuidelineSubject(
        name,
        guideline,
        frozenset(page for page in guideline.pages if page not in there),
        tuple(
            Mention(link.target, page.path, link.region)
            for page in written
            for link in links(page.text)
        ),
        tuple(shown),
        frozenset(_missing(workspace, workspace.guidelines / name, [i.target for i in shown])),
        tuple(
            RulingDraft(file.name, file.document.path, file.ruling)
            for file in files.rulings
            if isinstance(file.ruling, Ruling)
        ),
        tuple(_covered(workspace, guideline.covers, draft)),
        tuple(known),
        _drafted(workspace, guideline.covers, draft),
        _guideline_history(workspace, files),
        tuple(PageDraft(page.name, page.path, page.text) for page in files.pages),
        tuple(_unlisted(workspace, name, guideline.pages)),
        tuple(
            OpenRulingDraft(file.document.path, file.ruling)
            for file in files.rulings
            if isinstance(file.ruling, OpenRuling)
        ),
        today,
        tuple(PageDraft(page.name, page.path, page.text) for page in files.translations),
    )
    return Gathered(subject, files.document, documents, problems)


def _unlisted(workspace: Workspace, name: str, listed: Container[str]) -> Iterator[str]:
    for path in sorted((workspace.guidelines / name).glob("*.md")):
        # These two speak to those who edit the guideline, not to annotators.
        if path.name not in listed and path.stem.upper() not in ("CHANGELOG", "README"):
            yield workspace.relative(path)


def _documents(files: GuidelineFile) -> Iterator[Document]:
    yield files.document
    for ruling in files.rulings:
        yield ruling.document


def _cuts(documents: Iterable[Document]) -> Iterator[Finding]:
    for document in documents:
        for cut in document.cuts:
            yield Finding(
                (),
                f"`{cut.text}` was cut off by a comma",
                "quote the whole text, or write it as a block: `key: >-`",
                None,
                document.path,
                cut.region,
                (cut.fix,),
            )


def _schema_history(
    workspace: Workspace, files: SchemaFiles, schema: Schema, settings: Settings
) -> SchemaHistory:
    known = tuple(versions(workspace, "schema", schema.name))
    shares = any(task.same_as or task.use for task in schema.tasks)
    if not known and not shares:
        return SchemaHistory()
    try:
        last = last_release(workspace, schema.name)
    except SchemactlError:
        # Edited releases are reported where they stand; history cannot be judged by them.
        return SchemaHistory(known)
    try:
        frozen = freeze_schema(workspace, files)
    except SchemactlError as error:
        return SchemaHistory(known, last, None, error.message)
    if last is None:
        return SchemaHistory(known)
    if same_content(last.folder, frozen.content):
        return SchemaHistory(known, last, False)
    verdict = judge_schema(last, _with_steps(frozen.release, files, known))
    asked = demand(settings, frozen, last, verdict)
    return SchemaHistory(known, last, True, "", verdict, asked)


def _with_steps(
    draft: SchemaRelease, files: SchemaFiles, released: Container[str]
) -> SchemaRelease:
    """Judge a draft by the only migration there is, also where it leads to another version.

    That is reported as such, and is what remains of a version that was raised once more: it must
    not make every step of it look as if nobody had written it.
    """
    pending = [
        file
        for file in files.migrations
        if not file.name.startswith("from-") and file.name not in released
    ]
    if draft.migration is not None or len(pending) != 1 or pending[0].document.problems:
        return draft
    return draft._replace(migration=pending[0].migration)


def _guideline_history(workspace: Workspace, files: GuidelineFile) -> GuidelineHistory:
    name = "" if files.guideline is None else files.guideline.name
    known = tuple(versions(workspace, "guideline", name))
    if not known:
        return GuidelineHistory()
    try:
        last = last_guideline_release(workspace, name)
        frozen = freeze_guideline(workspace, files)
    except SchemactlError:
        return GuidelineHistory(known)
    if last is None:
        return GuidelineHistory(known)
    if same_content(last.folder, frozen.content):
        return GuidelineHistory(known, last, False)
    return GuidelineHistory(known, last, True, judge_guideline_draft(last, frozen.release))


def _missing(workspace: Workspace, folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield the named files that are not there; a name that leads out counts as missing."""
    for name in names:
        if is_address(name):
            continue
        try:
            if not asset_path(workspace, folder, name).is_file():
                yield name
        except SchemactlError:
            yield name


def _draft(workspace: Workspace, covers: Covers) -> Schema | None:
    path = workspace.schema_file(covers.name)
    return read_schema_file(workspace, path).schema if path.is_file() else None


def _drafted(workspace: Workspace, covers: Covers, draft: Schema | None) -> str | None:
    if draft is not None:
        return draft.version
    return "" if workspace.schema_file(covers.name).is_file() else None


def _covered(workspace: Workspace, covers: Covers, draft: Schema | None) -> Iterator[Schema]:
    """Yield the draft of a schema where it is in range, and every released version in range."""
    if draft is not None and admits(covers.versions, draft.version):
        yield draft
    for version in versions(workspace, "schema", covers.name):
        if admits(covers.versions, version):
            try:
                yield read_schema(workspace, covers.name, version).schema
            except SchemactlError:
                # Edited releases are reported where they stand.
                continue
