"""One label or the other: a page per confusable pair and direction."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page, paragraphs
from schemactl.handbook.pages.examples import card
from schemactl.handbook.pages.frame import NONE_YET, cite, front, label_link, top, unsearched
from schemactl.handbook.pages.measured import confused
from schemactl.model.address import slug
from schemactl.model.schema import Confusable

_SHOWN = 2


class Pair(NamedTuple):
    """A confusable pair as seen from one of its labels."""

    confusable: Confusable
    one: Entry
    other: Entry
    path: str


def pair_path(atlas: Atlas, one: Entry, other: Entry) -> str:
    """Return where the page of two labels stands; the task is named where several have labels."""
    task = f"{one.taxonomy.task.id}/" if len(atlas.taxonomies) > 1 else ""
    names = f"{slug(one.label.id)}--{slug(other.label.id)}"
    return f"{atlas.edition.folder}/vs/{task}{names}"


def beside(atlas: Atlas, source: str, one: Entry, other: Entry, shown: str) -> str:
    """Return a link to the page of two labels, as text or as what is shown of it."""
    return link(url(source, Spot(pair_path(atlas, one, other), "", "")), shown or "side by side")


def pairs(atlas: Atlas) -> Iterator[Pair]:
    """Yield every pair twice, once from each side."""
    seen: set[str] = set()
    for task in atlas.edition.schema.tasks:
        for confusable in task.confusable:
            found = [atlas.label(task, label_id) for label_id in confusable.labels]
            for one, other in (found, found[::-1]):
                if one is None or other is None:
                    continue
                path = pair_path(atlas, one, other)
                if path not in seen:
                    seen.add(path)
                    yield Pair(confusable, one, other, path)


def render(atlas: Atlas, pair: Pair) -> str:
    """Return the Markdown of the page of one pair."""
    title = f"{pair.one.label.title} or {pair.other.label.title}"
    trail = [Spot(f"{atlas.edition.folder}/confusable", "", "Confusable labels")]
    ask = f'<p class="test">{escape(pair.confusable.ask)}</p>' if pair.confusable.ask else NONE_YET
    sides = "".join(_side(pair, entry) for entry in (pair.one, pair.other))
    return page(
        unsearched(front(atlas, title), is_wide=True),
        top(atlas, pair.path, trail),
        heading(1, title),
        fragment(ask + _often(atlas, pair)),
        fragment(f'<div class="pair">{sides}</div>'),
        heading(2, "Rules that decide between them", "_rules"),
        fragment(_rules(atlas, pair)),
        heading(2, "Examples", "_examples"),
        fragment(_examples(atlas, pair)),
    )


def _often(atlas: Atlas, pair: Pair) -> str:
    task = pair.other.taxonomy.task.id
    found = confused(atlas, pair.one).get(f"{task}/{pair.other.label.id}")
    return f'<p class="see measured">People mix them up {found.told}.</p>' if found else ""


def _side(pair: Pair, entry: Entry) -> str:
    when = pair.confusable.pick.get(entry.label.id, "")
    chosen = f"<p><strong>Choose it when:</strong> {escape(when)}</p>" if when else ""
    return (
        f'<div class="card side"><h3>{label_link(pair.path, entry)}</h3>'
        f"<div>{paragraphs(entry.label.definition)}</div>{chosen}</div>"
    )


def _rules(atlas: Atlas, pair: Pair) -> str:
    ids = {pair.one.label.id, pair.other.label.id}
    found = [
        f"<li><strong>{cite(atlas, pair.path, rule.id)}</strong> {escape(rule.text)}</li>"
        for rule in pair.one.taxonomy.task.tie_breaks
        if rule.use in ids and ids & set(rule.over)
    ]
    return f"<ul>{''.join(found)}</ul>" if found else NONE_YET


def _examples(atlas: Atlas, pair: Pair) -> str:
    """Return what is taken for the other first, then what is plainly the one."""
    found = []
    for entry, other in ((pair.one, pair.other), (pair.other, pair.one)):
        here = entry._replace(page=pair.path)
        label = entry.label
        mixed = [one for one in label.counterexamples if one.use == other.label.id]
        mixed = mixed or [one for one in label.edge_cases if one.use == other.label.id]
        shown = [(one, "yes") for one in label.examples[:_SHOWN]]
        shown += [(one, "no") for one in mixed[:_SHOWN]]
        cards = "".join(card(atlas, here, one, kind) for one, kind in shown)
        found.append(f'<div><h3>{escape(label.title)}</h3><div class="stacked">{cards}</div></div>')
    return f'<div class="pair">{"".join(found)}</div>'
