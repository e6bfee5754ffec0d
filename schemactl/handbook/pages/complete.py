"""Everything on one page, for reading in one go and for paper."""

from collections.abc import Callable
from functools import cache, partial

from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.layout import MOST_SINGLE_PAGES, on_one_page
from schemactl.handbook.links import Atlas, Entry, Spot, url
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
    whole = cache(partial(_whole, atlas, source))
    several = len(atlas.taxonomies) > 1
    for task_id, taxonomy in atlas.taxonomies.items():
        task = taxonomy.task
        body += f"<h2>{escape(task.question or task.id)}</h2>" if several else ""
        entries = [atlas.entries[task_id, place.label.id] for place in taxonomy.places]
        body += "".join(
            of_labels.take(one, "printed", partial(_label, whole, one)) for one in entries
        )
    return bare(atlas, source, edition.title, body)


def _whole(atlas: Atlas, source: str) -> Atlas:
    """Return the atlas of all labels on one page."""
    return Atlas(atlas.edition, on_one_page(atlas.taxonomies.values(), source), atlas.words)


def _label(whole: Callable[[], Atlas], shown: Entry) -> str:
    entry = whole().entries[shown.taxonomy.task.id, shown.label.id]
    name = f'<h2 id="{escape(entry.anchor)}">{escape(entry.label.title)}</h2>'
    return f'{name}<div class="dense">{dense(whole(), entry)}</div>'
