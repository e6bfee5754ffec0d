"""Tests of telling."""

from typing import Any

from schemactl.handbook.pages.tellers import ITSELF, QUOTE
from schemactl.handbook.pages.telling import Said, Thing, in_words, things
from schemactl.model.change import Change, Kind


def named(reference: str) -> str:
    return reference.upper()


def told(kind: Kind, before: Any, after: Any) -> list[Thing]:
    return list(things(Change(kind, "t", ("a",), ("a",), before, after), named))


def test_texts_and_lists_of_texts_are_things_of_one_text() -> None:
    assert told("definition-changed", "x", "y") == [Thing("", "", (Said(ITSELF, "x", "y"),))]
    assert told("synonyms-changed", ["same", "bill"], ["same", "bills"]) == [
        Thing("", "", (Said(ITSELF, "bill", "bills"),))
    ]
    assert told("label-moved", ["a"], ["b"]) == [Thing("", "", (Said("Part of", "A", "B"),))]
    assert told("label-recoded", None, None) == [Thing("", "", (Said("Id", "a", "a"),))]
    assert told("definition-changed", "x", "x") == []


def test_cases_of_one_id_stand_beside_each_other() -> None:
    other = {"id": "e2", "content": "Never paid", "because": "Old"}
    before = {"examples": [{"id": "e1", "content": "Paid twice"}, other]}
    after = {"examples": [{"id": "e2", "content": "Paid twice"}]}
    assert told("examples-changed", before, after) == [
        Thing("Example", "e2", (Said(QUOTE, "Never paid", "Paid twice"), Said("Why", "Old", ""))),
        Thing("Example", "e1", (Said(QUOTE, "Paid twice", ""),)),
    ]


def test_a_case_without_an_id_stands_beside_the_one_most_alike() -> None:
    before = {"examples": [{"content": "Nothing of it"}, {"content": "I was charged twice"}]}
    after = {"examples": [{"content": "I was charged two times"}]}
    assert [one.says[0] for one in told("examples-changed", before, after)] == [
        Said(QUOTE, "Nothing of it", ""),
        Said(QUOTE, "I was charged twice", "I was charged two times"),
    ]


def test_questions_are_known_by_what_they_ask() -> None:
    one = {"id": "Q1", "ask": "Is a charge wrong?", "yes": "a", "no": "b"}
    moved = {**one, "id": "Q2"}
    new = {"id": "Q1", "ask": "Does the writer thank us?", "yes": "c", "no": "Q2"}
    found = told("rule-changed", [one], [new, moved])
    assert found[0].says == (
        Said(ITSELF, "Q1 Is a charge wrong?", "Q2 Is a charge wrong?"),
        Said("Yes", "A", "A"),
        Said("No", "B", "B"),
    )
    assert found[1].says[0] == Said(ITSELF, "", "Q1 Does the writer thank us?")


def test_of_settings_only_what_differs_is_shown() -> None:
    before = {"scale": {"min": 1, "max": 3}, "complete": True}
    after = {"scale": {"min": 1, "max": 5}, "complete": False}
    assert told("task-changed", before, after) == [
        Thing("Scale", "", (Said("Max", "3", "5"),)),
        Thing("Complete", "", (Said(ITSELF, "yes", "no"),)),
    ]


def test_no_difference_is_lost() -> None:
    case = {"id": "e1", "content": "x", "highlight": [{"text": "x", "nth": 1}]}
    other = {**case, "highlight": [{"text": "x", "nth": 2}]}
    found = told("examples-changed", {"examples": [case]}, {"examples": [other]})
    assert Said("Highlight", "text: x; nth: 1", "text: x; nth: 2") in found[0].says


def test_a_name_that_people_gave_is_not_ours() -> None:
    became = {"b": {"name": "Money or credit", "definition": "Money."}}
    (shown,) = told("label-merged", {}, became)
    assert shown == Thing("Money or credit", "", (Said(ITSELF, "", "Money."),), is_ours=False)


def test_answers_are_said_in_another_language_and_texts_are_not() -> None:
    thing = Thing("Complete", "", (Said(ITSELF, "yes", "no"), Said("Why", "yes, but", "")))
    words = {"yes": "ja", "no": "nein", "yes, but": "-"}
    says = in_words(thing, words).says
    assert says == (Said(ITSELF, "ja", "nein"), Said("Why", "yes, but", ""))
    assert in_words(thing, {}) == thing


def test_another_file_is_told_and_a_first_one_is_not() -> None:
    one, other = (f"assets/{letter * 64}.png" for letter in "ab")
    case = {"content": "A sign", "image": one}
    found = told("examples-changed", {"examples": [case]}, {"examples": [{**case, "image": other}]})
    assert found[0].says[1] == Said("Picture file", "aaaaaaaa….png", "bbbbbbbb….png")
    added = told("examples-changed", {}, {"examples": [case]})
    assert added[0].says == (Said(QUOTE, "", "A sign"),)
