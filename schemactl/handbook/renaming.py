"""Renaming: pages beside which other items of the navigation have another name, and no more.

The name of a branch stands on every page. Where a navigation differs from the last one by names
only, they are exchanged in the links that the theme wrote. Left to the generator are pages that
show such an item as more than a link: those of its branch, and the pages before and after one.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from schemactl.handbook.links import relative_url
from schemactl.handbook.navigation import Items

_BEGIN, _END = '<nav class="md-nav md-nav--primary', '<div class="md-content"'
_LINK = re.compile(
    r'(<a href="([^"]*)" class="md-nav__link">\s*<span class="md-ellipsis">\s*)(.*?)(?=\s*</span>)'
)
# An address that the theme writes as it is.
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+\.md")


class Item(NamedTuple):
    """An item of a navigation: where it stands, its name, its page or those of its branch."""

    place: tuple[int, ...]
    name: str
    pages: tuple[str, ...]
    is_branch: bool


class Renaming(NamedTuple):
    """New names by the page that a link leads to and the old name; pages that must be made."""

    names: Mapping[tuple[str, str], str]
    apart: frozenset[str]


def renaming(before: Items, after: Items, features: Collection[str]) -> Renaming | None:
    """Return by which names a navigation differs; None where it differs by more than links."""
    then, now = list(_walk(before)), list(_walk(after))
    if [one._replace(name="") for one in then] != [one._replace(name="") for one in now]:
        return None
    names: dict[tuple[str, str], str] = {}
    for old, new in zip(then, now, strict=True):
        # What page and name together do not tell apart must be renamed alike.
        if not _PLAIN.fullmatch(_led(old)[0]) or names.setdefault(_led(old), new.name) != new.name:
            return None
    renamed = [new for old, new in zip(then, now, strict=True) if old.name != new.name]
    pages = [one.pages[0] for one in now if not one.is_branch]
    is_pruned = "navigation.prune" in features
    if (
        not is_pruned
        or len(set(pages)) < len(pages)
        or any(_is_more_than_link(one, "navigation.tabs" in features) for one in renamed)
    ):
        return None
    apart = {page for one in renamed for page in one.pages}
    for one in renamed:
        if not one.is_branch:
            at = pages.index(one.pages[0])
            apart.update(pages[max(at - 1, 0) : at + 2])
    changed = {led: name for led, name in names.items() if led[1] != name}
    return Renaming(changed, frozenset(apart))


def _walk(items: Items, above: tuple[int, ...] = ()) -> Iterator[Item]:
    for number, item in enumerate(items):
        for name, target in item.items():
            place = (*above, number)
            if isinstance(target, str):
                yield Item(place, name, (target,), is_branch=False)
            else:
                inner = list(_walk(target, place))
                pages = tuple(one.pages[0] for one in inner if not one.is_branch)
                yield Item(place, name, pages, is_branch=True)
                yield from inner


def _is_more_than_link(item: Item, has_tabs: bool) -> bool:
    """Tell whether the theme shows an item open, or as a tab, also on pages beside it."""
    depth = len(item.place)
    return depth <= 1 + has_tabs if item.is_branch else depth == 1 and has_tabs


def _led(item: Item) -> tuple[str, str]:
    return (item.pages[0] if item.pages else "", item.name)


def with_new_names(html: str, page: str, found: Renaming) -> str | None:
    """Return the HTML of a page with the links exchanged; None where there are none."""
    begin = html.find(_BEGIN)
    end = html.find(_END, begin)
    if page in found.apart or begin < 0 or end < 0:
        return None
    names = _names_seen_from(page.rpartition("/")[0], tuple(found.names.items()))
    shown, times = _LINK.subn(
        lambda link: link[1] + names.get((link[2], link[3]), link[3]), html[begin:end]
    )
    is_other = times and shown != html[begin:end]
    return f"{html[:begin]}{shown}{html[end:]}" if is_other else None


@lru_cache(maxsize=256)
def _names_seen_from(
    folder: str, names: tuple[tuple[tuple[str, str], str], ...]
) -> dict[tuple[str, str], str]:
    """Return new names by the address as seen from the pages of a folder, and the old name."""
    return {
        (relative_url(f"{folder}/" if folder else "", page.removesuffix(".md")), old): new
        for (page, old), new in names
    }
