"""Guideline pages: contributed Markdown with its links resolved, and the page that lists them."""

import difflib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from schemactl.files.guideline_file import links
from schemactl.handbook.edition import Written
from schemactl.handbook.languages import is_right_to_left, marked
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page, paragraphs
from schemactl.handbook.pages.frame import NONE_YET, front, top
from schemactl.handbook.passages import Passage, Surroundings
from schemactl.model.finding import Diagnostic
from schemactl.model.guideline import Guideline
from schemactl.model.page_translation import body, is_current

INDEX = "index"
NONE_TRANSLATED = "The guideline is not translated."
MISSING = "This page is not translated."
OUTDATED = "This translation is outdated: what is in force stands below it."
IN_FORCE = "In force"


class Guide:
    """The guideline of an edition, each page read once."""

    def __init__(self, atlas: Atlas) -> None:
        """Read all pages; what was not shown as written is in `remarks`."""
        self.atlas = atlas
        self.remarks: list[Diagnostic] = []
        edition = atlas.edition
        self.passages = {
            name: self._read(name, edition.page_source(name)) for name in edition.pages
        }
        self.translated = {
            name: self._read(name, edition.translation_source(name))
            for name in edition.translated_pages
        }

    def _read(self, name: str, written: Written) -> list[Passage]:
        # Most editions of which nothing but labels changed have no Markdown to read.
        from schemactl.handbook.prose import read_prose

        passages, remarks = read_prose(body(written.text), self._surroundings(name))
        self.remarks += [written.warn(*remark) for remark in remarks]
        return passages

    def is_current(self, name: str) -> bool:
        """Tell whether a page is translated as it stands."""
        edition = self.atlas.edition
        translation = edition.translated_pages.get(name)
        return translation is not None and is_current(translation, edition.pages[name])

    def path(self, name: str) -> str:
        """Return where a guideline page stands in the site."""
        return f"{self.atlas.edition.folder}/guide/{PurePosixPath(name).stem}"

    def title(self, name: str) -> str:
        """Return a page's first heading, translated if it is, or its file name."""
        passages = [*self.translated.get(name, ()), *self.passages[name]]
        first = next((one.content for one in passages if one.level), None)
        return first or PurePosixPath(name).stem.replace("-", " ").capitalize()

    def said(self, name: str) -> str:
        """Return a page's title, marked where words of the handbook may be exchanged."""
        edition, release = self.atlas.edition, self.atlas.edition.guideline_release
        own = "" if release is None else release.guideline.language
        language = edition.language if name in self.translated else own
        is_exchanged = bool(edition.language or self.atlas.words)
        return marked(language, "", self.title(name)) if is_exchanged else self.title(name)

    def spots(self) -> list[Spot]:
        """Return the pages in reading order."""
        return [Spot(self.path(name), "", self.title(name)) for name in self.passages]

    def _surroundings(self, name: str) -> Surroundings:
        source = self.path(name)
        edition = self.atlas.edition

        def find(reference: str) -> tuple[str, Spot] | None:
            spot = self.atlas.find(reference)
            return None if spot is None else (url(source, spot), spot)

        def picture(address: str) -> str | None:
            asset = edition.guide_assets.get(address)
            return None if asset is None or not asset.is_shown else f"../assets/{asset.name}"

        def other(address: str) -> str | None:
            file, _, anchor = address.partition("#")
            if file not in edition.pages:
                return None
            return url(source, Spot(self.path(file), anchor, ""))

        return Surroundings(find, picture, other)


def unresolved(atlas: Atlas) -> Iterator[Diagnostic]:
    """Yield every `[[link]]` that leads nowhere, with its place."""
    edition = atlas.edition
    release = edition.guideline_release
    written = [edition.page_source(name) for name in edition.pages]
    for language, pages in {} if release is None else release.translations.items():
        spoken = edition._replace(language=language)
        written += [spoken.translation_source(name) for name in pages]
    for one in written:
        yield from _unresolved(atlas, one)


def _unresolved(atlas: Atlas, written: Written) -> Iterator[Diagnostic]:
    for mention in links(written.text):
        if atlas.find(mention.target) is not None:
            continue
        tasks = atlas.tasks_of.get(mention.target, [])
        near = [f"{task}/{mention.target}" for task in tasks]
        near = near or difflib.get_close_matches(mention.target, atlas.names(), n=1)
        hint = f"did you mean {' or '.join(f'[[{one}]]' for one in near)}?" if near else ""
        message = f"[[{mention.target}]] leads to no label, example or rule"
        yield Diagnostic("link", "error", message, written.path, mention.region, None, hint)


