"""Tests of confusable labels."""

from schemactl.handbook.pages.confusable import render
from tests.handbook.editions import an_atlas, short, text_of


def test_each_pair_is_a_row() -> None:
    text = text_of(render(an_atlas()))
    assert text.endswith(
        "Billing dispute 1 Refund Would the customer pay? Should not exist. Was right."
    )


def test_without_pairs_there_is_none_yet() -> None:
    assert "None yet." in render(an_atlas(short("a", "b")))
