"""Permanence: what stood in the handbook of earlier releases, and where its readers go today.

An address that was once given out leads somewhere for ever: a page that is gone becomes a page
that says so, and an anchor that is gone stands at the foot of its page.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.handbook.case_anchors import case_anchor
from schemactl.handbook.languages import in_own_language
from schemactl.handbook.links import Atlas, Entry, Spot, examples_of, url
from schemactl.handbook.markup import escape, fragment, heading, link, page
from schemactl.handbook.pages.frame import first_folder, front, top, unsearched
from schemactl.handbook.pages.guide import Guide
from schemactl.handbook.pages.versus import pairs
from schemactl.handbook.timeline import Milestone
from schemactl.model.release import GuidelineRelease

# The anchors of the parts of a label page.
PARTS = (
    *("_criteria", "_examples", "_confusable", "_path", "_images"),
    *("_unsure", "_rulings", "_related", "_changes"),
)


class Former(NamedTuple):
    """An anchor of an earlier release, or "" for the whole page; `title` says what it was."""

    anchor: str
    title: str
    version: str
    label: tuple[str, str] | None = None


Formers = dict[str, dict[str, Former]]


def formers(atlas: Atlas, guide: Guide) -> Formers:
    """Return what earlier releases had on each page and the present one has not."""
    earlier = list(_earlier(atlas))
    if not earlier:
        return {}
    present: dict[str, set[str]] = {}
    for path, one in _spots(atlas, guide, ""):
        present.setdefault(path, set()).add(one.anchor)
    found: Formers = {}
    for old in earlier:
        version = old.edition.schema.version
        for path, one in _spots(old, Guide(old), version):
            if one.anchor not in present.get(path, ()):
                found.setdefault(path, {})[one.anchor] = one
    return found


def _earlier(atlas: Atlas) -> Iterator[Atlas]:
    """Yield what the handbook knew at each earlier release, oldest first."""
    edition = atlas.edition
    explained: list[GuidelineRelease | None] = [
        one.guideline for one in edition.guide_timeline if one.guideline is not None
    ]
    for milestone in edition.timeline:
        if milestone.schema is None or milestone.version == edition.schema.version:
            continue
        shown = edition._replace(schema_release=milestone.schema, timeline=())
        if atlas.words:
            # What people wrote then is told from our own words too.
            shown = in_own_language(shown)
        for guideline in explained or [None]:
            yield Atlas(shown._replace(guideline_release=guideline))
    if len(edition.timeline) == 1:
        yield from (Atlas(edition._replace(guideline_release=one)) for one in explained[:-1])


def _spots(atlas: Atlas, guide: Guide, version: str) -> Iterator[tuple[str, Former]]:
    """Yield every page and anchor that readers may have a link to."""
    for key, entry in atlas.entries.items():
        what = Former(entry.anchor, entry.label.title, version, key)
        yield entry.page, what
        yield from ((entry.page, what._replace(anchor=name)) for name in _within(entry))
    for spot in (*atlas.examples.values(), *atlas.rules.values()):
        yield spot.page, Former(spot.anchor, spot.title, version)
    for pair in pairs(atlas):
        title = f"{pair.one.label.title} or {pair.other.label.title}"
        for anchor in ("", "_rules", "_examples"):
            yield pair.path, Former(anchor, title, version)
    yield from _of_the_guide(guide, version)


def _within(entry: Entry) -> Iterator[str]:
    """Yield the anchors inside a label's own page or part of a page."""
    yield from () if entry.anchor else PARTS
    middle = [entry.anchor] if entry.anchor else []
    for number, example in enumerate(examples_of(entry.label), start=1):
        if not example.id:
            yield case_anchor(entry, example)
        if example.image:
            yield "_".join(["", "image", *middle, str(number)])


def _of_the_guide(guide: Guide, version: str) -> Iterator[tuple[str, Former]]:
    for name, passages in guide.passages.items():
        yield guide.path(name), Former("", guide.title(name), version)
        for passage in passages:
            if passage.anchor:
                yield guide.path(name), Former(passage.anchor, passage.content, version)


def successors(milestones: Iterable[Milestone], task: str, label: str) -> tuple[str, ...]:
    """Follow a label through the releases after the one it was last in; () where it just ended."""
    current = {label}
    for milestone in milestones:
        for turn in milestone.turns:
            change = turn.judgement.change
            moved = change.kind in ("label-recoded", "label-merged", "label-split")
            if moved and change.task == task and current & set(change.source):
                current = (current - set(change.source)) | set(change.target)
    return tuple(sorted(current - {label}))


def gone_page(atlas: Atlas, path: str, gone: dict[str, Former]) -> str:
    """Return the Markdown of a page that is no longer what it was."""
    what = gone.get("") or next(iter(gone.values()))
    near = [link(url(path, spot), escape(spot.title), "label") for spot in _today(atlas, what)]
    instead = f"Today see {', '.join(near)}." if near else "Nothing has taken its place."
    changes = Spot(f"{first_folder(atlas)}/changes", "", "changes")
    notice = (
        f'<p class="notice"><strong>No longer in use.</strong> {escape(what.title)} was last part '
        f"of version {escape(what.version)}. {instead} What happened stands under "
        f"{link(url(path, changes), changes.title)}.</p>"
    )
    anchors = [anchor for anchor in gone if anchor]
    return page(
        unsearched(front(atlas, what.title)),
        top(atlas, path, []),
        heading(1, what.title),
        fragment(notice + _marks(anchors)),
    )


def _today(atlas: Atlas, what: Former) -> Iterator[Spot]:
    if what.label is None:
        return
    task, label = what.label
    here = atlas.entries.get((task, label))
    followed = successors(atlas.edition.timeline, task, label)
    own = atlas.edition.schema.task(task)
    for one in (here,) if here else (atlas.label(own, other) for other in followed):
        if one is not None:
            yield one.spot


def at_the_foot(atlas: Atlas, path: str, gone: dict[str, Former]) -> str:
    """Return what stands at the foot of a page for readers of anchors that are gone."""
    shown = []
    for anchor, one in gone.items():
        elsewhere = atlas.find(one.title) if one.label is None else None
        now = f" is at {link(url(path, elsewhere), escape(one.title))}" if elsewhere else ""
        text = now or f" was last part of version {escape(one.version)}"
        shown.append(f'<li id="{escape(anchor)}">#{escape(anchor)}{text}.</li>')
    return fragment(
        f"<details><summary>No longer on this page ({len(shown)})</summary>"
        f"<ul>{''.join(shown)}</ul></details>",
        "gone",
        is_searched=False,
    )


def _marks(anchors: list[str]) -> str:
    return "".join(f'<span id="{escape(one)}"></span>' for one in anchors)
