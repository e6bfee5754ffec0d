"""Book: a pure function from editions to the files of a site."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.handbook.advance import Report, counted, part, silent
from schemactl.handbook.commons import NO_COMMONS, Commons, commons
from schemactl.handbook.data_files import data_files
from schemactl.handbook.edition import Edition
from schemactl.handbook.entrance import Recorded, entrance
from schemactl.handbook.file_texts import FileTexts, Written
from schemactl.handbook.kept_texts import EMBED, PAGE
from schemactl.handbook.known_labels import KnownLabels, LabelTexts
from schemactl.handbook.languages import (
    in_own_language,
    is_right_to_left,
    spoken,
    translated,
    without_marks,
)
from schemactl.handbook.links import Atlas
from schemactl.handbook.navigation import Items, Tongue, features, navigation, tongues
from schemactl.handbook.pages import (
    cases,
    changed,
    changes,
    cheat_sheet,
    complete,
    confusable,
    contact_sheet,
    decide,
    difference,
    embed,
    faq,
    glossary,
    guide,
    home,
    label,
    practice,
    questions,
    rules,
    versus,
)
from schemactl.handbook.pages.frame import ENGLISH
from schemactl.handbook.pages.guide import Guide
from schemactl.handbook.permanence import at_the_foot, formers, gone_page
from schemactl.handbook.shown_files import hidden_files, shown_files
from schemactl.handbook.words import in_other_words, shipped, speaker
from schemactl.model.finding import Diagnostic

if TYPE_CHECKING:
    from schemactl.model.traced import Lineage

MOST_LISTED = 20


class Book(NamedTuple):
    """The Markdown of each page by its path, the files to copy, and what the site needs.

    `texts` are written into the site as they are.
    """

    pages: Mapping[str, str]
    texts: Mapping[str, str]
    copies: dict[str, Path]
    navigation: Items
    features: list[str]
    warnings: list[Diagnostic]
    tongues: Sequence[Tongue] = ()
    shared: Commons = NO_COMMONS


class Sources(NamedTuple):
    """What a repository says of its site: its name, where it will be, where sources are edited.

    `copies` lead from the ref of a release to the home of its frozen copy; `lineages` are those of
    the models and datasets that get a page, and `words` the handbook's own in further languages.
    `edited` are the files of schemas by name, where pages lead to their lines.
    """

    site_name: str = "Handbook"
    edit_url: str = ""
    site_url: str = ""
    copies: dict[str, str] = {}
    lineages: "tuple[Lineage, ...]" = ()
    words: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    edited: Mapping[str, str] = MappingProxyType({})


NOTHING_SAID = Sources()


def compile_book(
    editions: Sequence[Edition],
    sources: Sources = NOTHING_SAID,
    report: Report = silent,
    known: KnownLabels | None = None,
) -> Book:
    """Compile editions into pages; texts of labels that are known are not made again.

    Raises AnswerIsBad where a `[[link]]` leads nowhere.
    """
    known = known or KnownLabels()
    if not editions:
        raise SchemactlError(
            "there is no schema to make a handbook of",
            "write schemas/<name>/schema.yaml, or run `schemactl init --example`",
        )
    atlases = [_atlas(edition, sources) for edition in editions]
    _refuse([problem for atlas in atlases for problem in guide.unresolved(atlas)])
    chapters = [(atlas, Guide(atlas)) for atlas in atlases]
    spoken_chapters = list(_spoken_chapters(editions, sources))
    shared = commons(atlases)
    recorded = Recorded(sources.lineages, sources.copies)
    pages = FileTexts(entrance(atlases, sources.site_name, recorded, shared).items())
    texts = FileTexts()
    copies: dict[str, Path] = {}
    warnings: list[Diagnostic] = []
    for number, (atlas, guideline) in enumerate(chapters):
        of_labels = known.texts_of(atlas, sources.edit_url)
        within = part(report, number / len(chapters), (number + 1) / len(chapters))
        own, own_texts = _chapter(atlas, guideline, sources, of_labels, within)
        _add(pages, own)
        texts.add(own_texts)
        edited = sources.edited.get(atlas.edition.name, "")
        texts.update(data_files(atlas, sources.site_url, of_labels, edited))
        copies.update(shown_files(atlas.edition))
        warnings += [*guideline.remarks, *hidden_files(atlas)]
    for atlas, guideline in spoken_chapters:
        warnings += [one for one in guideline.remarks if one not in warnings]
        of_labels = known.texts_of(atlas, sources.edit_url)
        spoken_pages, spoken_texts = _spoken(atlas, guideline, sources, of_labels)
        _add(pages, _translated(spoken_pages, atlas))
        texts.update(_translated(spoken_texts, atlas))
        edited = sources.edited.get(atlas.edition.name, "")
        texts.update(_plain(dict(data_files(atlas, sources.site_url, of_labels, edited))))
        copies.update(shown_files(atlas.edition))
    items, others = navigation(chapters), tongues(spoken_chapters, len(chapters) > 1)
    return Book(pages, texts, copies, items, features(chapters), warnings, others, shared)


def _spoken_chapters(
    editions: Sequence[Edition], sources: Sources
) -> Iterator[tuple[Atlas, Guide]]:
    for edition in editions:
        for one in () if edition.is_frozen else translated(edition):
            atlas = _atlas(one, sources)
            yield atlas, Guide(atlas)


def _spoken(
    atlas: Atlas, guideline: Guide, sources: Sources, of_labels: LabelTexts
) -> tuple[FileTexts, FileTexts]:
    """Return the pages of a translation; what was asked and changed stands in the first one."""
    pages = FileTexts(_pages(atlas, guideline, sources, of_labels))
    pages[f"{atlas.edition.folder}/practice.md"] = practice.render(atlas, of_labels)
    _keep_promises(atlas, guideline, pages)
    texts = complete.printed(guideline, of_labels)
    texts.add(FileTexts(_embedded(atlas, of_labels)))
    return pages, texts


def _atlas(edition: Edition, sources: Sources) -> Atlas:
    language = edition.spoken
    own = sources.words.get(language, {})
    return Atlas(edition, words={} if language == ENGLISH else {**shipped(language), **own})


def _chapter(
    atlas: Atlas, guideline: Guide, sources: Sources, of_labels: LabelTexts, report: Report
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the pages of an edition in its first language, and those without the theme."""
    words = atlas.words
    if words:
        atlas = Atlas(in_own_language(atlas.edition), words=words)
        guideline = Guide(atlas)
        of_labels = of_labels.known.texts_of(atlas, sources.edit_url)
    found = _pages(atlas, guideline, sources, of_labels)
    pages = FileTexts(counted(found, len(atlas.layout.pages), part(report, 0.0, 0.5)))
    texts = complete.printed(guideline, of_labels)
    if not atlas.edition.is_frozen:
        pages.update(_living_pages(atlas, sources, of_labels))
        _keep_promises(atlas, guideline, pages)
        embedded = _embedded(atlas, of_labels)
        texts.add(FileTexts(counted(embedded, len(atlas.entries), part(report, 0.5, 1.0))))
    if not words:
        return pages, texts
    return _plain(_in_words(pages, words)), _plain(_in_words(texts, words))


