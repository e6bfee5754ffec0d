"""Shortcut: what MkDocs makes of pages as the compiler writes them, without reading them as HTML.

A page of ours is front matter in JSON, headings, and blocks of HTML on one line each. MkDocs reads
such a block with three parsers that change nothing: for its anchors, for Markdown that might be in
it, and for the search. What is made here is the same to the byte; a page that is written in
another way is left to MkDocs. The shortcut lives in this process only: the pages and their
`mkdocs.yml` know nothing of it, and any other generator makes of them what it always would.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

from jinja2 import Environment
from markdown.extensions.toc import (  # type: ignore[import-untyped]
    nest_toc_tokens,
    slugify,
    unique,
)
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from schemactl.handbook.remembering import remember
from schemactl.handbook.sections import sections

NAME = "shortcut"
_EXTENSIONS = {"toc", "tables", "fenced_code", "attr_list"}
_FRONT = re.compile(r"---\n(\{.*\})\n---\n+")
# As `markup.heading` writes it: all punctuation is in entities.
_HEADING = re.compile(
    r"(?P<level>#{1,6}) (?P<text>(?:[0-9A-Za-z \x80-\U0010ffff]|&#\d+;)+?)"
    r"(?: \{#(?P<anchor>[\w.~-]+)\})?"
)
# Markdown gives these a meaning, or takes them out.
_CHANGED = re.compile("[\t\r\x02\x03]")


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
        """Have the navigation of a folder's pages written once."""
        del config, files
        remember(env)
        return env


class CompiledPage(Page):
    """A page that was compiled, and says so by its form."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the front matter, which is JSON."""
        text = self.file.content_string
        front = _FRONT.match(text)
        if front is None:
            super().read_source(config)
            return
        self.meta = json.loads(front[1])
        self.markdown = text[front.end() :]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the HTML of the page and its table of contents."""
        blocks = _blocks(self.markdown or "")
        if blocks is None:
            super().render(config, files)
            return
        writer = _Writer(config.mdx_configs["toc"], blocks)
        self.content = "\n".join(writer.written()).strip()
        self.toc = get_toc(nest_toc_tokens(writer.tokens))


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


Block = str | re.Match[str]


def _blocks(text: str) -> list[Block] | None:
    """Return headings and blocks of HTML; None where a page has anything else."""
    if _CHANGED.search(text):
        return None
    found: list[Block] = []
    for block in text.strip("\n").split("\n\n"):
        line = block.strip("\n")
        if line.startswith("<div") and line.endswith("</div>") and "\n" not in line:
            found.append(line)
        elif found and (heading := _HEADING.fullmatch(line)):
            found.append(heading)
        else:
            return None
    return found


class _Writer:
    """Writes a page's blocks as Markdown does with the extensions `attr_list` and `toc`."""

    def __init__(self, settings: Mapping[str, Any], blocks: list[Block]) -> None:
        self.blocks = blocks
        self.sign = escape(settings["permalink"], quote=False)
        self.told = escape(settings["permalink_title"])
        self.depth = int(settings["toc_depth"])
        self.tokens: list[dict[str, Any]] = []
        self.anchors = {one["anchor"] for one in blocks if not isinstance(one, str)} - {None}

    def written(self) -> Iterator[str]:
        for block in self.blocks:
            yield f"{block}\n" if isinstance(block, str) else self._heading(block)

    def _heading(self, found: re.Match[str]) -> str:
        level, text = len(found["level"]), found["text"].strip()
        anchor = found["anchor"] or unique(slugify(unescape(text), "-"), self.anchors)
        if level <= self.depth:
            name = " ".join(text.split())
            self.tokens.append({"level": level, "id": anchor, "name": name})
        own = f'<a class="headerlink" href="#{anchor}" title="{self.told}">{self.sign}</a>'
        return f'<h{level} id="{anchor}">{text}{own}</h{level}>'
