"""Tests of links."""

from schemactl.handbook.links import Spot, is_nothing, is_question, relative_url, url
from tests.handbook.editions import PAGES, an_atlas, rich


def test_addresses_are_relative() -> None:
    assert relative_url("a/labels/b", "a/labels/c") == "c.html"
    assert relative_url("a/guide/b", "a/labels/c") == "../labels/c.html"
    assert relative_url("index", "a/index") == "a/index.html"
    assert url("a/b", Spot("a/b", "x", "")) == "#x"
    assert url("a/b", Spot("a/c", "x", "")) == "c.html#x"


def test_labels_examples_and_rules_are_found() -> None:
    atlas = an_atlas(pages=PAGES)
    spots = {name: atlas.find(name) for name in ("refund", "intent/refund", "bd-001", "T1")}
    assert [spot and (spot.page, spot.anchor) for spot in spots.values()] == [
        ("tickets/labels/refund", ""),
        ("tickets/labels/refund", ""),
        ("tickets/labels/billing-dispute", "bd-001"),
        ("tickets/rules", "T1"),
    ]
    more = {name: atlas.find(name) for name in ("R2", "Q2", "calm", "r-1")}
    assert [spot and f"{spot.page}#{spot.anchor}" for spot in more.values()] == [
        "tickets/labels/billing-dispute#R2",
        "tickets/decide#Q2",
        "tickets/rules#calm",
        "tickets/faq#r-1",
    ]
    assert atlas.find("nobody") is None


def test_a_label_of_two_tasks_is_found_by_address_only() -> None:
    data = rich()
    data["tasks"][1] = {"id": "tone", "type": "classification", "labels": [{"id": "other"}]}
    atlas = an_atlas(data)
    assert atlas.find("other") is None
    found = atlas.find("tone/other")
    assert found is not None
    assert found.page == "tickets/labels/tone/other"
    assert {"tone/other", "intent/other", "refund"} <= set(atlas.names())


def test_questions_of_a_second_task_have_anchors_of_their_own() -> None:
    data = rich()
    questions = [{"id": "Q1", "ask": "Calm?", "yes": "calm", "no": "loud"}]
    data["tasks"][1] = {
        "id": "tone",
        "type": "classification",
        "decide": questions,
        "labels": [{"id": "calm"}, {"id": "loud"}],
    }
    atlas = an_atlas(data)
    first, second = atlas.edition.schema.tasks
    assert atlas.question_anchor(first, "Q1") == "Q1"
    assert atlas.question_anchor(second, "Q1") == "tone.Q1"


def test_what_an_answer_can_be() -> None:
    assert is_question("Q12")
    assert not is_question("refund")
    assert is_nothing("nothing")