def _translated(pages: Mapping[str, str], atlas: Atlas) -> dict[str, str]:
    """Return pages of a translation, in which every text carries its language."""
    say = speaker(atlas.words)
    is_leftward = bool(atlas.words) and is_right_to_left(atlas.edition.language)
    own = _in_words(pages, atlas.words)
    return {name: spoken(text, say, is_leftward) for name, text in own.items()}


def _plain(pages: Mapping[str, str]) -> dict[str, str]:
    return {name: without_marks(text) for name, text in pages.items()}


def _in_words(pages: Mapping[str, str], words: Mapping[str, str]) -> Mapping[str, str]:
    """Exchange the handbook's own words; what people wrote stays as it is."""
    if not words:
        return pages
    say = speaker(words)
    return {name: in_other_words(text, say) for name, text in pages.items()}


def _add(pages: FileTexts, own: Mapping[str, str]) -> None:
    """Add the pages of an edition, of which none may take the place of another's."""
    for path in own:
        if path in pages:
            raise SchemactlError(
                f"two pages of the handbook would stand at {path.removesuffix('.md')}.html",
                "a schema is named like the language of another: give one of them another name",
            )
    pages.add(own)


def _pages(
    atlas: Atlas, guideline: Guide, sources: Sources, of_labels: LabelTexts
) -> Iterator[tuple[str, Written]]:
    name = atlas.edition.folder
    yield f"{name}/index.md", home.render(atlas, of_labels)
    yield f"{name}/decide.md", decide.render(atlas)
    yield f"{name}/rules.md", rules.render(atlas)
    yield f"{name}/confusable.md", confusable.render(atlas)
    yield f"{name}/glossary.md", glossary.render(atlas, of_labels)
    yield f"{name}/cases.md", cases.render(atlas)
    yield f"{name}/faq.md", faq.render(atlas)
    yield f"{name}/cheat-sheet.md", cheat_sheet.render(atlas, of_labels)
    if any(contact_sheet.cases(atlas)):
        yield f"{name}/contact-sheet.md", contact_sheet.render(atlas)
    for leaf in atlas.layout.pages:
        first = atlas.entries[leaf.taxonomy.task.id, leaf.places[0].label.id]
        make = partial(label.render, atlas, leaf, sources.edit_url)
        yield f"{leaf.path}.md", of_labels.take_file(first, PAGE, make)
    for pair in versus.pairs(atlas):
        yield f"{pair.path}.md", versus.render(atlas, pair)
    release = atlas.edition.guideline_release
    if release is not None:
        yield f"{name}/guide/index.md", guide.render_index(guideline, release.guideline)
    for page in atlas.edition.pages:
        yield f"{guideline.path(page)}.md", guide.render(guideline, page)


