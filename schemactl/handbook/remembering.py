"""Remembering: items of the navigation that are the same on many pages, written once for all.

The theme writes the whole navigation anew for every page, which takes longer than everything else
that it does. An item that does not lead to the page itself differs only by the folder that its
address is relative to, so that all pages of a folder share it. The theme's own template writes it;
a template that looks at the page in a way that is not known here is left as it is.
"""

import re
from collections.abc import Callable
from posixpath import dirname
from typing import Any

from jinja2 import BaseLoader, Environment
from jinja2.meta import find_undeclared_variables
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

ITEM = "partials/nav-item.html"
# Where the theme writes an item: in the tree, and in the item above.
_CALLS = {
    "partials/nav.html": (
        "{{ item.render(nav_item, path, 1) }}",
        "{{ nav_item | remembered(item.render, page, path, 1) }}",
    ),
    ITEM: (
        '{{ render(item, path ~ "_" ~ loop.index, level + 1, nav_item) }}',
        '{{ item | remembered(render, page, path ~ "_" ~ loop.index, level + 1, nav_item) }}',
    ),
}
# What only an item that leads to the page asks of it.
_OF_THE_PAGE = re.compile(r"nav_item == page|index == page|set toc = page\.toc")
# These are pages of a blog, which nobody has here.
_OF_A_BLOG = re.compile(r"page in nav_item\.pages|set nav_item = page")
_PAGE = re.compile(r"\bpage\b")
_SET = re.compile(r"\bset (\w+) =")
_KNOWN = {"config", "features", "page"}


def remember(environment: Environment) -> None:
    """Have the templates of an environment write an item of the navigation once per folder."""
    assert environment.loader is not None
    environment.loader = _Loader(environment.loader)
    # A filter, since templates call one without asking what it is.
    environment.filters["remembered"] = _Memory().remembered


def is_known(environment: Environment, source: str) -> bool:
    """Tell whether the template of an item asks nothing of the page but what is known here."""
    if _PAGE.search(_OF_A_BLOG.sub("", _OF_THE_PAGE.sub("", source))):
        return False
    used = find_undeclared_variables(environment.parse(source)) - set(_SET.findall(source))
    return used <= _KNOWN


class _Loader(BaseLoader):
    """Loads the templates of another loader, those of the navigation with a memory."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, file, is_current = self.loader.get_source(environment, template)
        if template in _CALLS:
            item, _, _ = self.loader.get_source(environment, ITEM)
            if is_known(environment, item):
                source = source.replace(*_CALLS[template])
        return source, file, is_current

    def list_templates(self) -> list[str]:
        return self.loader.list_templates()


class _Memory:
    """Knows what was written of each item, by the folder of the page that shows it."""

    def __init__(self) -> None:
        self.known: dict[str, dict[tuple[object, ...], str]] = {}
        self.page: Page | None = None
        self.here: dict[tuple[object, ...], str] = {}

    def remembered(
        self,
        item: Page | Section,
        render: Callable[..., str],
        page: Page | None,
        *place: Any,
    ) -> str:
        """Return an item at its place: an id, a level, and the item above where there is one."""
        # An error page has no folder.
        if page is None or item.active:
            return render(item, *place)
        if page is not self.page:
            self.page = page
            self.here = self.known.setdefault(dirname(page.url), {})
        name, level, *above = place
        key = (id(item), name, level, *(one.active for one in above))
        found = self.here.get(key)
        if found is None:
            found = self.here[key] = render(item, *place)
        return found
