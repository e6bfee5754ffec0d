"""Patching: a page of which only the text changed, made from what it was, without the generator.

What surrounds the text of a page, in the theme's frame, depends on its front matter, its headings,
and on the site as a whole. Where all of these are what they were, the new text takes the place of
the old one. Anything else is left to the generator.
"""

import importlib.util
import re
import sys
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from schemactl.handbook.article import Anchors, Article, article, front_and_text, joined
from schemactl.handbook.sections import sections

Found = dict[str, Any]

# The theme's search takes out what was said to it alone.
_TO_SEARCH = "data-search-"
_TOLD_TO_SEARCH = re.compile(rf"\s?{_TO_SEARCH}\w+=\"[^\"]+\"")
_TOP_HEADING = "<h1"


class Swap(NamedTuple):
    """What a search found on a part of a page, and what it finds there now."""

    before: list[Found]
    after: list[Found]


class Patched(NamedTuple):
    """A page made anew, and what of the search changes with it."""

    html: str
    swaps: list[Swap]


class Page(NamedTuple):
    """A page as it was compiled: its address in the site, its title in the navigation, its text."""

    address: str
    title: str | None
    before: str
    after: str


def patched(page: Page, html: str, anchors: Anchors) -> Patched | None:
    """Return a page made from the HTML of its former text; None where that cannot be done."""
    was, now = front_and_text(page.before), front_and_text(page.after)
    if was is None or now is None or was[0] != now[0] or _cuts_words():
        return None
    old, new = article(was[1], anchors), article(now[1], anchors)
    if old is None or new is None or old.headings != new.headings or old.begins != new.begins:
        return None
    # The theme writes a heading above a text that has none.
    if len(old.blocks) != len(new.blocks) or _has_top(old) != _has_top(new):
        return None
    changed = [n for n, block in enumerate(old.blocks) if block != new.blocks[n]]
    pairs = [(old.blocks[n], new.blocks[n]) for n in changed]
    made = _replaced(html, pairs) or _replaced(html, [(old.content, new.content)])
    parts = dict.fromkeys(_part(old.begins, number) for number in changed)
    swaps = [_swap(page, now[0], (old, new), *part) for part in parts]
    if made is None or None in swaps:
        return None
    return Patched(made, [one for one in swaps if one is not None])


def _replaced(html: str, pairs: list[tuple[str, str]]) -> str | None:
    """Return a page in which parts gave way to others; None where they do not stand there once."""
    for pair in pairs:
        shown, instead = (_shown(part.strip()) for part in pair)
        if html.count(shown) != 1:
            return None
        html = html.replace(shown, instead)
    return html


def _shown(part: str) -> str:
    """Return what the theme leaves of a part of a page."""
    return _TOLD_TO_SEARCH.sub("", part) if _TO_SEARCH in part else part


def _swap(
    page: Page, meta: Mapping[str, Any], texts: tuple[Article, Article], begin: int, end: int
) -> Swap | None:
    """Return what a search finds on some blocks in both texts; None where this cannot be told."""
    found = (entries(page, meta, joined(one.blocks[begin:end]), begin == 0) for one in texts)
    before, after = found
    return None if before is None or after is None else Swap(before, after)


def _has_top(one: Article) -> bool:
    return any(_TOP_HEADING in block for block in one.blocks)


def _part(begins: list[int], number: int) -> tuple[int, int]:
    """Return where the section of a block begins, and where the next one does."""
    at = bisect_right(begins, number)
    return (begins[at - 1] if at else 0, begins[at] if at < len(begins) else sys.maxsize)


@cache
def _cuts_words() -> bool:
    """Tell whether the theme's search cuts Chinese words, as it does where this is installed."""
    return importlib.util.find_spec("jieba") is not None


def entries(
    page: Page, meta: Mapping[str, Any], content: str, is_first: bool = True
) -> list[Found] | None:
    """Return what the theme's search index says of a page, or of a part that begins by a heading.

    It is None where this cannot be told.
    """
    search = meta.get("search") or {}
    if search.get("exclude"):
        return []
    title = meta.get("title", page.title)
    read = sections(content, is_first)
    if read is None or title is None:
        return None
    more: Found = {}
    if isinstance(meta.get("tags"), list):
        more["tags"] = [str(tag) for tag in meta["tags"] if tag]
    if "boost" in search:
        more["boost"] = search["boost"]
    return [
        {
            "location": f"{page.address}#{one.id}" if one.id else page.address,
            "title": ("".join(one.title) if one.title else str(title)).strip(),
            "text": "".join(one.text).strip(),
            **more,
        }
        for one in read
        if not one.is_excluded()
    ]
