"""Everything on one page, for reading in one go and for paper."""

from schemactl.handbook.layout import MOST_SINGLE_PAGES, on_one_page
from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import fragment, heading, page
from schemactl.handbook.pages.frame import front, plural, top, unsearched
from schemactl.handbook.pages.label import dense

TITLE = "Everything on one page"
_TOO_MANY = (
    "<p>There are too many labels for one page. Print the page of a branch, or the cheat sheet.</p>"
)


def render(atlas: Atlas) -> str:
    """Return the Markdown of all labels on one page; links between labels stay on it."""
    edition = atlas.edition
    source = f"{edition.folder}/print"
    blocks = []
    if len(atlas.entries) > MOST_SINGLE_PAGES:
        blocks.append(fragment(_TOO_MANY))
    else:
        whole = Atlas(edition, on_one_page(edition.schema, source))
        several = len(whole.taxonomies) > 1
        for leaf in whole.layout.pages:
            task = leaf.taxonomy.task
            if several:
                blocks.append(heading(2, task.question or task.id))
            for place in leaf.places:
                entry = whole.entries[task.id, place.label.id]
                blocks += [
                    heading(3 if several else 2, entry.label.title, entry.anchor),
                    fragment(dense(whole, entry), "dense"),
                ]
    return page(
        unsearched(front(atlas, TITLE)),
        top(atlas, source, []),
        heading(1, f"{edition.title}: {TITLE[0].lower()}{TITLE[1:]}"),
        fragment(f"<p>{plural(len(atlas.entries), 'label')}.</p>"),
        *blocks,
    )
