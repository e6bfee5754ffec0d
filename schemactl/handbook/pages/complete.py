"""Everything on one page, for reading in one go and for paper."""

from collections.abc import Callable
from functools import cache, partial

from schemactl.handbook.file_texts import FileTexts
from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.layout import MOST_SINGLE_PAGES, on_one_page
from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import escape, link
from schemactl.handbook.pages.bare import around, bare
from schemactl.handbook.pages.frame import plural
from schemactl.handbook.pages.label import dense

_TOO_MANY = (
    "<p>There are too many labels for one page. Print the page of a branch, or the cheat sheet.</p>"
)


def printed(atlas: Atlas, of_labels: LabelTexts) -> FileTexts:
    """Return the page by the path of its file."""
    return FileTexts([(f"{atlas.edition.folder}/print.html", render(atlas, of_labels))])


def render(atlas: Atlas, of_labels: LabelTexts = UNKNOWN) -> bytes:
    """Return all labels on one HTML page in UTF-8; links between labels stay on it.

    What is known of the labels is in UTF-8 already, and too much to be read for nothing.
    """
    edition = atlas.edition
    source = f"{edition.folder}/print"
    home = link(url(source, Spot(f"{edition.folder}/index", "", "")), "Home")
    lead = f'<p class="screen">{plural(len(atlas.entries), "label")}. {home}</p>'
    if len(atlas.entries) > MOST_SINGLE_PAGES:
        return bare(atlas, source, edition.title, lead + _TOO_MANY).encode()
    before, after = around(atlas, source, edition.title)
    parts = [before.encode(), lead.encode()]
    whole = cache(partial(_whole, atlas, source))
    several = len(atlas.taxonomies) > 1
    for task_id, taxonomy in atlas.taxonomies.items():
        task = taxonomy.task
        parts.append(f"<h2>{escape(task.question or task.id)}</h2>".encode() if several else b"")
        entries = [atlas.entries[task_id, place.label.id] for place in taxonomy.places]
        parts += [
            of_labels.take_bytes(one, "printed", partial(_label, whole, one)) for one in entries
        ]
    return b"".join([*parts, after.encode()])


def _whole(atlas: Atlas, source: str) -> Atlas:
    """Return the atlas of all labels on one page."""
    return Atlas(atlas.edition, on_one_page(atlas.taxonomies.values(), source), atlas.words)


def _label(whole: Callable[[], Atlas], shown: Entry) -> str:
    entry = whole().entries[shown.taxonomy.task.id, shown.label.id]
    name = f'<h2 id="{escape(entry.anchor)}">{escape(entry.label.title)}</h2>'
    return f'{name}<div class="dense">{dense(whole(), entry)}</div>'
