"""Tests of beside: navigations as the theme writes them, without the theme."""

import random
from pathlib import Path

import pytest

from schemactl.handbook.beside import Beside, Forms
from schemactl.handbook.forms import Element, outermost, own_item
from schemactl.handbook.navigation import Items
from tests.handbook.test_surroundings import ALONE, FEATURES, PAGES, built

NAV = '<nav class="md-nav md-nav--primary'


def a_tree(invent: random.Random, pages: list[str], depth: int = 0) -> Items:
    """Return a navigation of up to four levels, in which each page stands once."""
    items: Items = []
    for number in range(2 if depth else 3):
        name = f"{invent.choice('AB')} & {number}"
        if pages and (depth == 3 or len(pages) == 1 or invent.random() < 0.3):
            items.append({name: pages.pop()})
        elif pages:
            items.append({name: a_tree(invent, pages, depth + 1)})
    return items


def any_tree(invent: random.Random) -> Items:
    pages = [page for page in PAGES if page != "index.md"]
    invent.shuffle(pages)
    return [{"Home": "index.md"}, *a_tree(invent, pages)]


def list_of(html: str) -> Element:
    found = outermost(html, html.index(NAV))
    assert found is not None
    return found


@pytest.mark.parametrize("features", ["sections", "tabs"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_is_what_the_theme_writes(tmp_path: Path, seed: int, features: str) -> None:
    items = any_tree(random.Random(seed))
    pages = built(tmp_path, items, FEATURES[features])
    forms: Forms = {}
    for page in (*PAGES, ALONE):
        html = pages[page.replace(".md", ".html")].decode()
        shown = list_of(html)
        forms |= Beside(items, features == "tabs").learned(html, shown, page)
        own = own_item(html, shown.begin, shown.end)
        written = Beside(items, features == "tabs").with_forms(forms).written(page, own)
        assert written == html[shown.opened : shown.inner[-1].end]


def test_a_page_of_one_navigation_teaches_the_forms_of_another(tmp_path: Path) -> None:
    before: Items = [{"Home": "index.md"}, {"Labels": [{"K": "k.md"}, {"Group": [{"L": "l.md"}]}]}]
    after: Items = [{"Home": "index.md"}, {"Labels": [{"K": "k.md"}, {"Other": [{"M": "m.md"}]}]}]
    old, new = (
        built(tmp_path / str(number), items, FEATURES["sections"])["k.html"].decode()
        for number, items in enumerate((before, after))
    )
    forms = Beside(before, has_tabs=False).learned(old, list_of(old), "k.md")
    shown = list_of(new)
    own = own_item(old, 0, len(old))
    assert (
        Beside(after, has_tabs=False).with_forms(forms).written("k.md", own)
        == (new[shown.opened : shown.inner[-1].end])
    )


def test_without_forms_nothing_is_written() -> None:
    assert Beside([{"Home": "index.md"}], has_tabs=False).written("index.md", "") is None


def test_where_items_stand_is_known() -> None:
    beside = Beside([{"Home": "index.md"}, {"A": [{"B": "b.md"}, {"C": []}]}], has_tabs=False)
    assert [(place, item.name) for place, item in beside.leaves] == [((0,), "Home"), ((1, 0), "B")]
    assert beside.first_pages() == ["b.md", ""]
