"""Tests of versus."""

from schemactl.handbook.pages.versus import pairs, render
from tests.handbook.editions import an_atlas, text_of


def test_a_pair_has_a_page_for_each_direction() -> None:
    found = list(pairs(an_atlas()))
    assert [pair.path for pair in found] == [
        "tickets/vs/billing-dispute--refund",
        "tickets/vs/refund--billing-dispute",
    ]


def test_the_page_tells_the_two_apart() -> None:
    atlas = an_atlas()
    text = text_of(render(atlas, next(pairs(atlas))).partition("\n---\n")[2])
    assert text.index("Would the customer pay?") < text.index("The customer says that a charge")
    assert "Choose it when: Should not exist." in text
    assert "T1 Contested wins." in text
    assert "Money back please." in text
