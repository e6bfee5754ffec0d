"""Leading: pages beside which another navigation stands, and which differ in nothing else.

A branch stands beside every page, so that one more of them concerns all. Here the navigation of a
page is written as it was; where that is what stands on the page, to the byte, the new one takes its
place. Left to the generator is a page that has another name or other pages before and after it, and
any page that shows its navigation in a way that is not known.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from schemactl.handbook.beside import Beside, Item, pruned
from schemactl.handbook.forms import Element, outermost, own_item
from schemactl.handbook.navigation import Items, Tongue

_BEGIN, _END = '<nav class="md-nav md-nav--primary', '<div class="md-content"'
_LIST = re.compile(r"<ul\b[^>]*>")
_REST = re.compile(r"\s*</ul>\s*</nav>")
_KNOWN = frozenset({"navigation.prune", "navigation.sections"})
# An address that the theme writes as it is.
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+\.md")
# A theme in which these do not suffice is not known, and would be learned from in vain.
_LESSONS = 50


class Steps(NamedTuple):
    """What a page shows of its place, besides lists: its tab, its name, the pages beside it."""

    tab: int
    name: str
    before: Item | None
    after: Item | None


class Standing(NamedTuple):
    """The navigation on a page: where its items begin and end, and that of the page itself."""

    begin: int
    end: int
    own: str


def relisted(
    pages: Mapping[str, str],
    navigations: tuple[Items, Items],
    tongues: Sequence[Tongue],
    features: Collection[str],
) -> dict[str, str]:
    """Return the HTML of those of the pages that differ by the lists beside them alone.

    The navigations of before and now end with the branches of the same translations.
    """
    before, after = navigations
    parts: dict[str, tuple[Items, Items]] = {}
    for number, tongue in enumerate(tongues):
        at = number - len(tongues)
        spoken = _in_tongue(before[at], tongue), _in_tongue(after[at], tongue)
        parts |= dict.fromkeys(tongue.folders, spoken)
    own = before[: len(before) - len(tongues)], after[: len(after) - len(tongues)]
    found: dict[str, str] = {}
    rest = dict(pages)
    for folder, spoken in parts.items():
        said = {path: rest.pop(path) for path in list(rest) if path.startswith(folder)}
        found |= Leading(*spoken, features).exchanged(said)
    return found | Leading(*own, features).exchanged(rest)


def _in_tongue(branch: Mapping[str, Items], tongue: Tongue) -> Items:
    """Return the navigation of a translation, which leads to the first page of all."""
    return [{tongue.all: "index.md"}, *branch[tongue.language]]


class Leading:
    """A navigation that takes the place of another."""

    def __init__(self, before: Items, after: Items, features: Collection[str]) -> None:
        """Take both, and the features of the theme that show them."""
        has_tabs = "navigation.tabs" in features
        self._before, self._after = Beside(before, has_tabs), Beside(after, has_tabs)
        self._lessons = _LESSONS
        self._then, self._now = _steps(self._before, has_tabs), _steps(self._after, has_tabs)
        self._is_known = (
            set(features) >= _KNOWN
            and _is_plain(self._before)
            and _is_plain(self._after)
            and not (has_tabs and _tabs(self._before) != _tabs(self._after))
        )

    def exchanged(self, pages: Mapping[str, str]) -> dict[str, str]:
        """Return the HTML of those of the pages that differ by the lists beside them alone."""
        if not self._is_known:
            return {}
        alike = [path for path in pages if self._then.get(path) == self._now.get(path)]
        # All are read before one is written: what a page teaches may be new on another.
        standing = {path: self._standing(path, pages[path]) for path in alike}
        after, found = self._after.with_forms(self._before.forms), {}
        for path, one in standing.items():
            new = after.written(path, one.own) if one else None
            if one and new is not None:
                found[path] = f"{pages[path][: one.begin]}{new}{pages[path][one.end :]}"
        return found

    def _standing(self, path: str, html: str) -> Standing | None:
        """Return the navigation of a page; None where another one than the last stands there."""
        nav = html.find(_BEGIN)
        limit = html.find(_END, nav)
        found = _LIST.search(html, nav, limit) if 0 <= nav < limit else None
        if found is None:
            return None
        own, begin = own_item(html, nav, limit), found.end()
        end = _end(html, begin, self._before.written(path, own))
        if end is None and self._lessons:
            self._lessons -= 1
            taught = self._taught(path, html, outermost(html, nav))
            end = _end(html, begin, taught.written(path, own))
            if end is not None:
                self._before = taught
        return None if end is None else Standing(begin, end, own)

    def _taught(self, path: str, html: str, shown: Element | None) -> Beside:
        """Return the last navigation with the forms of a page, where it lacks them."""
        forms = self._before.learned(html, shown, path) if shown else {}
        return self._before.with_forms(forms | self._before.forms)


def _end(html: str, begin: int, items: str | None) -> int | None:
    """Return where the items of a navigation end; None where others stand there."""
    if items is None or not html.startswith(items, begin):
        return None
    end = begin + len(items)
    return end if _REST.match(html, end) else None


def _steps(beside: Beside, has_tabs: bool) -> dict[str, Steps]:
    leaves = [(place[0] if has_tabs else 0, item) for place, item in beside.leaves]
    items = [None, *(item for _, item in leaves), None]
    return {
        item.page: Steps(tab, item.name, before, after)
        for (tab, item), before, after in zip(leaves, items, items[2:], strict=False)
    }


def _is_plain(beside: Beside) -> bool:
    """Tell whether each page stands once, at a plain address, and no list is empty."""
    pages = [item.page for _, item in beside.leaves]
    return len(set(pages)) == len(pages) and all(
        _PLAIN.fullmatch(page) for page in (*pages, *beside.first_pages())
    )


def _tabs(beside: Beside) -> list[tuple[str, str, str]]:
    return [(item.name, item.page, pruned(item)) for item in beside.items]
