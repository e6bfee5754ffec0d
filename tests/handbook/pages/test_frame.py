"""Tests of frame."""

import pytest

from schemactl.handbook.links import Spot
from schemactl.handbook.pages.frame import (
    NO_BREAK,
    cite,
    front,
    label_link,
    plural,
    short_digest,
    swatch,
    target,
    top,
    versions,
)
from tests.handbook.editions import PAGES, an_atlas, an_entry, text_of

SOURCE = "tickets/rules"


def test_a_release_shows_its_refs_and_digests() -> None:
    atlas = an_atlas(pages=PAGES)
    shown = text_of(top(atlas, SOURCE, [Spot("tickets/labels/money", "", "Money")]))
    assert shown == (
        "Ticket routing \u203a Money Find a label k Keys ? "
        "schema:tickets@2.0.0 abababababab · guideline:tickets@2.1.0 abababababab"
    )
    assert "draft_banner" not in front(atlas, "a")


@pytest.mark.parametrize(
    ("pages", "what"),
    [(None, "The schema may"), (PAGES, "The schema and the guideline may")],
)
def test_a_draft_says_so_on_every_page(pages: dict[str, str] | None, what: str) -> None:
    atlas = an_atlas(pages=pages, digest="")
    shown = text_of(top(atlas, SOURCE, []))
    assert shown.startswith("Draft, do not label from this.")
    assert what in shown
    assert front(atlas, "a") == {
        "title": "a",
        "print": "tickets/print.css",
        "draft_banner": True,
    }
    assert versions(atlas.edition).startswith("schema:tickets@2.0.0 draft")


def test_home_has_no_way_back() -> None:
    assert "<nav" not in top(an_atlas(), "tickets/index", [])


def test_references() -> None:
    atlas = an_atlas()
    entry = an_entry(atlas, "billing-dispute")
    link = '<a class="label" href="labels/billing-dispute.html">Billing dispute</a>'
    assert label_link(SOURCE, entry) == f"{link}{NO_BREAK}<kbd>1</kbd>"
    assert target(atlas, SOURCE, entry, "gone<") == "gone&lt;"
    assert cite(atlas, SOURCE, "T1") == '<a class="rule" href="#T1">T1</a>'
    assert cite(atlas, SOURCE, "T9") == "T9"


def test_small_things() -> None:
    assert short_digest("") == "draft"
    assert swatch(None) == ""
    assert 'fill="#b23b3b"' in swatch("#b23b3b")
    assert "style" not in swatch("#b23b3b")
    assert (plural(1, "label"), plural(1200, "label")) == ("1 label", "1,200 labels")
