"""Beside: a navigation as pages show it, written in forms that were learned from pages.

With `navigation.prune` a page shows the lists that lead to it, and of any other branch a link to
where it begins. The theme's rules are in its partials/nav-item.html.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from typing import NamedTuple

from schemactl.handbook.forms import Element, Form, Shape, link_form, list_form
from schemactl.handbook.links import relative_url
from schemactl.handbook.navigation import Items

Place = tuple[int, ...]
Forms = dict[Shape, Form]

_OWN = "page"
_LINK = "link"
_PRUNED = "pruned"
# Of a page's own tab the theme shows so many levels open, besides the lists that lead to the page.
_OPEN_IN_A_TAB = 2


class Item(NamedTuple):
    """An item of a navigation: its name, its page or the first of its branch, its own list."""

    name: str
    page: str
    inner: list["Item"] | None = None


class Reader(NamedTuple):
    """Who looks at a navigation: the place of a page in it, its folder, its item as it stands."""

    way: Place
    folder: str
    own: str = ""

    def leads(self, place: Place) -> bool:
        """Tell whether an item is the page, or has it in its list; so has the list of all."""
        return self.way[: len(place)] == place

    def address(self, item: Item) -> str:
        """Return the address of an item as seen from the page."""
        here = f"{self.folder}/" if self.folder else ""
        return relative_url(here, item.page.removesuffix(".md"))


class Beside:
    """A navigation, and where each page stands in it."""

    def __init__(self, items: Items, has_tabs: bool) -> None:
        """Take a navigation, of whose items no form is known."""
        self.items = _items(items)
        self.leaves = list(_leaves(self.items))
        self._places = {item.page: place for place, item in self.leaves}
        self._has_tabs = has_tabs
        self.forms: Forms = {}
        self._aside: dict[tuple[Place, bool, str], list[str | None]] = {}

    def written(self, page: str, own: str) -> str | None:
        """Return all items as a page shows them, in HTML; None where a form is not known."""
        return self._list(self.items, (), self._reader(page, own))

    def with_forms(self, forms: Forms) -> "Beside":
        """Return the same navigation with other forms."""
        found = copy(self)
        found.forms, found._aside = forms, {}
        return found

    def first_pages(self) -> list[str]:
        """Return the page that each branch begins with; no name where it has none."""
        return [item.page for item in _branches(self.items)]

    def learned(self, html: str, shown: Element, page: str) -> Forms:
        """Return the forms in the list of a page, which fit it if it shows this navigation."""
        found: Forms = {}
        for shape, form in self._learned(html, shown, self.items, (), self._reader(page)):
            found.setdefault(shape, form)
        return found

    def _reader(self, page: str, own: str = "") -> Reader:
        return Reader(self._places.get(page, ()), page.rpartition("/")[0], own)

    def _list(self, items: Sequence[Item], above: Place, reader: Reader) -> str | None:
        parts = self._beside(items, above, reader)
        if len(reader.way) > len(above) and reader.leads(above):
            at = reader.way[len(above)]
            parts = [*parts[:at], self._item(items[at], (*above, at), reader), *parts[at + 1 :]]
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None

    def _item(self, item: Item, place: Place, reader: Reader) -> str | None:
        shape = self._shape(item, place, reader)
        form = self.forms.get(shape)
        if form is None:
            return None
        if shape.kind == _OWN:
            return form.before + reader.own
        if shape.kind.startswith((_LINK, _PRUNED)):
            return form.filled(item.name, reader.address(item))
        inner = self._list(item.inner or [], place, reader)
        return None if inner is None else form.around(inner, item.name, _id(place))

    def _beside(self, items: Sequence[Item], above: Place, reader: Reader) -> list[str | None]:
        """Return the items of a list as none of them leads to a page: its folder shares them."""
        key = (above, reader.leads(above), reader.folder)
        if key not in self._aside:
            shared = Reader(above if reader.leads(above) else (), reader.folder)
            self._aside[key] = [
                self._item(item, (*above, number), shared) for number, item in enumerate(items)
            ]
        return self._aside[key]

    def _shape(self, item: Item, place: Place, reader: Reader) -> Shape:
        is_active = reader.leads(place)
        if item.inner is None:
            kind = _OWN if is_active else _LINK
        elif self._is_section(place, reader):
            kind = "section that leads" if is_active else "section"
        else:
            kind = "branch that leads" if is_active else pruned(item)
        # Links are the same in all lists but the first.
        is_link = kind.startswith((_LINK, _PRUNED))
        level = min(len(place), 2) if is_link else len(place)
        return Shape(level, place[-1] == 0, kind)

    def _is_section(self, place: Place, reader: Reader) -> bool:
        """Tell whether the theme shows a branch with its list on pages beside it as well."""
        if not self._has_tabs:
            return len(place) == 1
        return len(place) <= _OPEN_IN_A_TAB and reader.leads(place[:1])

    def _learned(
        self, html: str, shown: Element, items: Sequence[Item], above: Place, reader: Reader
    ) -> Iterator[tuple[Shape, Form]]:
        begin = shown.opened
        for number, (item, element) in enumerate(zip(items, shown.inner, strict=False)):
            place = (*above, number)
            shape = self._shape(item, place, reader)
            form: Form | None
            if shape.kind == _OWN:
                form = Form(html[begin : element.begin])
            elif shape.kind.startswith((_LINK, _PRUNED)):
                form = link_form(html[begin : element.end], item.name, reader.address(item))
            else:
                form = list_form(html, begin, element, item.name, _id(place))
                for inner in element.inner[:1]:
                    yield from self._learned(html, inner, item.inner or [], place, reader)
            if form is not None:
                yield shape, form
            begin = element.end


def _items(items: Items) -> list[Item]:
    found = []
    for item in items:
        for name, target in item.items():
            if isinstance(target, str):
                found.append(Item(name, target))
            else:
                inner = _items(target)
                found.append(Item(name, inner[0].page if inner else "", inner))
    return found


def _leaves(items: Sequence[Item], above: Place = ()) -> Iterator[tuple[Place, Item]]:
    for number, item in enumerate(items):
        if item.inner is None:
            yield (*above, number), item
        else:
            yield from _leaves(item.inner, (*above, number))


def _branches(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        if item.inner is not None:
            yield item
            yield from _branches(item.inner)


def pruned(item: Item) -> str:
    """Return the kind of a branch that is not open: the theme looks for its page list by list."""
    inner = item.inner or []
    return f"{pruned(inner[0])}, again" if inner and inner[0].inner is not None else _PRUNED


def _id(place: Place) -> str:
    return "__nav_" + "_".join(str(number + 1) for number in place)
