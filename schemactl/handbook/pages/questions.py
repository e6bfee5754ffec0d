"""Questions: what annotators asked, what was decided, and what has become a rule."""

from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import anchor, escape, fragment, heading, identity, page, paragraphs
from schemactl.handbook.pages.frame import NONE_YET, cite, front, target, top, unsearched
from schemactl.handbook.pages.history import ruling
from schemactl.model.deadline import Term, last_day, parse_term
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
    within = asked.within if asked else ""
    term = parse_term(within)
    promise = f"<p>Answers come within {escape(within)}.</p>" if within else ""
    lead = (
        f"{promise}<p>What is open has no answer yet: nothing here is a rule until it is ruled.</p>"
    )
    oldest = sorted(edition.questions, key=lambda one: (one.date, one.id))
    waiting = "".join(_open(atlas, source, one, term) for one in oldest)
    return page(
        unsearched(front(atlas, "Questions")),
        top(atlas, source, []),
        heading(1, "Questions"),
        fragment(lead),
        heading(2, f"Open ({len(edition.questions)})", "_open"),
        fragment(f'<div class="cards">{waiting}</div>' if waiting else NONE_YET),
        heading(2, f"Ruled ({len(ruled)})", "_ruled"),
        fragment(_cards(atlas, source, ruled, term)),
        heading(2, f"Now a rule ({len(folded)})", "_folded"),
        fragment(_cards(atlas, source, folded, term)),
    )


def _open(atlas: Atlas, source: str, one: OpenRuling, term: Term | None) -> str:
    by = f" <span>by</span> <span>{escape(one.by)}</span>" if one.by else ""
    # The script says whether that day is over; no clock reaches the page.
    due = f", answer due by {_day(last_day(one.date, term), 'due')}" if term else ""
    return (
        f'<article class="card open"{identity(one.id)}><header><h3>Open</h3> {anchor(one.id)} '
        f"</header><blockquote>{paragraphs(one.item)}</blockquote>{_about(atlas, source, one)}"
        f"<p><small>Asked {_day(one.date)}{by}{due}</small></p></article>"
    )


def _about(atlas: Atlas, source: str, one: OpenRuling | Ruling) -> str:
    """Return the label that was nearest and the rule in doubt, where they were given."""
    nearest = f"Nearest: {target(atlas, source, None, one.nearest)}. " if one.nearest else ""
    doubt = f"In doubt: {cite(atlas, source, one.in_doubt)}." if one.in_doubt else ""
    return f"<p>{nearest}{doubt}</p>" if nearest or doubt else ""


def _day(day: str, kind: str = "") -> str:
    classes = f' class="{kind}"' if kind else ""
    return f'<time{classes} datetime="{escape(day)}">{escape(day)}</time>'


def _cards(atlas: Atlas, source: str, found: list[Ruling], term: Term | None) -> str:
    shown = "".join(
        ruling(atlas, source, one, _about(atlas, source, one) + _took(one, term)) for one in found
    )
    return f'<div class="cards">{shown}</div>' if shown else NONE_YET


def _took(one: Ruling, term: Term | None) -> str:
    """Say when it was asked, and whether the answer came in the time that was promised."""
    if one.asked is None:
        return ""
    late = ""
    if term is not None:
        due = last_day(one.asked, term)
        late = ", in time" if one.date <= due else f", late: due by {_day(due)}"
    return f"<p><small>Asked {_day(one.asked)}{late}</small></p>"
