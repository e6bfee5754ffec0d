"""Tests of history."""

from typing import Any

import pytest

from schemactl.handbook.pages.frame import NONE_YET
from schemactl.handbook.pages.history import changes, foot, related, rulings
from tests.handbook.editions import PAGES, an_atlas, an_entry, short, text_of


def test_rulings_stand_at_the_label_they_favour() -> None:
    atlas = an_atlas(pages=PAGES)
    assert text_of(rulings(atlas, an_entry(atlas))) == (
        "Billing dispute 1 by T1 #r-1 A strange case. The charge is wrong. Decided 2026-05-04, lead"
    )
    assert rulings(atlas, an_entry(atlas, "refund")) == NONE_YET


def test_relations_and_equivalents() -> None:
    atlas = an_atlas()
    shown = related(atlas, an_entry(atlas))
    assert text_of(shown) == (
        "Part of Money Exact match https://example.org/12 Close match javascript:alert(1)"
    )
    assert 'href="javascript' not in shown
    group = text_of(related(atlas, an_entry(atlas, "money")))
    assert group == "Contains Billing dispute 1 , Refund"
    assert related(atlas, an_entry(atlas, "other")) == NONE_YET


def test_a_label_of_another_schema_says_where_it_is_from() -> None:
    source = {"ref": "schema:common@1.0.0", "digest": "sha256:" + "0" * 64}
    atlas = an_atlas(short({"id": "a", "source": source}, "b"))
    assert text_of(related(atlas, an_entry(atlas, "a"))) == "Taken from schema:common@1.0.0"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"change": "recode", "from": "x", "to": "refund"}, "The id was x."),
        ({"change": "merge", "from": ["x", "y"], "to": "refund"}, "Takes what was labeled x, y."),
        (
            {"change": "split", "from": "x", "to": [{"label": "refund", "criterion": "If so."}]},
            "Split from x. If so.",
        ),
        (
            {"change": "retire", "from": "x", "otherwise": {"use": "refund"}},
            "Takes what was labeled x, which is retired.",
        ),
        ({"change": "add", "to": "refund", "review": []}, "New label."),
        (
            {"change": "redefine", "label": "refund", "effect": "clarify"},
            "The meaning was clarified, existing annotations stay.",
        ),
    ],
)
def test_what_changed_is_told_in_words(step: dict[str, Any], words: str) -> None:
    atlas = an_atlas(steps=({**step, "because": "So <it> is."},))
    shown = text_of(changes(atlas, an_entry(atlas, "refund")))
    assert shown.endswith(f"2.0.0 {step['change']} {words} So <it> is.")
    assert changes(atlas, an_entry(atlas, "other")) == NONE_YET


def test_steps_of_another_task_do_not_concern_the_label() -> None:
    steps = ({"change": "add", "to": "refund", "review": [], "task": "urgency"},)
    atlas = an_atlas(steps=steps)
    assert changes(atlas, an_entry(atlas, "refund")) == NONE_YET


def test_the_foot_says_where_to_edit_and_whom_to_ask() -> None:
    atlas = an_atlas(pages=PAGES)
    assert text_of(foot(atlas)).endswith(
        "Source: schemas/tickets/schema.yaml · Ask: Routing lead Copy citation"
    )
    edit = foot(atlas, "https://example.org/edit/")
    assert 'href="https://example.org/edit/schemas/tickets/schema.yaml"' in edit
