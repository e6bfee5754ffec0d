"""Contact sheet: every picture and sound of the examples at a glance, each with its right label."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.handbook.case_anchors import case_anchor
from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page
from schemactl.handbook.pages.examples import picture, sound
from schemactl.handbook.pages.frame import NONE_YET, front, target, top, unsearched
from schemactl.model.identifiers import NOTHING
from schemactl.model.label import Example

TITLE = "Contact sheet"
MOST_CASES = 600
_KINDS = {"examples": "yes", "counterexamples": "no", "edge_cases": "edge"}
_MARKS = {"yes": "✓", "no": "✗", "edge": "◆"}


class Shown(NamedTuple):
    """A case that is seen or heard: whose label it stands at, and as what."""

    entry: Entry
    example: Example
    kind: str


def cases(atlas: Atlas) -> Iterator[Shown]:
    """Yield the examples, counterexamples and edge cases that have a picture or a sound."""
    yield from (Shown(entry, example, _KINDS[part]) for entry, part, example in atlas.depicted)


def render(atlas: Atlas) -> str:
    """Return the Markdown of the contact sheet."""
    source = f"{atlas.edition.folder}/contact-sheet"
    found = list(cases(atlas))
    figures = "".join(_figure(atlas, source, one) for one in found[:MOST_CASES])
    left = len(found) - MOST_CASES
    more = f"<p>{left:,} more, on the pages of the labels.</p>" if left > 0 else ""
    return page(
        unsearched(front(atlas, TITLE), is_wide=True),
        top(atlas, source, []),
        heading(1, TITLE),
        fragment(f'<div class="sheet-of-cases">{figures}</div>{more}' if figures else NONE_YET),
    )


def _figure(atlas: Atlas, source: str, one: Shown) -> str:
    entry, example = one.entry, one.example
    here = entry._replace(page=source)
    shown = ""
    if example.image:
        bones = entry.taxonomy.task.skeleton
        shown += picture(atlas, source, example.image, example, bones)
    if example.audio:
        shown += sound(atlas, here, example)
    return (
        f'<figure class="{one.kind}">{shown}<figcaption>'
        f'<span class="mark">{_MARKS[one.kind]}</span> {_right(atlas, source, one)} '
        f"{_own(source, one)}</figcaption></figure>"
    )


def _right(atlas: Atlas, source: str, one: Shown) -> str:
    """Return the right label; what is no case of its label says of which it is none."""
    entry, use = one.entry, one.example.use
    home = target(atlas, source, entry, entry.label.id)
    if one.kind == "yes" or use in (None, entry.label.id):
        return f"not {home}" if one.kind == "no" else home
    right = "mark nothing" if use == NOTHING else target(atlas, source, entry, str(use))
    return f"{right}, not {home}"


def _own(source: str, one: Shown) -> str:
    example = one.example
    address = url(source, Spot(one.entry.page, case_anchor(one.entry, example), ""))
    return link(address, f"#{escape(example.id or '')}", "self")
