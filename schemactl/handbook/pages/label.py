"""Label page: twelve parts in a fixed order; and the page of many labels, which is denser."""

from schemactl.handbook.layout import LabelPage
from schemactl.handbook.links import Atlas, Entry, Spot
from schemactl.handbook.markup import first_sentence, fragment, heading, page
from schemactl.handbook.pages.choosing import confusable, path, unsure
from schemactl.handbook.pages.criteria import criteria, definition, facts
from schemactl.handbook.pages.examples import cards, images
from schemactl.handbook.pages.frame import NONE_YET, front, plural, top
from schemactl.handbook.pages.history import changes, foot, related, rulings
from schemactl.model.address import slug

LABELS_FIRST = 2.0


def render(atlas: Atlas, leaf: LabelPage, edit_url: str = "") -> str:
    """Return the Markdown of a page of one label or of a branch."""
    entries = [atlas.entries[leaf.taxonomy.task.id, place.label.id] for place in leaf.places]
    return (
        _branch(atlas, entries, edit_url)
        if leaf.is_branch
        else _single(atlas, entries[0], edit_url)
    )


def _single(atlas: Atlas, entry: Entry, edit_url: str) -> str:
    label, task = entry.label, entry.taxonomy.task
    file_name = entry.page.rpartition("/")[2]
    return page(
        front(atlas, label.title, first_sentence(label.definition), LABELS_FIRST),
        top(atlas, entry.page, _trail(atlas, entry)),
        heading(1, label.title),
        fragment(facts(atlas, entry) + definition(atlas, entry)),
        heading(2, "Include and exclude", "_criteria"),
        fragment(criteria(atlas, entry)),
        heading(2, "Examples", "_examples"),
        fragment(cards(atlas, entry)),
        heading(2, "Confusable with", "_confusable"),
        fragment(confusable(atlas, entry)),
        heading(2, "Decision path", "_path"),
        fragment(path(atlas, entry)),
        heading(2, "Images", "_images"),
        fragment(images(atlas, entry)),
        heading(2, "When you are not sure", "_unsure"),
        fragment(unsure(atlas, entry.page, task, f"{file_name}.html")),
        heading(2, "Questions and rulings", "_rulings"),
        fragment(rulings(atlas, entry)),
        heading(2, "Related labels", "_related"),
        fragment(related(atlas, entry)),
        heading(2, "Changes", "_changes"),
        fragment(changes(atlas, entry)),
        fragment(foot(atlas, edit_url)),
    )


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
            heading(2, entry.label.title, slug(entry.label.id)),
            fragment(_dense(atlas, entry), "dense"),
        ]
    return page(
        front(atlas, name, "", LABELS_FIRST),
        top(atlas, first.page, _trail(atlas, first)),
        heading(1, name),
        fragment(f"<p>{plural(len(entries), 'label')} on this page.</p>"),
        *blocks,
        fragment(foot(atlas, edit_url)),
    )


def _dense(atlas: Atlas, entry: Entry) -> str:
    """Return a label's parts in the same order; those without content are named in one line."""
    label = entry.label
    parts = {
        "Include and exclude": criteria(atlas, entry) if label.include or label.exclude else "",
        "Examples": cards(atlas, entry),
        "Confusable with": confusable(atlas, entry),
        "Decision path": path(atlas, entry),
        "Images": images(atlas, entry),
        "Questions and rulings": rulings(atlas, entry),
        "Related labels": related(atlas, entry),
        "Changes": changes(atlas, entry),
    }
    missing = [name for name, content in parts.items() if content in ("", NONE_YET)]
    shown = "".join(f"<h3>{name}</h3>{parts[name]}" for name in parts if name not in missing)
    none = f'<p class="none">None yet: {", ".join(missing).lower()}.</p>' if missing else ""
    return facts(atlas, entry) + definition(atlas, entry) + shown + none
