"""Rules: each kind of rule by its name, and those that only follow their labels."""

from typing import Any

import pytest

from schemactl.diff.aspects.rules import pair_name
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import changes, kinds, one_change

T1 = {"id": "T1", "text": "A wins.", "use": "a", "over": ["b", "c"]}
PAIR = {"labels": ["b", "a"], "ask": "Which?", "pick": {"a": "One.", "b": "Two."}}
Q1 = {"id": "Q1", "ask": "Is it?", "yes": "a", "no": "b"}


def schema(*labels: str, **fields: Any) -> Any:
    """Return a schema whose labels all have the same definition."""
    return a_schema(a_task(*(a_label(one, definition="X.") for one in labels), **fields))


@pytest.mark.parametrize(
    ("field", "before", "after", "name"),
    [
        ("question", "What?", "What is it?", "question"),
        ("question", "", "What is it?", "question"),
        ("unsure", {"use": "a"}, {"use": "b"}, "unsure"),
        ("unsure", None, {"say": "Ask."}, "unsure"),
        ("draw", {"fit": "visible"}, {"fit": "whole"}, "draw"),
        ("tie_breaks", [T1], [{**T1, "text": "A wins always."}], "T1"),
        ("tie_breaks", [T1], [{**T1, "over": ["b"]}], "T1"),
        ("tie_breaks", [], [T1], "T1"),
        ("confusable", [PAIR], [{**PAIR, "ask": "What?"}], "confusable: a--b"),
        ("confusable", [], [PAIR], "confusable: a--b"),
        ("decide", [Q1], [{**Q1, "no": "c"}], "decide"),
        ("decide", [], [Q1], "decide"),
        (
            "conventions",
            [{"id": "C1", "text": "Tight."}],
            [{"id": "C1", "text": "Tight.", "image": "tight.png"}],
            "C1",
        ),
    ],
)
def test_each_rule_is_a_change_of_its_name_both_ways(
    field: str, before: Any, after: Any, name: str
) -> None:
    old, new = schema("a", "b", "c", **{field: before}), schema("a", "b", "c", **{field: after})
    found = one_change(old, new)
    assert (found.kind, found.target, found.task) == ("rule-changed", (name,), "topic")
    assert found.new_spot is not None
    assert found.new_spot.pointer[:3] == ("tasks", 0, field)
    assert one_change(new, old) == found.reverse()


def test_the_order_of_a_pair_and_of_losers_says_nothing() -> None:
    assert pair_name("b", "a") == pair_name("a", "b") == "confusable: a--b"
    old = schema("a", "b", "c", tie_breaks=[T1], confusable=[PAIR])
    turned = {**PAIR, "labels": ["a", "b"]}
    new = schema("a", "b", "c", tie_breaks=[{**T1, "over": ["c", "b"]}], confusable=[turned])
    assert changes(old, new) == ()


def test_rules_follow_recoded_and_merged_labels() -> None:
    draw = {"crowd": "b", "note": "N"}
    unsure = {"use": "b"}
    old = schema("a", "b", "c", tie_breaks=[T1], confusable=[PAIR], decide=[Q1], draw=draw,
                 unsure=unsure)  # fmt: skip
    pair = {"labels": ["a", "x"], "ask": "Which?", "pick": {"a": "One.", "x": "Two."}}
    new = schema(
        *("a", "x"),
        tie_breaks=[{**T1, "over": ["x"]}],
        confusable=[pair],
        decide=[{**Q1, "no": "x"}],
        draw={"crowd": "x", "note": "N"},
        unsure={"use": "x"},
    )
    assert kinds(old, new, {"change": "merge", "from": ["b", "c"], "to": "x"}) == ["label-merged"]


def test_a_rule_goes_with_its_label_only_by_a_step() -> None:
    third = {"id": "T3", "text": "C wins.", "use": "c", "over": ["a"]}
    old = schema("a", "b", "c", tie_breaks=[T1, third], confusable=[{**PAIR, "labels": ["a", "c"]}])
    new = schema("a", "b", tie_breaks=[{**T1, "over": ["b"]}])
    retire = {"change": "retire", "from": "c", "otherwise": {"use": "b"}}
    assert kinds(old, new, retire) == ["label-retired"]
    assert kinds(old, new).count("rule-changed") == 3
    kept = {"change": "retire", "from": "b", "otherwise": "drop"}
    assert kinds(old, schema("a", "c", tie_breaks=[{**T1, "over": ["c"]}]), kept) == [
        "label-retired",
        "rule-changed",
        "rule-changed",
    ]


def test_a_pair_whose_labels_became_one_is_gone() -> None:
    old = schema("a", "b", confusable=[PAIR])
    merge = {"change": "merge", "from": ["a", "b"], "to": "a"}
    assert kinds(old, schema("a"), merge) == ["label-merged"]


def test_a_split_label_among_losers_is_its_parts() -> None:
    old = schema("a", "b", "c", tie_breaks=[T1])
    new = schema("a", "b", "d", "e", tie_breaks=[{**T1, "over": ["b", "d", "e"]}])
    split = {"change": "split", "from": "c", "to": ["d", "e"]}
    assert kinds(old, new, split) == ["label-split"]
