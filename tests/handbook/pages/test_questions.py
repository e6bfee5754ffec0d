"""Tests of questions."""

from schemactl.handbook.links import Atlas
from schemactl.handbook.pages.questions import render
from schemactl.model.guideline import OpenRuling
from tests.handbook.editions import PAGES, RULING, a_guideline, an_atlas, an_edition, text_of


def test_what_is_open_is_no_rule() -> None:
    question = OpenRuling(id="r-9", item="Is <this> a bill?", by="ann", date="2026-11-20")
    shown = render(an_atlas(pages=PAGES, questions=(question,)))
    text = text_of(shown)
    assert "Answers come within a day." in text
    assert "Is <this> a bill? Asked 2026-11-20 by ann , answer due by 2026-11-21" in text
    assert text.index("Is <this>") < text.index("A strange case.")
    assert 'id="r-9"' in shown
    assert text.count("None yet.") == 1


def test_a_question_leads_to_the_label_and_the_rule_in_doubt() -> None:
    question = OpenRuling(
        id="r-9", item="?", date="2026-11-20", nearest="intent/refund", in_doubt="T1"
    )
    shown = render(an_atlas(pages=PAGES, questions=(question,)))
    assert "Nearest: Refund . In doubt: T1 ." in text_of(shown)
    assert 'href="rules.html#T1"' in shown
    assert 'class="due" datetime="2026-11-21"' in shown


def test_what_was_ruled_says_whether_it_was_in_time() -> None:
    for day, told in (
        ("2026-05-03", "Asked 2026-05-03 , in time"),
        ("2026-05-02", "Asked 2026-05-02 , late: due by 2026-05-03"),
    ):
        guideline = a_guideline(PAGES, ({**RULING, "asked": day},))
        text = text_of(render(Atlas(an_edition()._replace(guideline_release=guideline))))
        assert told in text
