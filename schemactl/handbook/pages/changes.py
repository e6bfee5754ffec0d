"""Changes: all versions of a schema and its guideline, and a page for each of them."""

from collections.abc import Iterator

from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page, table
from schemactl.handbook.pages.changed import article, line, marking, name_of, version_page, word
from schemactl.handbook.pages.frame import FEED, NONE_YET, followed, front, plural, top, unsearched
from schemactl.handbook.timeline import Milestone, Timeline, Turn

TITLE = "Changes"
MOST_ARTICLES = 300


def render(atlas: Atlas, copies: dict[str, str]) -> str:
    """Return the Markdown of the list of versions; `copies` lead from a ref to its frozen copy."""
    edition = atlas.edition
    source = f"{edition.folder}/changes"
    blocks = [heading(2, "Versions", "_versions"), fragment(_versions(atlas, source, copies))]
    for milestone in reversed(edition.timeline):
        blocks += [
            heading(2, milestone.ref, f"_{milestone.version}"),
            fragment(_summary(atlas, source, milestone), "since-all"),
        ]
    return page(
        followed(atlas, unsearched(front(atlas, TITLE))),
        top(atlas, source, []),
        heading(1, TITLE),
        fragment('<p class="told" role="status"></p>'),
        *blocks,
    )


def _versions(atlas: Atlas, source: str, copies: dict[str, str]) -> str:
    edition = atlas.edition
    rows = [
        [
            link(url(source, Spot(version_page(atlas, one), "", "")), escape(one.ref)),
            escape(one.date) or "unknown",
            plural(len(one.turns), "change") if one.number > 1 else "first release",
            f"<code>{escape(one.digest[:19])}</code>",
            _copy(source, copies.get(one.ref)),
        ]
        for timeline in (edition.timeline, edition.guide_timeline)
        for one in reversed(timeline)
    ]
    heads = ["Version", "In force since", "Changes", "Digest", "As it was"]
    # It lies beside the page.
    follow = f"<p>To be told of new versions: {link(FEED, 'feed of releases')}.</p>"
    return f"{table(heads, rows, 'versions')}{follow}" if rows else NONE_YET


def _copy(source: str, path: str | None) -> str:
    return "" if path is None else link(url(source, Spot(path, "", "")), "frozen copy")


def _summary(atlas: Atlas, source: str, milestone: Milestone) -> str:
    if milestone.number == 1:
        return "<p>First release.</p>"
    lines = "".join(line(atlas, source, milestone, turn) for turn in milestone.turns)
    return f'<ul class="turns">{lines}</ul>' if lines else "<p>Nothing that a reader notices.</p>"


def render_version(atlas: Atlas, milestone: Milestone, pages: dict[str, str]) -> str:
    """Return the Markdown of one version's changes, by kind, those to act on first.

    `pages` lead from a label to the page that shows its texts side by side.
    """
    source = version_page(atlas, milestone)
    trail = [Spot(f"{atlas.edition.folder}/changes", "", TITLE)]
    blocks = [
        block
        for name, turns in _groups(milestone)
        for block in (
            heading(2, f"{name} ({len(turns)})"),
            fragment(
                "".join(article(atlas, source, milestone, turn) for turn in turns[:MOST_ARTICLES])
                + _rest(turns)
            ),
        )
    ]
    links = ", ".join(
        link(url(source, Spot(path, "", "")), marking(atlas)(escape(name_of(atlas, label))))
        for label, path in pages.items()
    )
    day = f"<p>In force since {escape(milestone.date)}.</p>" if milestone.date else ""
    return page(
        unsearched(front(atlas, milestone.ref)),
        top(atlas, source, trail),
        heading(1, milestone.ref),
        fragment(day + (f"<p>Side by side: {links}</p>" if links else "")),
        *(blocks or [fragment("<p>First release.</p>")]),
    )


def _groups(milestone: Milestone) -> Iterator[tuple[str, list[Turn]]]:
    """Yield the changes by kind; kinds that change what annotators do come first."""
    shown: set[str] = set()
    for is_behaviour in (True, False):
        found: dict[str, list[Turn]] = {}
        for turn in milestone.turns:
            if turn.is_behaviour == is_behaviour:
                name = word(turn).capitalize()
                told = f"{name}, annotations stay" if name in shown else name
                found.setdefault(told, []).append(turn)
        yield from found.items()
        shown |= set(found)


def _rest(turns: list[Turn]) -> str:
    """Return the changes beyond those that are shown whole, each as its anchor and name."""
    rest = "".join(
        f'<li id="{turn.mark}">{escape(", ".join(turn.labels))}</li>'
        for turn in turns[MOST_ARTICLES:]
    )
    return f'<ul class="names">{rest}</ul>' if rest else ""


def milestones(atlas: Atlas) -> Timeline:
    """Return the releases of schema and guideline that have a page of changes."""
    return (*atlas.edition.timeline, *atlas.edition.guide_timeline)
