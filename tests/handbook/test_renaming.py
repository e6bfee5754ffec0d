"""Tests of renaming: names in links are what the theme would write."""

import random
from copy import deepcopy
from pathlib import Path

import pytest

from schemactl.handbook.navigation import Items
from schemactl.handbook.renaming import renaming, with_new_names
from tests.handbook.test_surroundings import FEATURES, PAGES, PRUNED, built, grouped, lists_of


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


@pytest.mark.parametrize("features", [FEATURES["sections"], FEATURES["tabs"]], ids=["all", "tabs"])
@pytest.mark.parametrize("seed", range(5))
def test_pages_with_new_names_are_those_of_the_theme(
    tmp_path: Path, seed: int, features: list[str]
) -> None:
    invent = random.Random(seed)
    pages = [page for page in PAGES if page != "index.md"]
    invent.shuffle(pages)
    before = [{"Home": "index.md"}, *a_tree(invent, pages)]
    after = deepcopy(before)
    for _ in range(2):
        chosen = invent.choice(lists_of(after))
        at = invent.randrange(len(chosen))
        ((name, target),) = chosen[at].items()
        chosen[at] = {f"{name} anew": target}
    found = renaming(before, after, features)
    if found is None:
        return
    old, new = (
        built(tmp_path / name, items, features)
        for name, items in (("before", before), ("after", after))
    )
    for page in PAGES:
        address = page.replace(".md", ".html")
        shown = with_new_names(old[address].decode(), page, found)
        assert shown is None or shown.encode() == new[address]


def test_the_name_of_a_branch_is_exchanged_beside_all_other_pages(tmp_path: Path) -> None:
    before, after = deep(), deep("Other")
    found = renaming(before, after, PRUNED)
    assert found is not None
    assert found.apart == {"a/b/k.md", "a/b/l.md"}
    old, new = (built(tmp_path / str(n), one, PRUNED) for n, one in enumerate((before, after)))
    shown = with_new_names(old["a/m.html"].decode(), "a/m.md", found)
    assert shown is not None
    assert shown.encode() == new["a/m.html"] != old["a/m.html"]


def deep(name: str = "Second") -> Items:
    branch = [{"One": "a/b/k.md"}, {"Two": "a/b/l.md"}]
    return [{"Home": "index.md"}, {"Labels": [{"First": "a/m.md"}, {name: branch}]}]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (grouped(), grouped()[:-1]),
        (grouped(), [*grouped()[:-1], {"Others": [{"Task": "g.md"}]}]),
        (grouped(), [*grouped()[:-1], {"Guide": [{"Task": "h.md"}]}]),
        ([{"X": [{"A": [{"A": "b.md"}]}]}], [{"X": [{"A": [{"B": "b.md"}]}]}]),
        ([{"X": [{"A": "b.md"}]}, {"Y": "b.md"}], [{"X": [{"B": "b.md"}]}, {"Y": "b.md"}]),
        ([{"X": [{"A": "é.md"}]}], [{"X": [{"B": "é.md"}]}]),
        ([{"X": [{"A": []}]}], [{"X": [{"B": []}]}]),
    ],
    ids=["less", "open", "page", "not-told-apart", "twice", "address", "empty"],
)
def test_whatever_is_more_than_names_in_links_is_left_to_the_generator(
    before: Items, after: Items
) -> None:
    assert renaming(before, after, PRUNED) is None


def test_small_navigations_and_tabs_show_branches_open() -> None:
    assert renaming(deep(), deep("Other"), []) is None
    assert renaming(deep(), deep("Other"), [*PRUNED, "navigation.tabs"]) is None
    top = [{"Start": "index.md"}, *deep()[1:]]
    assert renaming(deep(), top, [*PRUNED, "navigation.tabs"]) is None
    assert renaming(deep(), top, PRUNED) is not None


def test_the_steps_before_and_after_a_page_are_made() -> None:
    found = renaming(grouped(), grouped("Other"), PRUNED)
    assert found is not None
    assert found.apart == {"b.md", "c.md", "d.md"}
    assert found.names == {("c.md", "Third"): "Other"}


def test_a_page_without_navigation_has_nothing_to_exchange() -> None:
    found = renaming(grouped(), grouped("Other"), PRUNED)
    assert found is not None
    assert with_new_names("<p>none</p>", "e.md", found) is None
