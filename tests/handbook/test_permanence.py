"""Tests of permanence."""

from schemactl.handbook.book import compile_book
from schemactl.handbook.pages.guide import Guide
from schemactl.handbook.permanence import at_the_foot, formers, gone_page, successors
from tests.handbook.editions import (
    PAGES,
    STEPS,
    an_old_version,
    guideline_versions,
    text_of,
    two_versions,
)


def test_what_is_there_today_is_not_gone() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    found = formers(atlas, Guide(atlas))
    assert set(found) == {
        *("tickets/labels/praise", "tickets/labels/credit", "tickets/labels/billing-dispute"),
    }
    assert set(found["tickets/labels/billing-dispute"]) == {"bd-000"}


def test_a_label_leads_to_what_took_its_place() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    assert successors(atlas.edition.timeline, "intent", "credit") == ("refund",)
    assert successors(atlas.edition.timeline, "intent", "praise") == ()
    pages = compile_book([atlas.edition]).pages
    merged = pages["tickets/labels/credit.md"]
    assert "Credit was last part of version 1.0.0. Today see Refund ." in text_of(merged)
    assert '<span id="_examples"></span>' in merged
    retired = text_of(pages["tickets/labels/praise.md"])
    assert "Nothing has taken its place." in retired


def test_an_anchor_stays_on_its_page() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    page = compile_book([atlas.edition]).pages["tickets/labels/billing-dispute.md"]
    assert '<li id="bd-000">#bd-000 was last part of version 1.0.0.</li>' in page


def test_headings_of_a_guideline_stay_too() -> None:
    timeline = guideline_versions()
    atlas = two_versions(an_old_version(), STEPS, pages=PAGES, guide_timeline=timeline)
    gone = formers(atlas, Guide(atlas))["tickets/guide/task"]
    assert set(gone) == {"old-part"}
    assert 'id="old-part"' in at_the_foot(atlas, "tickets/guide/task", gone)
    assert "No longer in use" in gone_page(atlas, "tickets/guide/task", gone)
