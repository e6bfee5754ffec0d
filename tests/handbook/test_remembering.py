"""Tests of remembering: the navigation is what the theme writes for each page alone."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, PackageLoader

from schemactl.handbook import shortcut
from schemactl.handbook.generator import generate
from schemactl.handbook.remembering import ITEM, is_known, remember
from tests.handbook.test_rendering import content

MACRO = "{% macro render(nav_item, path, level, parent) %}"
_ANCHORS = {"permalink": "#", "permalink_title": "x", "toc_depth": 3}
FEATURES = {
    "expanded": ["navigation.expand", "navigation.sections", "navigation.indexes"],
    "pruned": ["navigation.prune", "navigation.sections", "toc.integrate"],
    "tabs": ["navigation.tabs", "navigation.sections", "navigation.prune"],
}


def a_site(root: Path, features: list[str]) -> Path:
    """Write pages in folders and beside the navigation, two folders deep."""
    names = ["index", *(f"{one}/{page}" for one in "ab" for page in ("index", "x", "c/y", "c/z"))]
    for name in [*names, "alone", "a/alone"]:
        file = root / "docs" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{{}}\n---\n\n<div>{name}</div>\n\n# {name[-1]}\n\n## More\n")
    folders = [
        {one: [f"{one}/index.md", {"X": f"{one}/x.md"}, {"C": [f"{one}/c/y.md", f"{one}/c/z.md"]}]}
        for one in "ab"
    ]
    settings = {
        "site_name": "x",
        "use_directory_urls": False,
        "theme": {"name": "material", "features": features, "font": False},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", {"toc": _ANCHORS}],
        # The same page at two places, and an address elsewhere.
        "nav": [{"Home": "index.md"}, *folders, {"Again": "a/x.md"}, {"Out": "https://a.example"}],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    file = root / "mkdocs.yml"
    file.write_text(json.dumps(settings))
    return file


@pytest.mark.parametrize("features", FEATURES.values(), ids=FEATURES.keys())
def test_every_page_has_the_navigation_that_the_theme_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, features: list[str]
) -> None:
    file = a_site(tmp_path, features)
    generate(file, tmp_path / "remembered")
    monkeypatch.setattr(shortcut, "fits", lambda _: False)
    generate(file, tmp_path / "anew")
    assert content(tmp_path / "remembered") == content(tmp_path / "anew")


class Item:
    """An item that counts how often it is written."""

    def __init__(self, is_active: bool = False) -> None:
        self.active = is_active
        self.times = 0

    @property
    def title(self) -> str:
        self.times += 1
        return "T"


def written(item: Item, *pages: str) -> int:
    """Return how often an item is written for pages, of which the empty one is an error page."""
    templates = {
        ITEM: f"{MACRO}{{{{ nav_item.title }}}}{{% endmacro %}}",
        "partials/nav.html": f"{{% import '{ITEM}' as item with context %}}{{% set path = 'a' %}}"
        "{{ item.render(nav_item, path, 1) }}",
    }
    environment = Environment(loader=DictLoader(templates))
    remember(environment)
    for url in pages:
        page = SimpleNamespace(url=url) if url else None
        tree = environment.get_template("partials/nav.html")
        assert tree.render(nav_item=item, page=page) == "T"
    return item.times


def test_an_item_is_written_once_for_the_pages_of_a_folder() -> None:
    assert written(Item(), "a/x.html", "a/y.html", "a/z.html") == 1
    assert written(Item(), "a/x.html", "x.html", "a/c/x.html", "x.html") == 3
    assert written(Item(is_active=True), "a/x.html", "a/x.html") == 2
    assert written(Item(), "", "") == 2


def test_the_templates_of_the_theme_are_remembered() -> None:
    loader = PackageLoader("material", "templates")
    environment = Environment(loader=loader)
    remember(environment)
    assert environment.loader is not None
    for name in (ITEM, "partials/nav.html"):
        source, _, _ = environment.loader.get_source(environment, name)
        assert source.count("| remembered(") == 1
    assert environment.list_templates() == loader.list_templates()


@pytest.mark.parametrize("asked", ["page.url", "base_url"])
def test_a_template_that_may_depend_on_more_is_left_alone(asked: str) -> None:
    other = f"{MACRO}{{{{ {asked} }}}}{{{{ render(item, 1) }}}}{{% endmacro %}}"
    assert not is_known(Environment(), other)
    tree = "{{ item.render(nav_item, path, 1) }}"
    environment = Environment(loader=DictLoader({ITEM: other, "partials/nav.html": tree}))
    remember(environment)
    assert environment.loader is not None
    assert environment.loader.get_source(environment, "partials/nav.html")[0] == tree
