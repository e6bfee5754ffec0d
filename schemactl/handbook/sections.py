"""Sections: what the theme's search finds on a page, read from HTML as the compiler writes it.

The theme reads every page with a general HTML parser, which takes longer than all else that is
done for a page of many labels. Here one pattern cuts the page into tags and texts; what is made of
them is the same, quirks included (material/plugins/search/plugin.py, class Parser).
"""

import re
from collections.abc import Collection
from html import escape, unescape
from math import inf

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)([^>"]*(?:"[^"]*"[^>"]*)*)>([^<]*)')
_ID = re.compile(r'\sid="([^"]*)"')
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_KEPT = frozenset(["p", "code", "pre", "li", "ol", "ul", "sub", "sup"])
_VOID = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    ]
)
_NEVER = frozenset(["object", "script", "style"])
_UNSEARCHED = "data-search-exclude"
_PREFACE = "hx"


class Section:
    """A heading with what stands under it, in the pieces that the theme joins."""

    __slots__ = ("depth", "id", "is_hidden", "solid", "tag", "text", "title")

    def __init__(self, tag: str, depth: float, is_hidden: bool = False) -> None:
        """Begin a section at a depth of the document; `solid` are tags that stay, once closed."""
        self.tag = tag
        self.depth = depth
        self.is_hidden = is_hidden
        self.id: str | None = None
        self.title: list[str] = []
        self.text: list[str] = []
        self.solid: set[str] = set()

    def is_excluded(self) -> bool:
        """Tell whether the search leaves the section out."""
        return self.is_hidden


def sections(content: str, is_first: bool = True) -> list[Section] | None:
    """Return the sections of a page, or of a part of it that begins with a heading.

    It is None where the HTML is not as the compiler writes it.
    """
    tokens = _TOKEN.findall(content)
    is_ours = len(tokens) == content.count("<") and content.startswith("<")
    if not is_ours or "<script" in content or "<style" in content:
        return None
    reader = _Reader()
    before = [] if is_first else [Section(_PREFACE, 0)]
    reader.data += before
    for closing, tag, attributes, text in tokens:
        if closing:
            reader.end(tag)
        else:
            reader.start(tag, attributes)
        if text:
            reader.say(text)
    return reader.data[len(before) :]


class _Reader:
    """Follows the tags of a page; elements are told apart by their names only, as in the theme."""

    def __init__(self) -> None:
        self.context: list[str] = []
        self.skipped: set[str] = set(_NEVER)
        self.data: list[Section] = []
        self.section: Section | None = None
        self.permalink = 0

    def start(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            return
        context = self.context
        context.append(tag)
        is_unsearched = _UNSEARCHED in attributes
        if tag in _HEADINGS and " id=" in attributes:
            self._begin(tag, attributes, is_unsearched)
        section = self.section or self._preface()
        if is_unsearched or ' class="linenodiv"' in attributes:
            self.skipped.add(tag)
        elif tag in _KEPT:
            if self.skipped.isdisjoint(context):
                _inside(section, context).append(f"<{tag}>")
        elif tag == "a" and ' class="headerlink"' in attributes:
            self.permalink = len(context)
        if attributes.endswith("/"):
            self.end(tag)

    def _begin(self, tag: str, attributes: str, is_hidden: bool) -> None:
        depth = len(self.context)
        found = _ID.search(attributes)
        if tag != "h1" and not self.data:
            self.data.append(Section(_PREFACE, depth))
        self.section = Section(tag, depth, is_hidden)
        if self.data and found is not None:
            self.section.id = unescape(found[1])
        self.data.append(self.section)

    def _preface(self) -> Section:
        self.section = Section(_PREFACE, 0)
        self.data.append(self.section)
        return self.section

    def end(self, tag: str) -> None:
        context = self.context
        if not context or context[-1] != tag:
            return
        section = self.section or self._preface()
        if section.depth > len(context):
            section = self._left(section)
        context.pop()
        if len(context) < self.permalink:
            self.permalink = 0
        if tag in self.skipped:
            if tag not in _NEVER:
                self.skipped.remove(tag)
        elif tag in _KEPT and self.skipped.isdisjoint(context):
            _close(section, tag, context)

    def _left(self, section: Section) -> Section:
        """Return to the section around a heading that stood within another element."""
        for outer in reversed(self.data):
            if outer.depth <= len(self.context):
                section.depth = inf
                self.section = outer
                return outer
        return section

    def say(self, text: str) -> None:
        if not self.skipped.isdisjoint(self.context):
            return
        if "&" in text:
            text = unescape(text)
        is_blank, is_literal = text.isspace(), "pre" in self.context
        if not is_literal:
            text = " " if is_blank else text.replace("\n", " ")
        section = self.section or self._preface()
        if section.tag in self.context:
            if not self.permalink:
                section.title.append(escape(text, quote=False))
        elif is_blank:
            if is_literal or not section.text or not section.text[-1].isspace():
                section.text.append(text)
        else:
            section.text.append(escape(text, quote=False))


def _inside(section: Section, context: Collection[str]) -> list[str]:
    return section.title if section.tag in context else section.text


def _close(section: Section, tag: str, context: Collection[str]) -> None:
    """Write the end of an element, or take its beginning back where nothing stands in it."""
    found = _inside(section, context)
    is_text = found is section.text
    if is_text and tag in section.solid:
        found.append(f"</{tag}>")
        return
    begin = found.index(f"<{tag}>")
    if any(not piece.isspace() for piece in found[begin + 1 :]):
        # What came after the first such tag is never taken back.
        if is_text:
            section.solid.add(tag)
        found.append(f"</{tag}>")
    else:
        del found[begin:]
