"""Tests of practice."""

import json
import re
from html import unescape

from schemactl.handbook.pages.practice import MOST_ITEMS, practice_cases, render
from tests.handbook.editions import (
    STEPS,
    an_atlas,
    an_old_version,
    rich,
    short,
    text_of,
    two_versions,
)


def test_cases_of_one_label_do_not_follow_each_other() -> None:
    labels = [
        {"id": name, "examples": [{"content": f"{name}{n}"} for n in range(2)]} for name in "ab"
    ]
    found = [item.example.content for item in practice_cases(an_atlas(short(*labels)))]
    assert found == ["a0", "b0", "a1", "b1"]


def test_the_answer_is_there_without_a_script_and_not_shown_at_once() -> None:
    shown = render(an_atlas())
    assert "<details><summary>Answer</summary>" in shown
    assert "Refund . Not wrong. Open bd-002" in text_of(shown)
    assert "<mark>" not in shown


def test_a_quiz_offers_all_labels_of_a_small_task() -> None:
    found = re.findall(r'data-right="([^"]*)".*?data-choices="([^"]*)"', render(an_atlas()))
    assert [right for right, _ in found] == ["refund", "refund", "billing-dispute"]
    ids = [choice[0] for choice in json.loads(unescape(found[0][1]))]
    assert ids == ["billing-dispute", "refund", "other"]


def test_a_quiz_on_a_large_task_offers_labels_near_the_right_one() -> None:
    labels = [{"id": f"a{n}", "examples": [{"content": f"x{n}"}]} for n in range(30)]
    pair = {"labels": ["a7", "a25"], "ask": "?"}
    shown = render(an_atlas(short(*labels, confusable=[pair])))
    found = dict(re.findall(r'data-right="([^"]*)".*?data-choices="([^"]*)"', shown))
    assert {choice[0] for choice in json.loads(unescape(found["a7"]))} == {"a7", "a25"}


def test_items_know_the_release_that_changed_them() -> None:
    shown = render(two_versions(an_old_version(), STEPS))
    assert 'data-changed="2"' in shown
    assert 'data-changed="1"' in render(an_atlas())


def test_items_know_the_release_that_gave_them_another_label() -> None:
    old = rich(version="1.0.0")
    [case] = old["tasks"][0]["labels"][0]["labels"][0].pop("counterexamples")
    old["tasks"][0]["labels"][0]["labels"][0]["examples"].append({**case, "use": None})
    shown = render(two_versions(old, STEPS[:1]))
    moved = dict(re.findall(r'data-example="([^"]*)".*?data-moved="([^"]*)"', shown))
    assert moved == {"bd-001": "0", "bd-002": "2", "bd-003": "0"}


def test_a_case_without_a_right_label_is_not_asked() -> None:
    label = {"id": "a", "examples": [{"content": "x"}], "counterexamples": [{"content": "y"}]}
    found = [item.example.content for item in practice_cases(an_atlas(short(label, "b")))]
    assert found == ["x"]


def test_a_page_has_an_end() -> None:
    labels = [{"id": f"a{n}", "examples": [{"content": "x"}]} for n in range(MOST_ITEMS + 9)]
    assert len(practice_cases(an_atlas(short(*labels)))) == MOST_ITEMS


def test_nothing_is_a_choice_where_it_is_the_answer() -> None:
    label = {"id": "a", "counterexamples": [{"content": "x", "use": "nothing"}]}
    assert "Mark nothing" in render(an_atlas(short(label, "b")))
    assert "None yet." in render(an_atlas(short("a", "b")))
