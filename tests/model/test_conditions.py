"""Tests of conditions."""

from typing import Any

import pytest

from schemactl.model.conditions import holds


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ("spam", ["spam"], True),
        ("spam", ["ham"], False),
        ("spam", ["ham", "spam"], True),
        (["spam", "junk"], ["junk"], True),
        (1, [True], False),
        (1, [1], True),
        (1, ["1"], True),
        ("nothing", [None], True),
        ("nothing", [], False),
        (None, [], True),
        (None, ["x"], False),
        ({"minimum": 2, "maximum": 3}, [3], True),
        ({"minimum": 2, "maximum": 3}, [4], False),
        ({"minimum": 2}, ["9"], False),
        ({"exists": True}, [None], True),
        ({"exists": False}, [], True),
        ({"not": "spam"}, ["ham"], True),
        ({"not": {"enum": ["spam"]}}, ["spam"], False),
        ({"const": True}, [True], True),
        ({"unknown": 1}, [], True),
        # A release writes fractions as text.
        ("0.5", [0.5], True),
        ("0.5", [0.25], False),
        (["0.5", 1], [0.5], True),
        ("a", [0.5], False),
        ({"minimum": "a"}, [1], False),
    ],
)
def test_a_condition_holds_for_answers(condition: Any, answers: list[Any], expected: bool) -> None:
    assert holds(condition, answers) is expected
