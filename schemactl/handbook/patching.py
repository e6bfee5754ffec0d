"""Patching: a page of which only the text changed, made from what it was, without the generator.

What surrounds the text of a page, in the theme's frame, depends on its front matter, its headings,
and on the site as a whole. Where all of these are what they were, the new text takes the place of
the old one. Anything else is left to the generator.
"""

import importlib.util
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from schemactl.handbook.article import Anchors, article, front_and_text
from schemactl.handbook.sections import sections

Found = dict[str, Any]

# The theme's search takes out what was said to it alone.
_TOLD_TO_SEARCH = re.compile(r"\s?data-search-\w+=\"[^\"]+\"")
_TOP_HEADING = "<h1"


class Patched(NamedTuple):
    """A page made anew, and what a search finds on it."""

    html: str
    found: list[Found]


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
    if old is None or new is None or old.headings != new.headings:
        return None
    shown, instead = (_TOLD_TO_SEARCH.sub("", one.content) for one in (old, new))
    # The theme writes a heading above a text that has none.
    if html.count(shown) != 1 or (_TOP_HEADING in shown) != (_TOP_HEADING in instead):
        return None
    found = entries(page, now[0], new.content)
    return None if found is None else Patched(html.replace(shown, instead), found)


@cache
def _cuts_words() -> bool:
    """Tell whether the theme's search cuts Chinese words, as it does where this is installed."""
    return importlib.util.find_spec("jieba") is not None


def entries(page: Page, meta: Mapping[str, Any], content: str) -> list[Found] | None:
    """Return what the theme's search index says of a page; None where this cannot be told."""
    search = meta.get("search") or {}
    if search.get("exclude"):
        return []
    title = meta.get("title", page.title)
    read = sections(content)
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
