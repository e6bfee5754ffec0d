"""Tests of rulings."""

from schemactl.handbook.pages.faq import render
from tests.handbook.editions import PAGES, an_atlas, text_of


def test_rulings_are_shown_with_their_label() -> None:
    shown = render(an_atlas(pages=PAGES))
    assert '<article class="card ruling" id="r-1">' in shown
    assert "Billing dispute 1 by T1 #r-1 A strange case." in text_of(shown)


def test_without_rulings_there_is_none_yet() -> None:
    assert "None yet." in render(an_atlas())
