"""Rendered: what the last build left in a work folder, and which of its pages still hold.

`state.json` says what each page was made from: its Markdown, what of the navigation stands on it,
and the frame that all pages share; and of each file of the HTML its size and time, as it or a copy
that shares its bytes may have been edited.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import orjson

from schemactl.handbook.listing import Listing
from schemactl.handbook.surroundings import ELSEWHERE

STATE = "state.json"

Digests = Mapping[str, str]
Stamps = Mapping[str, list[int]]


class Rendered(NamedTuple):
    """A build of pages: digests of the frame, of the Markdown, and of what surrounds each page.

    That of `navigation` is of all that the digests of what surrounds pages were made from.
    """

    frame: str = ""
    pages: Digests = {}
    around: Digests = {}
    stamps: Stamps = {}
    navigation: str = ""

    def surrounding(self, page: str) -> str | None:
        """Return the digest of what of the navigation stands on a page."""
        return self.around.get(page, self.around.get(ELSEWHERE))


def read_rendered(work: Path) -> Rendered:
    """Read what a build left; a file that is missing or broken tells of none."""
    try:
        found = orjson.loads((work / STATE).read_bytes())
    except (OSError, ValueError):
        return Rendered()
    if not isinstance(found, dict) or found.keys() != set(Rendered._fields):
        return Rendered()
    is_sound = all(isinstance(found[name], dict) for name in ("pages", "around", "stamps"))
    return Rendered(**found) if is_sound else Rendered()


def write_rendered(work: Path, rendered: Rendered) -> None:
    """Leave word for the next build."""
    (work / STATE).write_bytes(orjson.dumps(rendered._asdict()))


def stamps(files: Listing) -> dict[str, list[int]]:
    """Return size and time of each file."""
    return {name: [one.st_size, one.st_mtime_ns] for name, one in files.items()}


def standing(before: Rendered, now: Rendered, pages: Iterable[str]) -> list[str]:
    """Return those of the pages that are as they were left.

    There are none where the frame differs, or a file that is no page: scripts, styles, the search.
    """
    addresses = {address(path) for path in before.pages}
    others = before.stamps.keys() - addresses
    if before.frame != now.frame or any(
        now.stamps.get(name) != before.stamps[name] for name in others
    ):
        return []
    return [
        path
        for path in pages
        if path in before.pages and _is_intact(address(path), before.stamps, now.stamps)
    ]


def _is_intact(name: str, then: Stamps, now: Stamps) -> bool:
    return name in now and then.get(name) == now[name]


def address(path: str) -> str:
    """Return where the page of a Markdown file stands in the site."""
    return f"{path.removesuffix('.md')}.html"
