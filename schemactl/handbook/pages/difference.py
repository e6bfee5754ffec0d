"""Difference: one label in two versions, side by side, with words struck and added."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page
from schemactl.handbook.pages.changed import article, name_of, version_page
from schemactl.handbook.pages.frame import front, top, unsearched
from schemactl.handbook.timeline import Milestone, Turn
from schemactl.model.address import slug

# Beyond this many changed labels the page of the version shows them all.
MOST_PAGES = 300


class Difference(NamedTuple):
    """What one release changed about one label; its address has the task where two share an id."""

    task: str
    label: str
    address: str
    path: str
    was: Milestone
    now: Milestone
    turns: tuple[Turn, ...]


def differences(atlas: Atlas) -> Iterator[Difference]:
    """Yield the labels that each release changed."""
    timeline = atlas.edition.timeline
    for was, now in pairwise(timeline):
        found: dict[tuple[str, str], list[Turn]] = {}
        for turn in now.turns:
            for label in turn.labels:
                found.setdefault((turn.judgement.change.task or "", label), []).append(turn)
        if len(found) > MOST_PAGES:
            continue
        folder = f"{atlas.edition.folder}/diff/{was.version}--{now.version}"
        shared = Counter(label for _, label in found)
        for (task, label), turns in found.items():
            is_shared = shared[label] > 1
            address = f"{task}/{label}" if is_shared else label
            path = f"{folder}/{task}/{slug(label)}" if is_shared else f"{folder}/{slug(label)}"
            yield Difference(task, label, address, path, was, now, tuple(turns))


def render(atlas: Atlas, one: Difference) -> str:
    """Return the Markdown of the page."""
    known = atlas.entries.get((one.task, one.label))
    name = name_of(atlas, one.address) if known is None else known.label.title
    title = f"{name}: {one.was.version} → {one.now.version}"
    version = version_page(atlas, one.now)
    trail = [
        Spot(f"{atlas.edition.folder}/changes", "", "Changes"),
        Spot(version, "", one.now.version),
    ]
    today = "" if known is None else link(url(one.path, known.spot), escape(name))
    lead = f"<p>The label today: {today}.</p>" if today else "<p>The label is gone today.</p>"
    return page(
        unsearched(front(atlas, title), is_wide=True),
        top(atlas, one.path, trail),
        heading(1, title),
        fragment(lead + "".join(article(atlas, one.path, one.now, turn, 2) for turn in one.turns)),
    )
