"""Tests of home."""

from typing import Any

import pytest

from schemactl.handbook import layout
from schemactl.handbook.pages import home
from schemactl.handbook.pages.home import doors, groups, render
from tests.handbook.editions import PAGES, an_atlas, short, text_of


def test_the_grid_shows_key_name_and_one_line() -> None:
    text = text_of(render(an_atlas(pages=PAGES)).partition("\n---\n")[2])
    assert "What the customer wants. Decide Rules and tie-breaks Confusable labels" in text
    assert "Choose exactly one label. Money 1 Billing dispute The customer says" in text
    assert "Give a value. Value Meaning 1 Calm. 2 3 Now." in text
    assert "When you are not sure Flag it." in text


def test_only_pages_with_content_have_a_door() -> None:
    found = [spot.page for spot in doors(an_atlas(short("a", "b")))]
    assert found == ["topics/glossary", "topics/cheat-sheet"]
    assert len(list(doors(an_atlas(pages=PAGES)))) == 10
    copied = [spot.title for spot in doors(an_atlas(pages=PAGES, is_frozen=True))]
    assert "Practice" not in copied
    assert "Questions" not in copied


def test_groups_keep_the_order_of_the_file() -> None:
    inner = {"id": "g", "labels": [{"id": "x", "labels": [{"id": "y"}]}]}
    atlas = an_atlas(short("a", "b", inner, "c"))
    found = groups(next(iter(atlas.taxonomies.values())))
    shown = [(g.head and g.head.id, [label.id for label in g.labels]) for g in found]
    assert shown == [(None, ["a", "b"]), ("g", ["y"]), (None, ["c"])]


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ({"choose": "any"}, "Choose all that fit, or none."),
        ({"choose": {"min": 1}}, "Choose all that fit."),
        ({"choose": {"min": 1, "max": 3}}, "Choose 1 to 3 labels."),
        ({"type": "box", "complete": True}, "Draw a box around each. Leave none out."),
        ({"type": "span"}, "Mark every part of the text"),
    ],
)
def test_the_task_is_told_in_a_sentence(task: dict[str, Any], words: str) -> None:
    assert words in render(an_atlas(short("a", "b", **task)))


def test_many_labels_are_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "MOST_CARDS", 1)
    shown = render(an_atlas())
    assert '<ul class="names"><li><a href="labels/billing-dispute.html">' in shown


def test_very_many_labels_are_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_SINGLE_PAGES", 2)
    text = text_of(render(an_atlas(short("a", "b", {"id": "g", "labels": [{"id": "x"}]}))))
    assert "a to b 2 labels g 2 labels" in text


def test_deprecated_labels_and_attributes_are_shown() -> None:
    old = {"id": "a", "deprecated": {"since": "1.0.0", "reason": "Old."}}
    asked = [{"id": "hidden", "question": "Hidden?", "type": "yes-no"}]
    text = text_of(render(an_atlas(short(old, "b", attributes=asked))))
    assert "a deprecated" in text
    assert "Then also answer Attribute Question Answers Required hidden Hidden?" in text
