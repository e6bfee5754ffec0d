"""Speaking: pages of a translation show the navigation of their own language.

MkDocs knows one navigation for a site. That of each translation stands in it, under its language,
and is parted from it here, by the interface for plugins.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

NAME = "speaking"
_FIRST = "index.html"


class Speaking(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Gives pages in some folders the last branches of the navigation, and others the rest."""

    def __init__(self, tongues: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Take for each of the last branches what it calls the first page, and its folders."""
        super().__init__()
        self.tongues = tongues
        self.spoken: dict[tuple[str, ...], Navigation] = {}

    def on_nav(self, nav: Navigation, /, **_: Any) -> Navigation:
        """Return the navigation of the first language; each ends where the next one begins."""
        own = nav.items[: len(nav.items) - len(self.tongues)]
        for branch, (first, folders) in zip(nav.items[len(own) :], self.tongues, strict=True):
            assert isinstance(branch, Section)
            self.spoken[tuple(folders)] = _parted([Link(first, _FIRST), *branch.children])
        return _parted(own)

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, **_: Any
    ) -> TemplateContext:
        """Show a page of a translation what it has of its own."""
        for folders, nav in self.spoken.items():
            if page.file.src_uri.startswith(folders):
                context["nav"] = nav
        return context


def _parted(items: list[StructureItem]) -> Navigation:
    """Return items as a navigation of their own, from whose pages no step leads out."""
    pages = list(_pages(items))
    for item in items:
        item.parent = None
    if pages:
        pages[0].previous_page = pages[-1].next_page = None
    return Navigation(items, pages)


def _pages(items: Sequence[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item.children)
