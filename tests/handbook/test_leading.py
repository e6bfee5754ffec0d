"""Tests of leading: what is exchanged is what the theme would write, and nothing else is."""

import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook import leading
from schemactl.handbook.leading import Leading, relisted
from schemactl.handbook.navigation import Items, Tongue
from tests.handbook.test_beside import any_tree
from tests.handbook.test_surroundings import ALONE, FEATURES, PAGES, PRUNED, built, edited

TABS = [*PRUNED, "navigation.tabs"]


def texts(pages: dict[str, bytes]) -> dict[str, str]:
    return {page: pages[page.replace(".md", ".html")].decode() for page in (*PAGES, ALONE)}


def labels(*added: dict[str, Any], first: str = "First") -> Items:
    """Return a navigation with a list of branches and a flat list."""
    branches: Items = [
        {first: [{"K": "k.md"}, {"L": "l.md"}]},
        {"Second": [{"M": "a/m.md"}, {"N": "n.md"}]},
        {"Third": [{"O": "a/b/o.md"}, {"P": "a/b/p.md"}]},
    ]
    branches[1:1] = added
    return [{"Home": "index.md"}, {"Labels": branches}, {"Guide": [{"Task": "o.md"}]}]


@pytest.mark.parametrize("features", ["sections", "tabs"])
@pytest.mark.parametrize("seed", range(12))
def test_pages_with_another_navigation_are_those_of_the_theme(
    tmp_path: Path, seed: int, features: str
) -> None:
    invent = random.Random(seed)
    before = after = any_tree(invent)
    for _ in range(invent.randint(1, 3)):
        after = edited(invent, after)
    old, new = (
        texts(built(tmp_path / name, items, FEATURES[features]))
        for name, items in (("before", before), ("after", after))
    )
    found = Leading(before, after, FEATURES[features]).exchanged(old)
    assert found == {page: new[page] for page in found}


@pytest.mark.parametrize("features", [PRUNED, TABS], ids=["all", "tabs"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (labels(), labels({"New": [{"Added": "a/added.md"}]})),
        (labels({"New": [{"Added": "a/added.md"}]}), labels()),
        (labels(), labels({"New": "a/added.md"})),
        (labels(), labels(first="Another & more")),
        (labels({"New": [{"Added": "a/added.md"}]}), labels({"N": [{"Added": "a/added.md"}]})),
    ],
    ids=["branch added", "removed", "label added", "renamed first", "renamed"],
)
def test_a_branch_more_or_with_another_name_is_shown_on_all_other_pages(
    tmp_path: Path, before: Items, after: Items, features: list[str]
) -> None:
    old, new = (
        texts(built(tmp_path / name, items, features))
        for name, items in (("before", before), ("after", after))
    )
    found = Leading(before, after, features).exchanged(old)
    assert found == {page: new[page] for page in found}
    # Between them stands the branch that is new or gone.
    beside = {"l.md", "a/m.md", "a/added.md"}
    assert found.keys() >= {"k.md", "n.md", "o.md", "a/b/o.md", ALONE, *PAGES} - beside
    assert found["n.md"] != old["n.md"]


def test_the_pages_before_and_after_one_are_left(tmp_path: Path) -> None:
    before, after = labels(), labels({"New": [{"Added": "a/added.md"}]})
    old = texts(built(tmp_path, before, PRUNED))
    found = Leading(before, after, PRUNED).exchanged(old)
    assert old.keys() - found.keys() == {"l.md", "a/m.md"}


def renamed(items: Items) -> Items:
    new = deepcopy(items)
    new[1]["Labels"][2]["Third"][1] = {"Another": "a/b/p.md"}
    return new


def test_a_page_with_another_name_is_left_with_those_beside_it(tmp_path: Path) -> None:
    old = texts(built(tmp_path, labels(), PRUNED))
    found = Leading(labels(), renamed(labels()), PRUNED).exchanged(old)
    assert old.keys() - found.keys() == {"a/b/o.md", "a/b/p.md", "o.md"}


@pytest.mark.parametrize(
    ("before", "after", "features"),
    [
        (labels(), labels(first="X"), ["navigation.sections"]),
        (labels(), labels(first="X"), ["navigation.prune"]),
        (labels(), labels({"Twice": "k.md"}), PRUNED),
        (labels(), labels({"Marks": "é.md"}), PRUNED),
        (labels(), labels({"Empty": []}), PRUNED),
        (labels(), [*labels(), {"Top": "a/added.md"}], TABS),
        (
            [*labels(), {"A": [{"B": [{"C": "a/p.md"}]}]}],
            [*labels(), {"A": [{"C": "a/p.md"}]}],
            TABS,
        ),
    ],
    ids=["whole", "closed", "twice", "address", "empty", "tabs", "deeper tab"],
)
def test_what_is_shown_in_a_way_that_is_not_known_is_left(
    tmp_path: Path, before: Items, after: Items, features: list[str]
) -> None:
    old = texts(built(tmp_path, before, features))
    assert Leading(before, after, features).exchanged(old) == {}
    assert Leading(after, before, features).exchanged(old) == {}


@pytest.mark.parametrize(
    ("this", "that"),
    [
        ("First", "Else"),
        ('class="md-nav__link"', 'class="other"'),
        ("<ul", "<ol"),
        ('<nav class="md-nav md-nav--primary', "<nav"),
        ('<div class="md-content"', "<div"),
        ("</ul>\n</nav>", "<li></li></ul>\n</nav>"),
    ],
)
def test_a_page_on_which_another_navigation_stands_is_left(
    tmp_path: Path, this: str, that: str
) -> None:
    page = texts(built(tmp_path, labels(), PRUNED))["n.md"]
    assert this in page
    for one in (page, page.replace(this, that)):
        found = Leading(labels(), labels(first="X"), PRUNED).exchanged({"n.md": one})
        assert bool(found) == (one == page)


def test_a_theme_that_is_not_known_is_not_learned_from_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = texts(built(tmp_path, labels(), PRUNED))["n.md"].replace("First", "Else")
    asked = []
    monkeypatch.setattr(leading, "outermost", lambda *_: asked.append(1))
    found = Leading(labels(), labels(first="X"), PRUNED)
    assert found.exchanged({f"{number}.md": page for number in range(99)}) == {}
    assert len(asked) == 50


def test_pages_of_a_translation_have_its_navigation(tmp_path: Path) -> None:
    own: Items = [{"All": "index.md"}, *labels()[1:]]
    spoken: list[Items] = [
        [{name: [{"Eins": "a/k.md"}, {"Zwei": "a/l.md"}]}, {"Drei": [{"Vier": "a/n.md"}]}]
        for name in ("Gruppe", "Sparte")
    ]
    tongue = Tongue("Deutsch", "Alle", ["a/"], [])
    pages = texts(built(tmp_path / "own", own, PRUNED))
    said, other = (
        texts(built(tmp_path / str(number), [{"Alle": "index.md"}, *items], PRUNED))
        for number, items in enumerate(spoken)
    )
    shown = {**pages, "a/n.md": said["a/n.md"]}
    before, after = ([*own, {"Deutsch": items}] for items in spoken)
    found = relisted(shown, (before, after), [tongue], PRUNED)
    assert found["a/n.md"] == other["a/n.md"] != said["a/n.md"]
    assert found["k.md"] == pages["k.md"]
    # It shows the navigation of another language than its own.
    assert "a/o.md" not in found
