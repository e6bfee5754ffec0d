"""Surroundings: what of the navigation stands on each page, as the theme shows it.

With `navigation.prune` a page shows the lists that lead to it, and of any other branch its title
and where it begins. So a label with another name changes the pages beside it, and not all. The
theme's rules are in its partials/nav-item.html and partials/footer.html.
"""

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

import orjson

from schemactl.handbook.navigation import Items, titles_by_page

ELSEWHERE = ""


class _Place(NamedTuple):
    """Where a page stands in the navigation, with the lists that are shown on it alone."""

    page: str
    lists: tuple[Any, ...]


def surroundings(items: Items, features: Collection[str]) -> dict[str, str]:
    """Return of each page in a navigation a digest that differs where what it shows does.

    That of `ELSEWHERE` is of pages to which the navigation does not lead.
    """
    if "navigation.prune" not in features:
        whole = _digest(items)
        return {ELSEWHERE: whole, **dict.fromkeys(titles_by_page(items), whole)}
    # A page that stands twice has the title of its first place wherever it is shown.
    titles = titles_by_page(items)
    on_all = _two_levels(items, titles)
    shown: dict[str, list[Any]] = {ELSEWHERE: [on_all]}
    places = list(_places(items, titles, "navigation.tabs" in features))
    pages = [place.page for place in places]
    for place, *beside in zip(places, ["", *pages[:-1]], [*pages[1:], ""], strict=True):
        steps = [[page, titles.get(page)] for page in beside]
        shown.setdefault(place.page, [on_all]).append([place.lists, steps])
    return {page: _digest(found) for page, found in shown.items()}


def _places(
    items: Items, titles: Mapping[str, str], has_tabs: bool, above: tuple[Any, ...] = ()
) -> Iterator[_Place]:
    for number, (title, target) in enumerate(_pairs(items)):
        if isinstance(target, str):
            yield _Place(target, above)
        else:
            # With tabs, the sections of a page's own tab are open, as without them those of all.
            show = _two_levels if has_tabs and not above else _list
            inner = [number, title, _digest(show(target, titles))]
            yield from _places(target, titles, has_tabs, (*above, inner))


def _two_levels(items: Items, titles: Mapping[str, str]) -> list[Any]:
    inner = [target for _, target in _pairs(items) if not isinstance(target, str)]
    return [_list(items, titles), *(_list(target, titles) for target in inner)]


def _list(items: Items, titles: Mapping[str, str]) -> list[Any]:
    """Return what is seen of a list: titles, and for a branch the page that it begins with."""
    return [
        [titles[target], target] if isinstance(target, str) else [title, *_first(target)]
        for title, target in _pairs(items)
    ]


def _first(items: Items, depth: int = 1) -> tuple[str, int]:
    """Return the page that a branch begins with, and how many lists lead to it.

    The theme writes a line more for each.
    """
    for _, target in _pairs(items):
        return (target, depth) if isinstance(target, str) else _first(target, depth + 1)
    return ELSEWHERE, depth


def _pairs(items: Items) -> Iterator[tuple[str, Any]]:
    return chain.from_iterable(item.items() for item in items)


def _digest(value: Any) -> str:
    return sha256(orjson.dumps(value)).hexdigest()[:32]
