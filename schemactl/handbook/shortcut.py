"""Shortcut: what MkDocs makes of pages as the compiler writes them, without reading them as HTML.

A page of ours is front matter in JSON, headings, and blocks of HTML on one line each. MkDocs reads
such a block with three parsers that change nothing: for its anchors, for Markdown that might be in
it, and for the search. What is made here is the same to the byte; a page that is written in
another way is left to MkDocs. The shortcut lives in this process only: the pages and their
`mkdocs.yml` know nothing of it, and any other generator makes of them what it always would.
"""

from jinja2 import Environment
from markdown.extensions.toc import nest_toc_tokens  # type: ignore[import-untyped]
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from schemactl.handbook.article import Anchors, article, front_and_text
from schemactl.handbook.remembering import remember
from schemactl.handbook.sections import sections
from schemactl.handbook.templates import keep_compiled

NAME = "shortcut"
_EXTENSIONS = {"toc", "tables", "fenced_code", "attr_list"}


def fits(config: MkDocsConfig) -> bool:
    """Tell whether nothing but what the compiler relies on reads the pages of a site."""
    known = {"search", "offline", "material/search", "material/offline"}
    return (
        set(config.plugins) <= known
        and not config.hooks
        and set(config.markdown_extensions) == _EXTENSIONS
        and set(config.mdx_configs) == {"toc"}
        and set(config.mdx_configs["toc"]) == {"permalink", "permalink_title", "toc_depth"}
    )


class Shortcut(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Makes pages of ours convert themselves, and the search read them in one go."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Take the place of the theme's index, which is empty at this time."""
        for plugin in config.plugins.values():
            if isinstance(getattr(plugin, "search_index", None), SearchIndex):
                plugin.search_index = _Index(**plugin.search_index.config)

    def on_pre_page(self, page: Page, /, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page know the shortcut."""
        del config, files
        page.__class__ = CompiledPage
        return page

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have templates compiled once, and the navigation of a folder's pages written once."""
        del config, files
        keep_compiled(env)
        remember(env)
        return env


class CompiledPage(Page):
    """A page that was compiled, and says so by its form."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the front matter, which is JSON."""
        found = front_and_text(self.file.content_string)
        if found is None:
            super().read_source(config)
            return
        self.meta, self.markdown = found

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the HTML of the page and its table of contents."""
        made = article(self.markdown or "", Anchors.of(config.mdx_configs["toc"]))
        if made is None:
            super().render(config, files)
            return
        self.content = made.content
        self.toc = get_toc(
            nest_toc_tokens(
                [{"level": one.level, "id": one.anchor, "name": one.name} for one in made.headings]
            )
        )


class _Index(SearchIndex):  # type: ignore[misc]
    """The theme's index, filled from sections that are read in one go."""

    def add_entry_from_context(self, page: Page) -> None:
        is_left_out = bool((page.meta.get("search") or {}).get("exclude"))
        found = [] if is_left_out else sections(page.content or "")
        if found is None:
            super().add_entry_from_context(page)
        for section in found or ():
            if not section.is_excluded():
                self.create_entry_for_section(section, page.toc, page.url, page)
