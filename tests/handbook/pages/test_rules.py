"""Tests of rules."""

from schemactl.handbook.pages.rules import render
from tests.handbook.editions import an_atlas, short, text_of


def test_tie_breaks_are_ordered_and_constraints_in_words() -> None:
    shown = render(an_atlas())
    text = text_of(shown)
    assert "T1 #T1 Contested wins. Billing dispute 1 wins over Refund ." in text
    assert "calm #calm If intent is other , then urgency is at most 1. Nobody waits." in text
    assert '<li id="T1">' in shown


def test_without_rules_there_is_none_yet() -> None:
    assert "None yet." in render(an_atlas(short("a", "b")))
