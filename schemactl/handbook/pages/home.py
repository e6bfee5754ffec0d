"""Home of a schema: the question, the labels with their keys, and the ways to decide."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

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
    paragraphs,
)
from schemactl.handbook.pages import contact_sheet, decide
from schemactl.handbook.pages.changed import changed_for_you
from schemactl.handbook.pages.choosing import advice, attributes
from schemactl.handbook.pages.frame import (
    NONE_YET,
    first_folder,
    followed,
    front,
    plural,
    swatch,
    target,
    top,
)
from schemactl.handbook.pages.practice import practice_cases
from schemactl.handbook.pages.work import work
from schemactl.model.label import Label
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy

MOST_CARDS = 200


class Group(NamedTuple):
    """Labels that stand together: those of one top branch, or a run of labels without one."""

    head: Label | None
    labels: tuple[Label, ...]


def groups(taxonomy: Taxonomy) -> list[Group]:
    """Return the labels in document order, by their top branch."""
    found: list[Group] = []
    for place in taxonomy.places:
        label = place.label
        if place.depth == 1 and label.labels:
            own = (label,) if taxonomy.is_selectable(label) else ()
            found.append(Group(label, own))
        elif place.depth == 1 and (not found or found[-1].head is not None):
            found.append(Group(None, (label,)))
        elif place.depth == 1 or taxonomy.is_selectable(label):
            found[-1] = Group(found[-1].head, (*found[-1].labels, label))
    return found


def render(atlas: Atlas, of_labels: LabelTexts = UNKNOWN) -> str:
    """Return the Markdown of a schema's home."""
    edition = atlas.edition
    schema = edition.schema
    source = f"{edition.folder}/index"
    several = len(schema.tasks) > 1
    blocks = [
        block
        for task in schema.tasks
        for block in _task_blocks(atlas, source, task, several, of_labels)
    ]
    return page(
        followed(atlas, front(atlas, edition.title, schema.summary)),
        top(atlas, source, []),
        heading(1, edition.title),
        fragment(_lead(atlas, source), "lead"),
        *blocks,
        *changed_for_you(atlas, source),
    )


def _lead(atlas: Atlas, source: str) -> str:
    schema = atlas.edition.schema
    purpose = f"<p><strong>Why:</strong> {escape(schema.purpose)}</p>" if schema.purpose else ""
    ways = "".join(
        f"<li>{link(url(source, spot), escape(spot.title))}</li>"
        for spot in (*doors(atlas), *_in_the_first(atlas))
    )
    summary = f"<p>{paragraphs(schema.summary)}</p>" if schema.summary else ""
    return f'{summary}{purpose}<ul class="doors">{ways}</ul>'


def doors(atlas: Atlas) -> Iterator[Spot]:
    """Yield the pages beside the labels that have content."""
    edition = atlas.edition
    tasks = edition.schema.tasks
    copied = edition.is_copy
    ruled = any(t.tie_breaks or t.conventions or t.draw or t.tolerance for t in tasks)
    shown = [
        ("decide", "Decide", decide.is_of_use(edition.schema)),
        ("rules", "Rules and tie-breaks", ruled or bool(edition.schema.constraints)),
        ("confusable", "Confusable labels", any(task.confusable for task in tasks)),
        ("glossary", "Glossary", bool(atlas.entries)),
        ("cheat-sheet", "Cheat sheet", bool(atlas.entries)),
        ("contact-sheet", contact_sheet.TITLE, any(contact_sheet.cases(atlas))),
        ("cases", "Hard cases", any(e.label.edge_cases for e in atlas.entries.values())),
        ("faq", "Rulings", bool(edition.rulings)),
        ("questions", "Questions", edition.guideline_release is not None and not copied),
        ("practice", "Practice", bool(practice_cases(atlas)) and not edition.is_frozen),
        ("changes", "Changes", bool(edition.timeline) and not copied),
        ("guide/index", "Guideline", edition.guideline_release is not None),
    ]
    for name, title, is_there in shown:
        if is_there:
            yield Spot(f"{edition.folder}/{name}", "", title)


