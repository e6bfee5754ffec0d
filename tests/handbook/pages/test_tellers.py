"""Tests of tellers."""

from typing import Any

import pytest

from schemactl.handbook.pages.tellers import (
    ITSELF,
    QUOTE,
    of_field,
    of_whole,
    question,
    settings,
    told,
    word,
)
from schemactl.model.change import Change, Kind


def named(reference: str) -> str:
    return {"nothing": "Mark nothing"}.get(reference, reference.title())


def whole(kind: Kind, says: dict[str, Any]) -> dict[str, str]:
    teller = of_whole(Change(kind, "t", (), ("x",), None, says))
    assert teller is not None
    return told(says, teller, named)


def of(field: str, says: Any) -> dict[str, str]:
    return told(says, of_field(field, None, says)[0], named)


def test_an_example_is_told_with_what_decides_it_after_what_it_says() -> None:
    case = {
        "id": "e1",
        "content": "I was charged twice",
        "alt": "A bill",
        "image": "bill.png",
        "data": {"sum": "0.5"},
        "highlight": [{"text": "twice"}, {"text": "charged"}],
        "regions": [{"use": "bill", "box": [1, 2, 30, 40], "attributes": {"torn": True}}],
        "use": "refund",
        "because_of": "T1",
        "because": "It says so.",
    }
    shown = of("counterexamples", case)
    assert shown == {
        QUOTE: "I was charged twice",
        "Picture": "A bill",
        "Picture file": "bill.png",
        "Data": '{"sum": 0.5}',
        "Evidence": "“twice”, “charged”",
        "Region 1": "Bill. torn: yes. 30 \N{MULTIPLICATION SIGN} 40 pixels at 1, 2.",
        "Correct label": "Refund",
        "Rule": "T1",
        "Why": "It says so.",
    }
    assert next(iter(shown)) == QUOTE
    assert of("examples", {"image": "a.png"})[ITSELF] == "a.png"


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ({"use": "a", "segment": ["0.5", 2], "note": "Soft."}, "A. 0.5 to 2 seconds. Soft."),
        ({"use": "nothing", "polygon": [[0, 1], [2, 3]]}, "Mark nothing. 0, 1; 2, 3."),
        ({"use": "a", "points": {"nose": [4, 5]}}, "A. nose 4, 5."),
    ],
)
def test_a_region_is_told_by_where_it_is(region: dict[str, Any], expected: str) -> None:
    assert of("examples", {"content": "x", "regions": [region]})["Region 1"] == expected


def test_a_criterion_leads_to_its_label() -> None:
    assert of("exclude", {"text": "A wish", "use": "refund"}) == {ITSELF: "A wish → Refund"}
    assert of("include", "A charge") == {ITSELF: "A charge"}


def test_rules_are_told_by_what_they_are() -> None:
    rule = {"text": "Charges win.", "use": "a", "over": ["b", "c"]}
    assert whole("rule-changed", rule) == {ITSELF: "Charges win.", "Wins": "A", "Over": "B, C"}
    pair = {"ask": "Right?", "pick": {"a": "No.", "b": "Yes."}}
    assert whole("rule-changed", pair) == {ITSELF: "Right?", "A": "No.", "B": "Yes."}
    assert whole("rule-changed", {"say": "Flag it.", "use": None}) == {ITSELF: "Flag it."}
    assert whole("rule-changed", {"text": "Tight.", "image": None}) == {ITSELF: "Tight."}
    assert whole("rule-changed", {"fit": "visible", "note": ""}) == {"Fit": "visible"}
    asked = {"id": "Q1", "ask": "Wrong?", "yes": "a", "no": "nothing"}
    assert question(asked, named) == {ITSELF: "Q1 Wrong?", "Yes": "A", "No": "Mark nothing"}


def test_labels_rulings_and_questions_about_things_are_told_whole() -> None:
    label = {"name": "Refund", "definition": "Money back."}
    assert whole("label-added", label) == {ITSELF: "Refund", "Definition": "Money back."}
    teller, called = of_field("refund", None, label)
    assert (told(label, teller, named), called) == ({ITSELF: "Money back."}, "Refund")
    old = {"since": "1.0.0", "reason": "Rare.", "replaced_by": "other", "remove_after": None}
    assert whole("label-deprecated", old) == {
        ITSELF: "Rare.",
        "Since": "1.0.0",
        "Use instead": "Other",
    }
    ruling = {
        "id": "r1",
        "item": "Paid twice",
        "use": "a",
        "because_of": "T1",
        "because": "So.",
        "by": "",
        "date": "2026-01-02",
        "folded_into": None,
    }
    assert whole("ruling-added", ruling) == {
        QUOTE: "Paid twice",
        "Correct label": "A",
        "Rule": "T1",
        "Why": "So.",
        "Decided": "2026-01-02",
    }
    assert whole("case-reversed", ruling)["Correct label"] == "A"
    values = [{"id": "yes", "definition": "It is."}, {"id": "no"}]
    asked = {"question": "Is it?", "type": "choice", "values": values}
    assert whole("attribute-added", asked) == {
        ITSELF: "Is it?",
        "Type": "choice",
        "“yes”": "It is.",
        "“no”": "no",
    }


def test_a_decision_is_the_right_label_or_one_that_it_is_not() -> None:
    case = {"text": "x", "label": "a", "part": "counterexamples", "use": None}
    assert whole("case-reversed", case) == {QUOTE: "x", "Not": "A"}
    assert whole("case-reversed", {**case, "use": "b"}) == {QUOTE: "x", "Correct label": "B"}


def test_a_translation_is_told_without_its_digest() -> None:
    says = {"text": "Geld", "of": "abc"}
    teller, called = of_field("intent/refund name", None, says)
    assert (told(says, teller, named), called) == ({ITSELF: "Geld"}, "intent/refund name")


def test_settings_are_told_key_by_key() -> None:
    assert settings({"lower_bound": [{"at_most": 1}]}, named) == {"Lower bound": "at most: 1"}
    assert word("edge_cases") == "Edge case"
    assert word("remove_after") == "Remove after"
    assert of_whole(Change("task-changed", "t")) is None
