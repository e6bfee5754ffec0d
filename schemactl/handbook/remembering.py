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

TEMPLATE = "partials/nav-item.html"
_MACRO = "{% macro render(nav_item, path, level, parent) %}"
_INSTEAD = (
    "{% macro render(nav_item, path, level, parent) %}"
    "{{ remembered(render_anew, page, nav_item, path, level, parent) }}{% endmacro %}"
    "{% macro render_anew(nav_item, path, level, parent) %}"
)
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
    environment.globals["remembered"] = _Memory().remembered


def with_memory(environment: Environment, source: str) -> str:
    """Return the template of an item with a memory, or as it is if other things may matter."""
    left = _PAGE.search(_OF_A_BLOG.sub("", _OF_THE_PAGE.sub("", source)))
    if left or source.count(_MACRO) != 1:
        return source
    used = find_undeclared_variables(environment.parse(source)) - set(_SET.findall(source))
    if not used <= _KNOWN:
        return source
    return source.replace(_MACRO, _INSTEAD)


class _Loader(BaseLoader):
    """Loads the templates of another loader, one of them with a memory."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, file, is_current = self.loader.get_source(environment, template)
        if template == TEMPLATE:
            source = with_memory(environment, source)
        return source, file, is_current

    def list_templates(self) -> list[str]:
        return self.loader.list_templates()


class _Memory:
    """Knows what was written of each item, by the folder of the page that shows it."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], str] = {}

    def remembered(
        self,
        render: Callable[..., str],
        page: Page | None,
        item: Page | Section,
        *place: Any,
    ) -> str:
        """Return an item at its place: an id, a level, and the item above where there is one."""
        # An error page has no folder.
        if page is None or item.active:
            return render(item, *place)
        name, level, above = place
        key = (dirname(page.url), id(item), name, level, bool(above) and above.active)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = render(item, *place)
        return found
