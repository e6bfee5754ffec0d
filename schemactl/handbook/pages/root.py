"""Root of the site: one card per schema."""

from collections.abc import Sequence

from schemactl.handbook.commons import NO_COMMONS, Commons
from schemactl.handbook.edition import Edition
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import (
    escape,
    first_sentence,
    fragment,
    heading,
    link,
    page,
    title,
)
from schemactl.handbook.pages.frame import DRAFT, plural
from schemactl.handbook.pages.records import TITLE

SOURCE = "index"


def render(
    atlases: Sequence[Atlas],
    site_name: str,
    records: str = "",
    shared: Commons = NO_COMMONS,
) -> str:
    """Return the Markdown of the page that lists the schemas; `records` is the audit folder."""
    cards = "".join(_card(atlas) for atlas in atlases)
    listed = link(url(SOURCE, Spot(f"{records}/index", "", "")), TITLE)
    audit = f"<p>For auditors: {listed}.</p>" if records else ""
    lead = f"<p>{plural(len(atlases), 'schema')}. Choose the one that you label with.</p>"
    return page(
        {"title": title(site_name), **shared.front()},
        shared.frame(SOURCE) if shared.folders else "",
        heading(1, site_name),
        fragment(lead),
        fragment(f'<ul class="grid-labels schemas">{cards}</ul>{audit}'),
    )


def _card(atlas: Atlas) -> str:
    edition = atlas.edition
    spot = Spot(f"{edition.folder}/index", "", edition.title)
    draft = f'<span class="chip draft-chip">{DRAFT}</span>' if edition.is_draft else ""
    count = plural(len(atlas.entries), "label")
    return (
        f"<li><span>{link(url(SOURCE, spot), escape(edition.title), 'label')}{draft}"
        f"<small>{escape(_summary(edition))}</small>"
        f"<small>{count} · {_refs(edition)}</small></span></li>"
    )


def _refs(edition: Edition) -> str:
    """Return what is in force; digests stand on the pages that are labeled by."""
    releases = (edition.schema_release, edition.guideline_release)
    return " · ".join(f"<span>{escape(one.ref)}</span>" for one in releases if one is not None)


def _summary(edition: Edition) -> str:
    return first_sentence(edition.schema.summary or edition.schema.purpose, 200)
