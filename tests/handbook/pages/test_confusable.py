"""Tests of confusable labels."""

from schemactl.handbook.pages.confusable import render
from tests.handbook.editions import an_atlas, short, text_of


def test_each_pair_is_a_row() -> None:
    text = text_of(render(an_atlas()))
    assert text.endswith(
        "Billing dispute 1 Refund Would the customer pay? Should not exist. Was right."
    )


def test_the_question_of_a_pair_leads_to_both_labels_side_by_side() -> None:
    shown = render(an_atlas())
    assert '<a href="vs/billing-dispute--refund.html">Would the customer pay?</a>' in shown
    unasked = short("a", "b", confusable=[{"labels": ["a", "b"], "pick": {"a": "A."}}])
    assert '<a href="vs/a--b.html">side by side</a>' in render(an_atlas(unasked))
    gone = short("a", confusable=[{"labels": ["a", "x"], "ask": "Which?"}])
    shown = render(an_atlas(gone))
    assert "Which?" in shown
    assert "vs/" not in shown


def test_without_pairs_there_is_none_yet() -> None:
    assert "None yet." in render(an_atlas(short("a", "b")))
