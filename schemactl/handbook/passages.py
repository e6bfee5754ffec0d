"""Passages: the parts of a page of a guideline, and what the page can refer to."""

from collections.abc import Callable
from typing import NamedTuple

from schemactl.handbook.links import Spot


class Passage(NamedTuple):
    """A part of a page: a heading with its level and anchor, or a block of HTML (level 0)."""

    level: int
    content: str
    anchor: str = ""


class Remark(NamedTuple):
    """What was not shown as written: the text in the file, what became of it, where it stands."""

    value: str
    message: str
    start: int | None = None


class Surroundings(NamedTuple):
    """What a page can refer to: `[[links]]`, its own pictures and the other pages."""

    find: Callable[[str], tuple[str, Spot] | None]
    picture: Callable[[str], str | None]
    page: Callable[[str], str | None]
