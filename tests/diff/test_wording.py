"""Wording: each kind has a headline, and lists are shown entry beside entry."""

import pytest

from schemactl.diff.wording import (
    Passage,
    as_text,
    consequence_in_words,
    headline,
    passages,
    side_by_side,
)
from schemactl.model.change import KINDS, Change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("label-recoded", "t", ("a",), ("b",)), "a is now b"),
        (Change("label-merged", "t", ("a", "b"), ("c",)), "a, b were merged into c"),
        (Change("label-split", "t", ("a",), ("b", "c")), "a was split into b, c"),
        (Change("label-added", "t", (), ("a",)), "label a added"),
        (Change("rule-changed", "t", (), ("T1",)), "rule T1 added"),
        (Change("rule-changed", "t", ("T1",), ()), "rule T1 removed"),
        (Change("page-changed", None, ("p.md",), ("p.md",)), "page p.md changed"),
        (Change("label-moved", "t", ("a",), ("a",), [], ["g"]), "a moved from the top to g"),
        (Change("label-renamed", "t", ("a",), ("b",)), "b (was a) was renamed"),
        (Change("hotkey-changed", "t", ("a",), ("a",)), "a: hotkey changed"),
        (Change("definition-changed", "t", ("a",), ("a",)), "a: definition changed"),
        (
            Change("case-reversed", "t", ("a",), ("b",), {}, {"id": "e1"}),
            "case e1 of a belongs to b now",
        ),
        (
            Change("case-reversed", "t", ("a",), ("a",), {}, {"text": "x", "part": "examples"}),
            "case “x” of a is among examples now",
        ),
        (
            Change("case-reversed", None, ("a",), ("b",), {}, {"item": "y"}),
            "case “y” of a belongs to b now",
        ),
    ],
)
def test_a_headline_says_what_changed(change: Change, expected: str) -> None:
    assert headline(change) == expected


def test_every_kind_has_a_headline() -> None:
    after = {"id": "x", "part": "examples"}
    assert all(headline(Change(kind, "t", ("a",), ("b",), {}, after)) for kind in KINDS)


def test_annotations_in_words() -> None:
    assert consequence_in_words("keep", ("a",)) == "annotations stay"
    assert consequence_in_words("review", ("a", "b")) == "annotations are looked at again (a, b)"
    many = tuple("abcdefgh")
    assert consequence_in_words("map", many).endswith("(a, b, c, d, e, f and 2 more)")


def test_passages_are_the_fields_that_differ() -> None:
    change = Change(
        "task-changed", before={"a": 1, "b": True}, after={"a": 1, "b": False, "c": "x"}
    )
    assert list(passages(change)) == [Passage("b", "yes", "no"), Passage("c", "", "x")]
    assert list(passages(Change("label-renamed", before="x", after="y"))) == [Passage("", "x", "y")]
    assert list(passages(Change("label-renamed", before="x", after="x"))) == []
    assert list(passages(Change("label-moved", before=["x"], after=[]))) == []


def test_entries_of_lists_stand_beside_what_they_were_made_from() -> None:
    before = {"include": ["Charged twice", "Same", "Nothing alike"]}
    after = {"include": ["Same", "Charged twice for one order", "Zebra"]}
    assert list(passages(Change("criteria-changed", before=before, after=after))) == [
        Passage("include", "Charged twice", "Charged twice for one order"),
        Passage("include", "Nothing alike", ""),
        Passage("include", "", "Zebra"),
    ]
    long = Change("task-changed", before={"v": ["x1"]}, after={"v": [f"x{n}" for n in range(99)]})
    assert len(list(passages(long))) == 98


def test_texts_of_two_sides_stand_beside_each_other_by_position() -> None:
    gone, came = ["Charged twice", "Gone"], ["New", "Charged twice a day", "Charged twice a day"]
    assert list(side_by_side(gone, came)) == [(0, 1), (1, None), (None, 0), (None, 2)]
    assert list(side_by_side([], [])) == []


def test_plain_data_as_text() -> None:
    assert as_text(None) == ""
    assert as_text({"text": "x", "use": "b"}) == "x → b"
    assert as_text({"a": 1, "b": None, "c": ["x", "y"]}) == "a: 1; c: x\ny"
