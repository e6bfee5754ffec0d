"""Guideline pages: contributed Markdown with its links resolved, and the page that lists them."""

import difflib
from collections.abc import Iterator
from pathlib import PurePosixPath

from schemactl.files.guideline_file import links
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page, paragraphs
from schemactl.handbook.pages.frame import NONE_YET, front, top
from schemactl.handbook.prose import Passage, Surroundings, read_prose
from schemactl.model.finding import Diagnostic
from schemactl.model.guideline import Guideline

INDEX = "index"


class Guide:
    """The guideline of an edition, each page read once."""

    def __init__(self, atlas: Atlas) -> None:
        """Read all pages; what was not shown as written is in `remarks`."""
        self.atlas = atlas
        self.remarks: list[Diagnostic] = []
        self.passages = {name: self._read(name) for name in atlas.edition.pages}

    def _read(self, name: str) -> list[Passage]:
        written = self.atlas.edition.page_source(name)
        passages, remarks = read_prose(written.text, self._surroundings(name))
        self.remarks += [written.warn(*remark) for remark in remarks]
        return passages

    def path(self, name: str) -> str:
        """Return where a guideline page stands in the site."""
        return f"{self.atlas.edition.folder}/guide/{PurePosixPath(name).stem}"

    def title(self, name: str) -> str:
        """Return a page's first heading, or its file name where it has none."""
        first = next((one.content for one in self.passages[name] if one.level), None)
        return first or PurePosixPath(name).stem.replace("-", " ").capitalize()

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
    for name in atlas.edition.pages:
        written = atlas.edition.page_source(name)
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
    atlas, title = guide.atlas, guide.title(name)
    source = guide.path(name)
    blocks = []
    passages = guide.passages[name]
    # The first heading is the title, which stands above already.
    opened = next((position for position, one in enumerate(passages) if one.level), None)
    for position, passage in enumerate(passages):
        if position == opened:
            continue
        if passage.level:
            blocks.append(heading(max(passage.level, 2), passage.content, passage.anchor))
        else:
            blocks.append(fragment(passage.content, "prose"))
    up = [] if PurePosixPath(name).stem == INDEX else [_guide_spot(atlas)]
    head = (top(atlas, source, up), heading(1, title), untranslated(atlas))
    return page(front(atlas, title), *head, *blocks)


def untranslated(atlas: Atlas) -> str:
    """Say in a translation that the guideline is in its own language."""
    told = '<p class="missing" role="note">The guideline is not translated.</p>'
    return fragment(told) if atlas.edition.language else ""


def _guide_spot(atlas: Atlas) -> Spot:
    return Spot(f"{atlas.edition.folder}/guide/{INDEX}", "", "Guideline")


def render_index(guide: Guide, guideline: Guideline) -> str:
    """Return the Markdown of the page that lists the guideline's pages."""
    atlas = guide.atlas
    source = f"{atlas.edition.folder}/guide/{INDEX}"
    title = guideline.title or "Guideline"
    rows = "".join(
        f"<li><span>{link(url(source, spot), escape(spot.title), 'label')}</span></li>"
        for spot in guide.spots()
    )
    audience = f"<p>{paragraphs(guideline.audience)}</p>" if guideline.audience else ""
    return page(
        front(atlas, title),
        top(atlas, source, []),
        heading(1, title),
        untranslated(atlas),
        fragment(audience + (f'<ul class="grid-labels">{rows}</ul>' if rows else NONE_YET)),
    )
