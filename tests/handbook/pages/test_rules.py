"""Tests of rules."""

from pathlib import Path

import pytest

from schemactl.handbook.pages.rules import render
from schemactl.handbook.pictures import Asset
from tests.handbook.editions import an_atlas, short, text_of


def test_tie_breaks_are_ordered_and_constraints_in_words() -> None:
    shown = render(an_atlas())
    text = text_of(shown)
    assert "T1 #T1 Contested wins. Billing dispute 1 wins over Refund ." in text
    assert "calm #calm If intent is other , then urgency is at most 1. Nobody waits." in text
    assert '<li id="T1">' in shown


def test_how_regions_are_drawn() -> None:
    task = {
        "type": "box",
        "draw": {"fit": "visible", "smallest": [8, 9], "crowd": "b", "note": "Be quick."},
        "tolerance": {"iou": 0.9, "pixels": 2, "milliseconds": 40},
        "conventions": [{"id": "C1", "text": "Tight.", "image": "a.png"}],
    }
    assets = {"a.png": Asset(Path("a"), "1.png", 2, 1)}
    shown = render(an_atlas(short("a", "b", **task), assets=assets))
    text = text_of(shown)
    for words in (
        "Fit the box to what can be seen",
        "smaller than 8 \u00d7 9 pixels",
        "Mark a crowd as b",
        "Be quick.",
        "overlap by 0.9 (IoU)",
        "differ by 2 pixels",
        "differ by 40 milliseconds",
        "C1 #C1 Tight.",
    ):
        assert words in text
    assert 'src="assets/1.png"' in shown


@pytest.mark.parametrize(
    ("kind", "drawn"), [("box", "box"), ("polygon", "outline"), ("mask", "region")]
)
def test_what_is_fitted_has_the_name_that_annotators_use(kind: str, drawn: str) -> None:
    whole = short("a", "b", type=kind, draw={"fit": "whole"})
    assert f"Fit the {drawn} to the whole thing, also" in render(an_atlas(whole))


def test_without_rules_there_is_none_yet() -> None:
    assert "None yet." in render(an_atlas(short("a", "b")))
