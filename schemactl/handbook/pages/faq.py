"""Rulings: decisions on single hard items, newest first."""

from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import fragment, heading, page
from schemactl.handbook.pages.frame import NONE_YET, front, top
from schemactl.handbook.pages.history import ruling


def render(atlas: Atlas) -> str:
    """Return the Markdown of the page of all rulings."""
    edition = atlas.edition
    source = f"{edition.folder}/faq"
    newest_first = sorted(edition.rulings, key=lambda one: (one.date, one.id), reverse=True)
    shown = "".join(ruling(atlas, source, one) for one in newest_first)
    return page(
        front(atlas, "Rulings"),
        top(atlas, source, []),
        heading(1, "Rulings"),
        fragment(f'<div class="cards">{shown}</div>' if shown else NONE_YET),
    )
