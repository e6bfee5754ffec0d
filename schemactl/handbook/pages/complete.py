"""Everything on one page, for reading in one go and for paper."""

from collections.abc import Iterator
from functools import partial

from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.layout import MOST_SINGLE_PAGES, LabelPage, on_one_page
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import escape, link
from schemactl.handbook.pages.bare import bare
from schemactl.handbook.pages.frame import plural
from schemactl.handbook.pages.label import dense

_TOO_MANY = (
    "<p>There are too many labels for one page. Print the page of a branch, or the cheat sheet.</p>"
)


def render(atlas: Atlas, of_labels: LabelTexts = UNKNOWN) -> str:
    """Return all labels on one HTML page; links between labels stay on it."""
    edition = atlas.edition
    source = f"{edition.folder}/print"
    home = link(url(source, Spot(f"{edition.folder}/index", "", "")), "Home")
    body = f'<p class="screen">{plural(len(atlas.entries), "label")}. {home}</p>'
    if len(atlas.entries) > MOST_SINGLE_PAGES:
        return bare(atlas, source, edition.title, body + _TOO_MANY)
    whole = Atlas(edition, on_one_page(edition.schema, source), atlas.words)
    several = len(whole.taxonomies) > 1
    for leaf in whole.layout.pages:
        task = leaf.taxonomy.task
        body += f"<h2>{escape(task.question or task.id)}</h2>" if several else ""
        body += "".join(_printed(atlas, whole, leaf, of_labels))
    return bare(atlas, source, edition.title, body)


def _printed(atlas: Atlas, whole: Atlas, leaf: LabelPage, of_labels: LabelTexts) -> Iterator[str]:
    for place in leaf.places:
        entry = atlas.entries[leaf.taxonomy.task.id, place.label.id]
        yield of_labels.take(entry, "printed", partial(_label, whole, leaf, place.label.id))


def _label(whole: Atlas, leaf: LabelPage, label_id: str) -> str:
    entry = whole.entries[leaf.taxonomy.task.id, label_id]
    name = f'<h2 id="{escape(entry.anchor)}">{escape(entry.label.title)}</h2>'
    return f'{name}<div class="dense">{dense(whole, entry)}</div>'
