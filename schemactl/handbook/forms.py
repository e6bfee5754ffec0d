"""Forms: how the theme writes an item of a navigation, learned from a page that it wrote.

A form is a piece of the theme's HTML with a gap for the name, for the address, for the id. What
stands between two items belongs to the second one. No word of the theme is known here but the
elements of a list and where a name and an address stand in them.
"""

import re
from typing import NamedTuple

_NAME, _ADDRESS, _PLACE = "\x00", "\x01", "\x02"
_ELEMENT = re.compile(r"<(/?)(?:ul|li)\b[^>]*>")
_LINK = re.compile(
    r'<a href="(?P<address>[^"]*)" class="md-nav__link">\s*'
    r'<span class="md-ellipsis">\s*(?P<name>.*?)\s*</span>'
)
_ACTIVE = '<li class="md-nav__item md-nav__item--active">'


class Shape(NamedTuple):
    """What decides the form of an item, besides its own texts."""

    level: int
    is_first: bool
    kind: str


class Form(NamedTuple):
    """The HTML of an item before its own list and after it, with gaps; all of it if it has none."""

    before: str
    after: str = ""

    def filled(self, name: str, address: str = "") -> str:
        """Return the HTML of a link."""
        return self.before.replace(_ADDRESS, address).replace(_NAME, name)

    def around(self, inner: str, name: str, place: str) -> str:
        """Return the HTML of an item with its list."""
        before = self.before.replace(_PLACE, place).replace(_NAME, name)
        return f"{before}{inner}{self.after}"


class Element(NamedTuple):
    """A list or an item of one: where it begins, where its first tag ends, its end, its parts."""

    begin: int
    opened: int
    end: int
    inner: list["Element"]


def link_form(html: str, name: str, address: str) -> Form | None:
    """Return the form of an item that is a link; None where it shows another thing."""
    found = _LINK.search(html)
    if found is None or found["name"] != name or found["address"] != address:
        return None
    parts = (html[: found.start("address")], html[found.end("address") : found.start("name")])
    return Form(f"{parts[0]}{_ADDRESS}{parts[1]}{_NAME}{html[found.end('name') :]}")


def list_form(html: str, begin: int, item: Element, name: str, place: str) -> Form | None:
    """Return the form of an item that has a list; None where it has none."""
    if len(item.inner) != 1 or not item.inner[0].inner:
        return None
    shown = item.inner[0]
    ids = re.sub(rf'(?<="){re.escape(place)}(?=["_])', _PLACE, html[begin : shown.opened])
    named = re.sub(rf"(?<=\s){re.escape(name)}(?=\s*</(?:span|label)>)", _NAME, ids)
    return Form(named, html[shown.inner[-1].end : item.end])


def outermost(html: str, begin: int) -> Element | None:
    """Return the first list or item from a place on, with all in it; None where it is broken."""
    opened: list[Element] = []
    for tag in _ELEMENT.finditer(html, begin):
        if not tag[1]:
            opened.append(Element(tag.start(), tag.end(), 0, []))
        elif not opened:
            return None
        else:
            done = opened.pop()._replace(end=tag.end())
            if not opened:
                return done
            opened[-1].inner.append(done)
    return None


def own_item(html: str, begin: int, end: int) -> str:
    """Return the item of the page itself, with its table of contents; nothing where it has none."""
    at = html.find(_ACTIVE, begin, end)
    found = outermost(html, at) if at >= 0 else None
    return html[found.begin : found.end] if found else ""
