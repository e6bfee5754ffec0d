"""Cheat sheet: one row per label, twelve to a printed page."""

from collections.abc import Iterator
from functools import partial

from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import (
    escape,
    first_sentence,
    fragment,
    heading,
    key,
    link,
    page,
    table_of,
    table_row,
)
from schemactl.handbook.pages.frame import (
    NO_BREAK,
    NONE_YET,
    cite,
    front,
    label_link,
    top,
    unsearched,
)
from schemactl.model.taxonomy import Taxonomy

ON_A_PAGE = 12
_HEADS = ["Key", "Label", "One line", "Not this, but", "Tie-break"]
_LINE = 90
_NOT = 44
_MOST = 2


def render(atlas: Atlas, of_labels: LabelTexts = UNKNOWN) -> str:
    """Return the Markdown of the cheat sheet."""
    source = f"{atlas.edition.folder}/cheat-sheet"
    several = len(atlas.taxonomies) > 1
    blocks = []
    for taxonomy in atlas.taxonomies.values():
        if several:
            blocks.append(heading(2, taxonomy.task.question or taxonomy.task.id))
        blocks += [
            fragment(table_of(_HEADS, rows, "sheet"))
            for rows in _pages(atlas, source, taxonomy, of_labels)
        ]
    whole = Spot(f"{atlas.edition.folder}/print", "", "everything on one page")
    all_of_it = link(url(source, whole), whole.title)
    lead = f"Made to be printed, twelve labels to a page. There is also {all_of_it}."
    return page(
        unsearched(front(atlas, "Cheat sheet"), is_wide=True),
        top(atlas, source, []),
        heading(1, f"Cheat sheet: {atlas.edition.title}"),
        fragment(f'<p class="screen">{lead}</p>'),
        *(blocks or [fragment(NONE_YET)]),
    )


def _pages(atlas: Atlas, source: str, taxonomy: Taxonomy, of_labels: LabelTexts) -> Iterator[str]:
    """Yield the rows of each page."""
    entries = [atlas.entries[taxonomy.task.id, label.id] for label in taxonomy.selectable]
    rows = [of_labels.take(one, "row", partial(_written, atlas, source, one)) for one in entries]
    for start in range(0, len(rows), ON_A_PAGE):
        yield "".join(rows[start : start + ON_A_PAGE])


def _written(atlas: Atlas, source: str, entry: Entry) -> str:
    return table_row(_HEADS, _row(atlas, source, entry))


def _row(atlas: Atlas, source: str, entry: Entry) -> list[str]:
    label = entry.label
    return [
        key(label.hotkey),
        link(url(source, entry.spot), escape(label.title), "label"),
        escape(first_sentence(label.definition, _LINE)),
        "; ".join(_not_this(atlas, source, entry)),
        "; ".join(_ties(atlas, source, entry)),
    ]


def _not_this(atlas: Atlas, source: str, entry: Entry) -> Iterator[str]:
    named = [clause for clause in entry.label.exclude if clause.use]
    for clause in named[:_MOST]:
        found = atlas.label(entry.taxonomy.task, clause.use or "")
        right = (
            "nothing" if found is None else (key(found.label.hotkey) or label_link(source, found))
        )
        yield f"{escape(first_sentence(clause.text, _NOT))} →{NO_BREAK}{right}"


def _ties(atlas: Atlas, source: str, entry: Entry) -> Iterator[str]:
    task = entry.taxonomy.task
    for rule in task.tie_breaks:
        if rule.use == entry.label.id:
            losers = (atlas.label(task, one) for one in rule.over)
            beats = " ".join(
                key(one.label.hotkey) or escape(one.label.title)
                for one in losers
                if one is not None
            )
            cited = cite(atlas, source, rule.id)
            yield f"{cited} <span>beats</span> {beats}" if beats else escape(rule.id)
