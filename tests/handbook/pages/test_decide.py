"""Tests of decide."""

from schemactl.handbook.pages.decide import render
from tests.handbook.editions import an_atlas, rich, short, text_of


def test_questions_stand_in_order_with_where_each_answer_leads() -> None:
    shown = render(an_atlas())
    body = text_of(shown)
    assert "1 Is a charge mentioned? #Q1 Yes question 2 No Other" in body
    assert "2 Is it wrong? #Q2 Yes Billing dispute 1 No Refund" in body
    assert '<li id="Q2">' in shown
    assert 'href="#Q2">question 2' in shown


def test_nothing_may_be_an_answer() -> None:
    questions = [{"id": "Q1", "ask": "Real?", "yes": "a", "no": "nothing"}]
    assert "No mark nothing" in text_of(render(an_atlas(short("a", "b", decide=questions))))


def test_a_second_task_has_its_own_questions() -> None:
    data = rich()
    data["tasks"][1] = {
        "id": "tone",
        "type": "classification",
        "decide": [{"id": "Q1", "ask": "Calm?", "yes": "calm", "no": "loud"}],
        "labels": [{"id": "calm"}, {"id": "loud"}],
    }
    shown = render(an_atlas(data))
    assert '<li id="Q1">' in shown
    assert '<li id="tone.Q1">' in shown


def test_without_questions_there_is_none_yet() -> None:
    assert "None yet." in render(an_atlas(short("a", "b")))
