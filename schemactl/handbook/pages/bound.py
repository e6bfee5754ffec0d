"""Bound: pages of a schema as chapters of one page; links lead from where that stands."""

import posixpath
import re
from collections.abc import Callable, Iterator

_HEADING = re.compile(r"(#+) (.*?)(?: \{#[^}]*\})?")
_FRAME = '<div class="frame"'
_ADDRESS = re.compile(r' (href|src)="([^":]*)"')
_ID = re.compile(r' id="[^"]*"')
_DEEPEST = 6


def chapter(page: str, path: str, source: str, within: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the blocks of a page's Markdown but its frame as HTML, each on a line of its own.

    `path` is where the page stands and `source` where it is bound; neither has an ending. What has
    an address has it on the page itself, to which links to a part of it lead. `within` gives an
    address of what is bound there as well.
    """
    _, _, text = page.partition("\n---\n")
    for block in filter(None, (one.strip() for one in text.split("\n\n"))):
        heading = _HEADING.fullmatch(block)
        if heading is not None:
            level = min(len(heading[1]) + 1, _DEEPEST)
            yield f"\n<h{level}>{heading[2]}</h{level}>"
        elif not block.startswith(_FRAME):
            yield f"\n{_from(block, path, source, within)}"


def _from(block: str, path: str, source: str, within: Callable[[str], str]) -> str:
    """Return a block with addresses as seen from another page."""
    there, here = posixpath.dirname(path), posixpath.dirname(source)
    name = f"{posixpath.basename(path)}.html"

    def moved(found: re.Match[str]) -> str:
        kind, address = found.groups()
        file, sign, anchor = address.partition("#")
        goal = posixpath.relpath(posixpath.join(there, file or name), here)
        return f' {kind}="{within(f"{goal}{sign}{anchor}")}"'

    return _ADDRESS.sub(moved, _ID.sub("", block))
