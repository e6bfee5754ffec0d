"""Tests of cheat_sheet."""

from schemactl.handbook.pages.cheat_sheet import ON_A_PAGE, render
from tests.handbook.editions import an_atlas, short, text_of


def test_a_label_is_one_row_with_what_it_is_not() -> None:
    text = text_of(render(an_atlas()))
    assert (
        "1 Billing dispute The customer says that a charge is wrong. "
        "The customer changed their mind → Refund ; A picture of a bill → nothing T1 beats Refund"
    ) in text
    assert "Money The customer" not in text


def test_twelve_labels_make_a_page() -> None:
    shown = render(an_atlas(short(*(f"a{n}" for n in range(ON_A_PAGE + 1)))))
    assert shown.count("<table") == 2
