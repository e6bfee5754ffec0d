"""Tests of bare."""

from schemactl.handbook.pages.bare import around, bare
from schemactl.handbook.pages.frame import SUPERSEDED
from tests.handbook.editions import an_atlas, text_of


def test_a_bare_page_finds_its_styles_and_says_its_version() -> None:
    shown = bare(an_atlas(), "tickets/embed/a", "A <b>", "<p>Body</p>", " · more")
    assert 'href="../../assets/handbook.css"' in shown
    assert 'media="print" href="../print.css"' in shown
    assert "<title>A &lt;b&gt;</title>" in shown
    assert "Body schema:tickets@2.0.0 sha256:abababababab · more" in text_of(shown)
    assert "Draft" not in shown
    assert 'rel="icon" href="../../assets/logo.svg"' in shown


def test_a_bare_page_of_a_draft_or_copy_shows_what_it_is() -> None:
    draft = bare(an_atlas(digest=""), "tickets/print", "A", "")
    assert "Draft, do not label from this." in text_of(draft)
    assert 'rel="icon" href="../assets/draft.svg"' in draft
    assert SUPERSEDED in bare(an_atlas(is_frozen=True, place="t/v/1"), "t/v/1/print", "A", "")


def test_what_stands_around_the_content_makes_a_page_of_it() -> None:
    before, after = around(an_atlas(), "tickets/print", "A", "more")
    assert f"{before}B{after}" == bare(an_atlas(), "tickets/print", "A", "B", "more")
