"""Questions: what annotators asked, what was decided, and what has become a rule."""

from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import anchor, escape, fragment, heading, identity, page, paragraphs
from schemactl.handbook.pages.frame import NONE_YET, front, top, unsearched
from schemactl.handbook.pages.history import ruling
from schemactl.model.guideline import OpenRuling, Ruling


def render(atlas: Atlas) -> str:
    """Return the Markdown of the page of open, ruled and folded questions."""
    edition = atlas.edition
    source = f"{edition.folder}/questions"
    newest = sorted(edition.rulings, key=lambda one: (one.date, one.id), reverse=True)
    ruled = [one for one in newest if not one.folded_into]
    folded = [one for one in newest if one.folded_into]
    release = edition.guideline_release
    asked = None if release is None else release.guideline.escalation
    promise = (
        f"<p>Answers come within {escape(asked.within)}.</p>" if asked and asked.within else ""
    )
    lead = (
        f"{promise}<p>What is open has no answer yet: nothing here is a rule until it is ruled.</p>"
    )
    waiting = "".join(_open(one) for one in sorted(edition.questions, key=lambda q: (q.date, q.id)))
    return page(
        unsearched(front(atlas, "Questions")),
        top(atlas, source, []),
        heading(1, "Questions"),
        fragment(lead),
        heading(2, f"Open ({len(edition.questions)})", "_open"),
        fragment(f'<div class="cards">{waiting}</div>' if waiting else NONE_YET),
        heading(2, f"Ruled ({len(ruled)})", "_ruled"),
        fragment(_cards(atlas, source, ruled)),
        heading(2, f"Now a rule ({len(folded)})", "_folded"),
        fragment(_cards(atlas, source, folded)),
    )


def _open(one: OpenRuling) -> str:
    by = f" by {escape(one.by)}" if one.by else ""
    day = f'<time datetime="{escape(one.date)}">{escape(one.date)}</time>'
    return (
        f'<article class="card open"{identity(one.id)}><header><h3>Open</h3> {anchor(one.id)} '
        f"</header><blockquote>{paragraphs(one.item)}</blockquote>"
        f"<p><small>Asked {day}{by}</small></p></article>"
    )


def _cards(atlas: Atlas, source: str, found: list[Ruling]) -> str:
    shown = "".join(ruling(atlas, source, one) for one in found)
    return f'<div class="cards">{shown}</div>' if shown else NONE_YET
