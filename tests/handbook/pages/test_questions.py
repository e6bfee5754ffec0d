"""Tests of questions."""

from schemactl.handbook.pages.questions import render
from schemactl.model.guideline import OpenRuling
from tests.handbook.editions import PAGES, an_atlas, text_of


def test_what_is_open_is_no_rule() -> None:
    question = OpenRuling(id="r-9", item="Is <this> a bill?", by="ann", date="2026-11-20")
    shown = render(an_atlas(pages=PAGES, questions=(question,)))
    text = text_of(shown)
    assert "Answers come within a day." in text
    assert "Is <this> a bill? Asked 2026-11-20 by ann" in text
    assert text.index("Is <this>") < text.index("A strange case.")
    assert 'id="r-9"' in shown
    assert text.count("None yet.") == 1
