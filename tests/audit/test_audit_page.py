"""The page of an audit: 18 points, no script, recorded text harmless, links that lead somewhere."""

import re
from html.parser import HTMLParser

from schemactl.audit.audit_page import page
from schemactl.audit.bundle import bundle
from schemactl.audit.dossier import Dossier


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [str(value) for name, value in attrs if name == "href"]
        self.ids += [str(value) for name, value in attrs if name == "id"]


def read(html: str) -> _Page:
    """Return the tags, attributes and links of a page."""
    found = _Page()
    found.feed(html)
    return found


def test_nothing_acts_or_loads(dossier: Dossier) -> None:
    found = read(page(dossier))
    assert not found.tags & {"script", "img", "iframe", "object", "link", "form", "b"}
    assert not {name for name in found.attributes if name.startswith("on")}
    assert "style" not in found.attributes
    assert not [link for link in found.links if ":" in link or link.startswith("/")]


def test_recorded_text_is_shown_as_it_is(dossier: Dossier) -> None:
    html = page(dossier)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "The guest &lt;b&gt;liked&lt;/b&gt; the meal &amp; says so." in html
    assert "&lt;img src=x onerror=alert(3)&gt;" in html
    assert "\u202e" not in html
    assert len(html) < 100_000


def test_every_link_leads_to_a_place_or_a_file(dossier: Dossier) -> None:
    found = read(page(dossier))
    files = bundle(dossier)
    places = {link[1:] for link in found.links if link.startswith("#")}
    assert places <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    paths = {link for link in found.links if not link.startswith("#")}
    assert paths <= files.keys()
    assert len(paths) == 8


def test_all_points_stand_in_their_order(dossier: Dossier) -> None:
    numbers = re.findall(r'<h2 id="point-(\d+)">(\d+)\.', page(dossier))
    assert numbers == [(str(n), str(n)) for n in range(1, 19)]


def test_the_sheet_has_a_part_for_paper(dossier: Dossier) -> None:
    assert "@media print" in page(dossier)
