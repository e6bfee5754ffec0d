"""Limits: what code can say about attributes and constraints."""

from typing import Any

import pytest

from schemactl.diff.limits import (
    attribute_effects,
    attribute_text_differs,
    combined,
    constraint_direction,
)


def test_effects_of_several_marks_are_one() -> None:
    assert combined([]) == combined(["clarify"]) == "clarify"
    assert combined(["clarify", "narrow", "narrow"]) == "narrow"
    assert combined(["narrow", "widen"]) == "shift"


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        ({"maximum": 5}, {"maximum": 4}, ["narrow"]),
        ({"maximum": 5}, {"maximum": None}, ["widen"]),
        ({"minimum": None}, {"minimum": 1}, ["narrow"]),
        ({"minimum": 1}, {"minimum": 0}, ["widen"]),
        ({"minimum": 1, "maximum": 5}, {"minimum": 2, "maximum": 6}, ["narrow", "widen"]),
        ({"values": [{"id": "a"}]}, {"values": [{"id": "a"}, {"id": "b"}]}, ["widen"]),
        ({"values": [{"id": "a"}, {"id": "b"}]}, {"values": [{"id": "a"}]}, ["narrow"]),
        ({"values": [{"id": "a"}]}, {"values": [{"id": "b"}]}, ["narrow", "widen"]),
        ({"required": None}, {"required": True}, ["narrow"]),
        ({"required": True}, {"required": None}, ["widen"]),
        ({"type": "text"}, {"type": "number"}, ["shift"]),
        ({"question": "x"}, {"question": "y"}, []),
    ],
)
def test_limits_of_an_attribute(before: Any, after: Any, effects: list[str]) -> None:
    assert attribute_effects(before, after) == effects


def test_words_of_an_attribute_are_for_people() -> None:
    one, other = {"id": "a", "definition": "X."}, {"id": "a", "definition": "Y."}
    assert attribute_text_differs({"values": [one]}, {"values": [other]})
    assert attribute_text_differs({"question": "x"}, {"question": None})
    assert not attribute_text_differs({"values": [one]}, {"values": [one, {"id": "b"}]})


@pytest.mark.parametrize(
    ("condition", "consequence", "direction"),
    [
        (({"t": "a"}, {"t": "a"}), ({"u": {"maximum": 2}}, {"u": {"maximum": 1}}), "tighter"),
        (({"t": "a"}, {"t": "a"}), ({"u": {"minimum": 2}}, {"u": {"minimum": 1}}), "looser"),
        (({"t": "a"}, {"t": "a"}), ({"u": "x"}, {"u": "x"}), "same"),
        (({"t": "a"}, {"t": "a"}), ({"u": "x"}, {"u": "x", "v": "y"}), "tighter"),
        (({"t": "a"}, {"t": ["a", "b"]}), ({"u": "x"}, {"u": "x"}), "tighter"),
        (({"t": {"enum": ["a", "b"]}}, {"t": "a"}), ({"u": "x"}, {"u": "x"}), "looser"),
        (({"t": "a"}, {"t": "a", "v": "b"}), ({"u": "x"}, {"u": "x"}), "looser"),
        (({"t": "a"}, {"t": "b"}), ({"u": "x"}, {"u": "x"}), "both"),
        (({"t": "a"}, {"t": ["a", "b"]}), ({"u": ["x", "y"]}, {"u": "x"}), "tighter"),
        (({"t": "a"}, {"t": ["a", "b"]}), ({"u": "x"}, {"u": ["x", "y"]}), "both"),
        (({"t": {"pattern": "a"}}, {"t": {"pattern": "b"}}), ({}, {}), "both"),
        (({"t": {"pattern": "a"}}, {"t": "a"}), ({}, {}), "both"),
        (({}, {}), ({"u": {"maximum": "x"}}, {"u": {"maximum": 1}}), "both"),
    ],
)
def test_a_constraint_forbids_more_or_less(
    condition: Any, consequence: Any, direction: str
) -> None:
    before = {"if": condition[0], "then": consequence[0]}
    after = {"if": condition[1], "then": consequence[1]}
    assert constraint_direction(before, after) == direction