def _in_the_first(atlas: Atlas) -> Iterator[Spot]:
    """Yield the pages that a translation has in the first language only."""
    edition = atlas.edition
    if edition.language:
        first = edition._replace(place=first_folder(atlas), language="")
        own = {spot.title for spot in doors(atlas)}
        yield from (spot for spot in doors(Atlas(first)) if spot.title not in own)


def _task_blocks(
    atlas: Atlas, source: str, task: Task, several: bool, of_labels: LabelTexts
) -> Iterator[str]:
    title = task.question or ("Labels" if not several else task.id)
    yield heading(2, title, task.id)
    yield fragment(work(task), "task")
    taxonomy = atlas.taxonomies.get(task.id)
    if taxonomy is not None:
        yield fragment(_grid(atlas, source, taxonomy, of_labels))
    if task.attributes:
        yield fragment(f"<h3>Then also answer</h3>{attributes(task)}")
    said = NONE_YET if taxonomy is None else advice(atlas, source, task)
    if said != NONE_YET:
        yield fragment(f"<h3>When you are not sure</h3>{said}", "card unsure")


def _grid(atlas: Atlas, source: str, taxonomy: Taxonomy, of_labels: LabelTexts) -> str:
    if any(spot[1] for spot in _spots(atlas, taxonomy)):
        return _pages(atlas, source, taxonomy)
    if len(taxonomy.places) <= MOST_CARDS:
        return _groups(atlas, source, taxonomy, dense=False)
    make = partial(_groups, atlas, source, taxonomy, dense=True)
    return of_labels.take_shared(f"names {taxonomy.task.id}", make)


def _groups(atlas: Atlas, source: str, taxonomy: Taxonomy, dense: bool) -> str:
    """Return a list for each group, of cards or, where it is `dense`, of names alone."""
    parts = []
    for group in groups(taxonomy):
        head = ""
        if group.head is not None:
            entry = _entry(atlas, taxonomy, group.head)
            head = f"<h3>{target(atlas, source, entry, group.head.id)}</h3>"
        items = "".join(
            _row(source, _entry(atlas, taxonomy, label))
            if dense
            else _card(source, _entry(atlas, taxonomy, label))
            for label in group.labels
        )
        parts.append(f'{head}<ul class="{"names" if dense else "grid-labels"}">{items}</ul>')
    return "".join(parts)


def _spots(atlas: Atlas, taxonomy: Taxonomy) -> list[tuple[str, str]]:
    task_id = taxonomy.task.id
    return [spot for (task, _), spot in atlas.layout.where.items() if task == task_id]


def _entry(atlas: Atlas, taxonomy: Taxonomy, label: Label) -> Entry:
    return atlas.entries[taxonomy.task.id, label.id]


def _card(source: str, entry: Entry) -> str:
    label = entry.label
    old = ' <span class="chip">deprecated</span>' if label.deprecated else ""
    return (
        f"<li>{key(label.hotkey)}<span>{swatch(label.color)}"
        f"{link(url(source, entry.spot), escape(label.title), 'label')}{old}"
        f"<small>{escape(first_sentence(label.definition, 90))}</small></span></li>"
    )


def _row(source: str, entry: Entry) -> str:
    return f"<li>{link(url(source, entry.spot), escape(entry.label.title))}</li>"


def _pages(atlas: Atlas, source: str, taxonomy: Taxonomy) -> str:
    """Return one card per page of labels, for schemas that are too large for a card per label."""
    cards = []
    for leaf in atlas.layout.pages:
        if leaf.taxonomy is not taxonomy:
            continue
        first, last = leaf.places[0].label, leaf.places[-1].label
        through = "" if taxonomy.children.get(first.id) else f" to {escape(last.title)}"
        spot = Spot(leaf.path, "", first.title)
        cards.append(
            f"<li><span>{link(url(source, spot), escape(first.title) + through, 'label')}"
            f"<small>{plural(len(leaf.places), 'label')}</small></span></li>"
        )
    return f'<ul class="grid-labels">{"".join(cards)}</ul>'
