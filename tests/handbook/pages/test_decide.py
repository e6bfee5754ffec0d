"""Tests of decide."""

from schemactl.handbook.pages.decide import is_of_use, render
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


def test_without_questions_stands_what_else_decides() -> None:
    data = rich()
    data["tasks"][0]["decide"] = []
    assert is_of_use(an_atlas(data).edition.schema)
    shown = render(an_atlas(data))
    body = text_of(shown)
    assert "What does the customer want? Choose exactly one label. All labels" in body
    assert 'href="index.html#intent"' in shown
    assert "Would the customer pay? Should not exist. Was right." in body
    assert 'href="vs/billing-dispute--refund.html"' in shown
    assert "T1 Contested wins. Billing dispute 1 wins over Refund ." in body
    assert 'href="rules.html#T1"' in shown
    assert 'id="T1"' not in shown
    assert "When you are not sure Flag it." in body
    assert "How urgent? Give a value." in body
    assert '"exclude": true' in shown


def test_without_anything_to_decide_by_it_says_what_is_to_be_done() -> None:
    atlas = an_atlas(short("a", "b"))
    assert not is_of_use(atlas.edition.schema)
    body = text_of(render(atlas))
    assert body.endswith("are written yet. Choose exactly one label. All labels")
    assert "None yet." not in body