def _living_pages(
    atlas: Atlas, sources: Sources, of_labels: LabelTexts
) -> Iterator[tuple[str, str]]:
    """Yield the pages that a copy of an old version does not have."""
    name = atlas.edition.folder
    yield f"{name}/practice.md", practice.render(atlas, of_labels)
    yield f"{name}/questions.md", questions.render(atlas)
    yield f"{name}/changes.md", changes.render(atlas, sources.copies)
    found = list(difference.differences(atlas))
    for one in found:
        yield f"{one.path}.md", difference.render(atlas, one)
    for milestone in changes.milestones(atlas):
        pages = {one.address: one.path for one in found if one.now is milestone}
        path = f"{changed.version_page(atlas, milestone)}.md"
        yield path, changes.render_version(atlas, milestone, pages)


def _keep_promises(atlas: Atlas, guideline: Guide, pages: FileTexts) -> None:
    """Add what earlier releases had and this one has not, so that old addresses lead somewhere."""
    for path, gone in formers(atlas, guideline).items():
        name = f"{path}.md"
        if name in pages:
            pages[name] += f"\n{at_the_foot(atlas, path, gone)}\n"
        else:
            pages[name] = gone_page(atlas, path, gone)


def _embedded(atlas: Atlas, of_labels: LabelTexts) -> Iterator[tuple[str, Written]]:
    for entry in atlas.entries.values():
        make = partial(embed.render, atlas, entry)
        yield f"{embed.embed_path(atlas, entry)}.html", of_labels.take_file(entry, EMBED, make)


def _refuse(problems: Iterable[Diagnostic]) -> None:
    if not (found := list(problems)):
        return
    lines = [described(problem) for problem in found[:MOST_LISTED]]
    if len(found) > MOST_LISTED:
        lines.append(f"and {len(found) - MOST_LISTED} more")
    raise AnswerIsBad("\n".join(lines), found[0].hint)


def described(problem: Diagnostic) -> str:
    """Return a diagnostic as file:line:column: message."""
    return f"{problem.file}:{problem.region.line}:{problem.region.column}: {problem.message}"
