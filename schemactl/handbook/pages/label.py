"""Label page: twelve parts in a fixed order; and the page of many labels, which is denser."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from schemactl.handbook.layout import LabelPage
from schemactl.handbook.links import Atlas, Entry, Spot
from schemactl.handbook.markup import escape, fragment, heading, page
from schemactl.handbook.pages.choosing import confusable, path, unsure, unsure_of_several
from schemactl.handbook.pages.conventions import called, conventions
from schemactl.handbook.pages.criteria import criteria, definition, facts
from schemactl.handbook.pages.examples import cards, images
from schemactl.handbook.pages.frame import NONE_YET, front, plural, top
from schemactl.handbook.pages.history import changes, foot, related, rulings

UNSURE = "When you are not sure"


class Section(NamedTuple):
    """A part of a label page under a heading; no id that people choose starts like its anchor."""

    anchor: str
    name: str
    content: str


def render(atlas: Atlas, leaf: LabelPage, edit_url: str = "") -> str:
    """Return the Markdown of a page of one label or of a branch."""
    entries = [atlas.entries[leaf.taxonomy.task.id, place.label.id] for place in leaf.places]
    return (
        _branch(atlas, entries, edit_url)
        if leaf.is_branch
        else _single(atlas, entries[0], edit_url)
    )


def _single(atlas: Atlas, entry: Entry, edit_url: str) -> str:
    label = entry.label
    sections = [
        Section("_criteria", "Include and exclude", criteria(atlas, entry)),
        Section("_examples", "Examples", cards(atlas, entry)),
        Section("_confusable", "Confusable with", confusable(atlas, entry)),
        Section("_path", "Decision path", path(atlas, entry)),
        Section("_images", *_drawn(atlas, entry)),
        Section("_unsure", UNSURE, unsure(atlas, entry)),
        Section("_rulings", "Questions and rulings", rulings(atlas, entry)),
        Section("_related", "Related labels", related(atlas, entry)),
        Section("_changes", "Changes", changes(atlas, entry)),
    ]
    return page(
        front(atlas, label.title, words=[label.title, label.id, *label.synonyms, *label.aliases]),
        top(atlas, entry.page, _trail(atlas, entry)),
        heading(1, label.title),
        fragment(_here(entry) + facts(atlas, entry) + definition(atlas, entry)),
        *_in_order(sections),
        foot(atlas, edit_url),
    )


def _drawn(atlas: Atlas, entry: Entry) -> tuple[str, str]:
    """Return part 7 with its name: the pictures, and how regions of the task are marked."""
    task = entry.taxonomy.task
    shown = images(atlas, entry)
    said = conventions(atlas, entry.page, task, is_home=False)
    name = called(task)
    if not said:
        return "Images", shown
    return (name, said) if shown == NONE_YET else ("Images", f"{shown}<h3>{name}</h3>{said}")


def _here(entry: Entry) -> str:
    """Tell the script which label the page is about."""
    task = entry.taxonomy.task.id
    address = escape(f"{task}/{entry.label.id}")
    return f'<span data-task-here="{task}" data-label-here="{address}"></span>'


def _in_order(sections: list[Section]) -> Iterator[str]:
    """Yield the sections; those without content stay out of the table of contents."""
    for is_empty, group in groupby(sections, key=lambda one: one.content == NONE_YET):
        if is_empty:
            yield fragment("".join(_empty(one) for one in group), "empty")
            continue
        for section in group:
            yield heading(2, section.name, section.anchor)
            yield fragment(section.content)


def _empty(section: Section) -> str:
    unsearched = 'data-search-exclude="1"'
    return f'<h2 id="{section.anchor}" {unsearched}>{section.name}</h2>{NONE_YET}'


def _trail(atlas: Atlas, entry: Entry) -> list[Spot]:
    """Return the labels above, from the top down."""
    found: list[Spot] = []
    for above in reversed(entry.taxonomy.ancestors(entry.label.id)):
        higher = atlas.label(entry.taxonomy.task, above)
        if higher is not None:
            found.append(higher.spot)
    return found


def _branch(atlas: Atlas, entries: list[Entry], edit_url: str) -> str:
    first = entries[0]
    name = first.label.title
    if len(entries) > 1 and not first.taxonomy.children.get(first.label.id):
        name = f"{name} to {entries[-1].label.title}"
    blocks = []
    for entry in entries:
        blocks += [
            heading(2, entry.label.title, entry.anchor),
            fragment(dense(atlas, entry), "dense"),
        ]
    return page(
        front(atlas, name, words=[entry.label.id for entry in entries]),
        top(atlas, first.page, _trail(atlas, first)),
        heading(1, name),
        fragment(f"<p>{plural(len(entries), 'label')} on this page.</p>"),
        *blocks,
        *_in_order([Section("_unsure", UNSURE, unsure_of_several(atlas, first))]),
        foot(atlas, edit_url),
    )


def dense(atlas: Atlas, entry: Entry) -> str:
    """Return a label's parts in the same order; those without content are named in one line."""
    parts = {
        "Include and exclude": criteria(atlas, entry),
        "Examples": cards(atlas, entry),
        "Confusable with": confusable(atlas, entry),
        "Decision path": path(atlas, entry),
        "Images": images(atlas, entry),
        "Questions and rulings": rulings(atlas, entry),
        "Related labels": related(atlas, entry),
        "Changes": changes(atlas, entry),
    }
    missing = [name for name, content in parts.items() if content == NONE_YET]
    shown = "".join(f"<h3>{name}</h3>{parts[name]}" for name in parts if name not in missing)
    # English has small letters within a sentence; another language has them where it wants to.
    listed = ", ".join(atlas.words.get(name) or name.lower() for name in missing)
    none = f'<p class="none">None yet: {listed}.</p>' if missing else ""
    return facts(atlas, entry) + definition(atlas, entry) + shown + none
