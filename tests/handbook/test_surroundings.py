"""Tests of surroundings: what the theme shows of a navigation, told without the theme."""

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook.generator import generate
from schemactl.handbook.navigation import Items, titles_by_page
from schemactl.handbook.surroundings import ELSEWHERE, surroundings
from tests.handbook.test_rendering import content

PRUNED = ["navigation.footer", "navigation.prune", "navigation.sections", "toc.follow"]
FEATURES = {"sections": PRUNED, "tabs": [*PRUNED, "navigation.tabs"], "whole": PRUNED[:1]}
PAGES = [f"{folder}{name}.md" for folder in ("", "a/", "a/b/") for name in "klmnop"]
ALONE = "a/alone.md"


def a_tree(invent: random.Random, pages: list[str], depth: int = 0) -> Items:
    """Return a navigation of up to four levels, in which a page may stand twice."""
    items: Items = []
    for number in range(invent.randint(2, 4)):
        name = f"{invent.choice('ABC')}{depth}{number}"
        if depth < 3 and invent.random() < 0.6:
            items.append({name: a_tree(invent, pages, depth + 1)})
        else:
            items.append({name: invent.choice(pages)})
    return items


def lists_of(items: Items) -> list[Items]:
    inner = [target for item in items for target in item.values() if isinstance(target, list)]
    return [items, *(found for one in inner for found in lists_of(one))]


def edited(invent: random.Random, items: Items) -> Items:
    """Return a navigation with an item renamed, taken out, put in, or at another place."""
    new = deepcopy(items)
    chosen = invent.choice(lists_of(new))
    at = invent.randrange(len(chosen))
    ((name, target),) = chosen[at].items()
    match invent.choice(["rename", "rename", "remove", "add", "turn"]):
        case "rename":
            chosen[at] = {f"{name} anew": target}
        case "remove" if len(chosen) > 1:
            del chosen[at]
        case "add":
            chosen.insert(at, {"Added": "a/added.md"})
        case _:
            chosen.reverse()
    return new


def built(root: Path, items: Items, features: list[str]) -> dict[str, bytes]:
    """Return the pages that the theme makes of a navigation."""
    for name in [*PAGES, ALONE, "a/added.md", "index.md"]:
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{{}}\n---\n\n# {name[:-3]}\n\n<div>x</div>\n\n## More\n")
    settings: dict[str, Any] = {
        "site_name": "x",
        "use_directory_urls": False,
        "theme": {"name": "material", "features": features, "font": False},
        "plugins": [],
        "extra": {"homepage": "index.html"},
        "markdown_extensions": ["attr_list", {"toc": {"permalink": "#", "permalink_title": "x",
                                                      "toc_depth": 3}}],
        "validation": {"nav": {"omitted_files": "ignore"}},
        "nav": items,
    }  # fmt: skip
    (root / "mkdocs.yml").write_text(json.dumps(settings))
    generate(root / "mkdocs.yml", root / "html")
    return content(root / "html")


@pytest.mark.parametrize("features", FEATURES.values(), ids=FEATURES.keys())
@pytest.mark.parametrize("seed", range(5))
def test_pages_with_the_same_surroundings_are_the_same(
    tmp_path: Path, seed: int, features: list[str]
) -> None:
    invent = random.Random(seed)
    before = [{"Home": "index.md"}, *a_tree(invent, PAGES)]
    after = edited(invent, before)
    then, now = surroundings(before, features), surroundings(after, features)
    old, new = (
        built(tmp_path / name, items, features)
        for name, items in (("before", before), ("after", after))
    )
    for page in [*PAGES, ALONE, "index.md", "404.md"]:
        if then.get(page, then[ELSEWHERE]) == now.get(page, now[ELSEWHERE]):
            address = page.replace(".md", ".html")
            assert old[address] == new[address]


def grouped(name: str = "Third", group: str = "Second") -> Items:
    labels = [{"First": "a.md"}, {group: [{"One": "b.md"}, {name: "c.md"}, {"Four": "d.md"}]}]
    more = [{"Sixth": [{"Five": "e.md"}, {"Seven": "f.md"}]}]
    return [{"Home": "index.md"}, {"Labels": [*labels, *more]}, {"Guide": [{"Task": "g.md"}]}]


def differing(before: Items, after: Items, *features: str) -> set[str]:
    then, now = surroundings(before, features), surroundings(after, features)
    return {page for page in then if then[page] != now[page]}


def test_another_name_is_shown_beside_it_and_where_the_next_page_is_named() -> None:
    assert differing(grouped(), grouped("Other"), *PRUNED) == {"b.md", "c.md", "d.md"}
    steps = [{"Labels": [{"A": [{"One": "b.md"}]}, {"B": [{"Two": "c.md"}, {"X": "d.md"}]}]}]
    renamed = [{"Labels": [{"A": [{"New": "b.md"}]}, *steps[0]["Labels"][1:]]}]
    assert differing(steps, renamed, *PRUNED) == {"b.md", "c.md"}


def test_the_name_of_a_branch_is_shown_on_all_pages() -> None:
    everywhere = {ELSEWHERE, *titles_by_page(grouped())}
    assert differing(grouped(), grouped(group="Other"), *PRUNED) == everywhere
    assert differing(grouped(), grouped("Other")) == everywhere


def test_how_deep_the_first_page_of_a_branch_stands_is_shown() -> None:
    before: Items = [{"Home": "a.md"}, {"X": [{"A": [{"B": "b.md"}]}, {"C": "c.md"}]}]
    after: Items = [{"Home": "a.md"}, {"X": [{"A": [{"D": [{"B": "b.md"}]}]}, {"C": "c.md"}]}]
    assert differing(before, after, *PRUNED) == {ELSEWHERE, "a.md", "b.md", "c.md"}


def test_with_tabs_only_the_own_tab_shows_its_branches() -> None:
    other: Items = [{"Other": [{"Home": "x.md"}, {"Labels": [{"Y": "y.md"}]}]}]
    before: Items = [{"This": grouped(group="Two")}, *other]
    after: Items = [{"This": grouped(group="Three")}, *other]
    changed = differing(before, after, *PRUNED, "navigation.tabs")
    assert changed == set(titles_by_page(before)) - {"x.md", "y.md"}