def render(guide: Guide, name: str) -> str:
    """Return the Markdown of one guideline page."""
    atlas, title = guide.atlas, guide.said(name)
    up = [] if PurePosixPath(name).stem == INDEX else [_guide_spot(atlas)]
    head = (top(atlas, guide.path(name), up), heading(1, title))
    return page(front(atlas, title), *head, *_content(guide, name))


class _Voice(NamedTuple):
    """The language of what people wrote, where the handbook's words are in one; its attributes."""

    language: str = ""
    attributes: str = ""


def _content(guide: Guide, name: str) -> Iterator[str]:
    """Yield a page, or its translation; behind one that is outdated stands what is in force."""
    edition, release = guide.atlas.edition, guide.atlas.edition.guideline_release
    original, translated = guide.passages[name], guide.translated.get(name)
    own = "" if release is None else release.guideline.language
    if not edition.language:
        yield from _blocks(original, _Voice(own) if guide.atlas.words else _Voice())
        return
    is_leftward = bool(guide.atlas.words) and is_right_to_left(edition.language)
    first = _Voice(own, _attributes(own, is_leftward))
    other = _Voice(edition.language, _attributes(edition.language, is_leftward))
    if translated is None:
        yield _told("missing", MISSING)
        yield from _blocks(original, first)
    elif guide.is_current(name):
        yield from _blocks(_with_anchors(translated, original), other)
    else:
        yield _told("outdated", OUTDATED)
        yield from _blocks([one._replace(anchor="") for one in translated], other)
        yield heading(2, IN_FORCE, "_original")
        yield from _blocks(original, first)


def _told(kind: str, text: str) -> str:
    return fragment(f'<p class="notice {kind}" role="note"><strong>{text}</strong></p>')


def _blocks(passages: list[Passage], voice: _Voice) -> Iterator[str]:
    """Yield headings and text, each with its language."""
    # The first heading is the title, which stands above already.
    opened = next((position for position, one in enumerate(passages) if one.level), None)
    for position, passage in enumerate(passages):
        if position == opened:
            continue
        if passage.level:
            said = passage.content
            said = marked(voice.language, "", said) if voice.language else said
            yield heading(max(passage.level, 2), said, passage.anchor)
        else:
            block = fragment(passage.content, "prose")
            yield block.replace('class="prose"', f'class="prose"{voice.attributes}', 1)


def _attributes(language: str, is_leftward: bool) -> str:
    """Return the attributes of a text on a page that runs to the left, or to the right."""
    runs_left = is_right_to_left(language)
    side = f' dir="{"rtl" if runs_left else "ltr"}"' if runs_left != is_leftward else ""
    return f' lang="{escape(language)}"{side}'


def _with_anchors(translated: list[Passage], original: list[Passage]) -> list[Passage]:
    """Give headings the anchors of the original, if there are as many: links hold in both."""
    levels = [[one.level for one in page if one.level] for page in (translated, original)]
    if levels[0] != levels[1]:
        return translated
    anchors = iter([one.anchor for one in original if one.level])
    return [one._replace(anchor=next(anchors)) if one.level else one for one in translated]


def untranslated(guide: Guide) -> str:
    """Say in a translation that nothing of the guideline is in its language."""
    is_told = guide.atlas.edition.language and not guide.translated
    return _told("missing", NONE_TRANSLATED) if is_told else ""


def _guide_spot(atlas: Atlas) -> Spot:
    return Spot(f"{atlas.edition.folder}/guide/{INDEX}", "", "Guideline")


def render_index(guide: Guide, guideline: Guideline) -> str:
    """Return the Markdown of the page that lists the guideline's pages."""
    atlas = guide.atlas
    source = f"{atlas.edition.folder}/guide/{INDEX}"
    title = guideline.title or "Guideline"
    rows = "".join(
        f"<li><span>{link(url(source, spot), escape(guide.said(name)), 'label')}</span></li>"
        for name, spot in zip(guide.passages, guide.spots(), strict=True)
    )
    audience = f"<p>{paragraphs(guideline.audience)}</p>" if guideline.audience else ""
    return page(
        front(atlas, title),
        top(atlas, source, []),
        heading(1, title),
        untranslated(guide),
        fragment(audience + (f'<ul class="grid-labels">{rows}</ul>' if rows else NONE_YET)),
    )
