"""Tests of examples."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook.pages.examples import cards, highlighted, images, picture
from schemactl.handbook.pages.frame import NONE_YET
from schemactl.handbook.pages.practice import render as render_practice
from schemactl.handbook.pictures import Asset
from schemactl.model.label import Highlight
from tests.handbook.editions import an_atlas, an_entry, short, text_of

SHOT = {
    "id": "e1",
    "image": "a.png",
    "alt": "A car & a bus",
    "regions": [
        {"box": [10, 20, 30, 40], "use": "a", "attributes": {"hidden": False}, "note": "Tight."},
        {"box": [1, 2, 3, 4], "use": "nothing"},
    ],
}
ASSETS = {
    "a.png": Asset(Path("a"), "1.png", 200, 100),
    "b.webp": Asset(Path("b"), "2.webp"),
    "c.mp3": Asset(Path("c"), "3.mp3"),
}


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([("b", 1)], "a <mark>b</mark> b &lt;"),
        ([("b", 2)], "a b <mark>b</mark> &lt;"),
        ([("b", 3)], "a b b &lt;"),
        ([("a b", 1), ("b", 1)], "<mark>a b</mark> b &lt;"),
        ([("", 1)], "a b b &lt;"),
        ([("<", 1), ("a", 1)], "<mark>a</mark> b b <mark>&lt;</mark>"),
    ],
)
def test_evidence_is_marked(marks: list[tuple[str, int]], shown: str) -> None:
    given = tuple(Highlight(text=text, nth=nth) for text, nth in marks)
    assert highlighted("a b b <", given) == shown


def test_cards_stand_in_pairs_with_label_and_reason() -> None:
    atlas = an_atlas()
    shown = cards(atlas, an_entry(atlas))
    assert text_of(shown) == (
        "✓ Yes #bd-001 You took 49 twice, twice I say. Why: The charge is contested. "
        "✗ No #bd-002 Money back please. Correct label: Refund . Why: Not wrong. "
        "◆ Edge case #bd-003 Billed later. Refund. Label: Refund . Rule T1 : Contested wins."
    )
    assert '<article class="card yes" id="bd-001">' in shown
    assert "twice, <mark>twice</mark> I" in shown
    assert cards(atlas, an_entry(atlas, "refund")) == NONE_YET


def test_data_sound_and_nothing() -> None:
    examples: list[dict[str, Any]] = [
        {"data": {"a": ["<"]}},
        {"audio": "c.mp3"},
        {"audio": "gone.mp3"},
    ]
    data = short({"id": "a", "counterexamples": [{**one, "use": "nothing"} for one in examples]})
    atlas = an_atlas(data, assets=ASSETS)
    shown = cards(atlas, an_entry(atlas, "a"))
    assert "&quot;a&quot;: [" in shown
    assert '<audio controls preload="none" src="../assets/3.mp3"></audio>' in shown
    assert "Sound: gone.mp3" in shown
    assert shown.count("Mark nothing.") == 3


def test_regions_are_drawn_and_listed() -> None:
    atlas = an_atlas(short({"id": "a", "name": "Car", "examples": [SHOT]}, "b"), assets=ASSETS)
    shown = images(atlas, an_entry(atlas, "a"))
    assert '<img src="../assets/1.png" alt="A car &amp; a bus" width="200" height="100"' in shown
    assert '<svg viewBox="0 0 200 100" aria-hidden="true"' in shown
    assert shown.count("<rect") == 4
    assert '<g class="wrong">' in shown
    assert text_of(shown).endswith(
        "#e1 A car & a bus Car . (hidden: no) Tight. 30 \u00d7 40 pixels "
        "Mark nothing. 3 \u00d7 4 pixels"
    )
    assert "style" not in shown
    assert images(atlas, an_entry(atlas, "b")) == NONE_YET
    assert 'href="#_image_1"' in cards(atlas, an_entry(atlas, "a"))


def test_a_picture_of_unknown_size_has_no_boxes() -> None:
    data = short({"id": "a", "examples": [{**SHOT, "image": "b.webp"}]})
    atlas = an_atlas(data, assets=ASSETS)
    shown = images(atlas, an_entry(atlas, "a"))
    assert "<svg" not in shown
    assert "<ol>" in shown


def test_a_picture_from_elsewhere_is_only_linked() -> None:
    atlas = an_atlas()
    assert picture(atlas, "tickets/rules", "https://example.org/a.png").startswith("<p><a href")
    assert picture(atlas, "tickets/rules", "javascript:x") == "<p>javascript:x</p>"


def test_a_sound_is_played_as_a_whole_and_by_its_segments() -> None:
    case = {
        "id": "l-1",
        "audio": "hall.wav",
        "regions": [
            {"segment": [4.5, 6], "use": "a", "note": "The hall."},
            {"segment": [7, 8], "use": "nothing"},
        ],
    }
    label = {"id": "a", "examples": [case]}
    assets = {"hall.wav": Asset(Path("hall.wav"), "1.wav")}
    atlas = an_atlas(short(label, "b", type="segment"), assets=assets)
    shown = cards(atlas, an_entry(atlas, "a"))
    assert '<audio controls preload="none" src="../assets/1.wav"></audio>' in shown
    assert '<a class="play" href="../assets/1.wav#t=4.5,6">' in shown
    assert "a . The hall. 4.5 to 6 seconds Mark nothing. 7 to 8 seconds" in text_of(shown)
    assert shown.count('class="wrong"') == 1
    # Its segments would tell the answer.
    asked = render_practice(atlas)
    assert "<audio" in asked
    assert "timeline" not in asked


def test_fractions_are_numbers_also_where_a_release_stores_them_as_texts() -> None:
    for value in (0.25, "0.25"):
        data = short({"id": "a", "examples": [{"data": {"share": value}}]})
        atlas = an_atlas(data)
        assert '"share": 0.25' in unescape(cards(atlas, an_entry(atlas, "a")))
