"""Reasons: each step that asks people says why."""

from typing import Any

import pytest

from schemactl.migrate.reasons import reasons_of
from tests.builders import a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.runs import NEW, OLD, STEPS


def test_each_step_has_a_reason() -> None:
    assert reasons_of(compiled(OLD, NEW, *STEPS)) == (
        "a is called x now.",
        "b, c became m.",
        "s was split.",
        "d was given up.",
        "q was split.",
    )


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"change": "add", "to": "n", "review": ["k"]}, "n is new. Because."),
        (
            {"change": "redefine", "label": "k", "effect": "narrow"},
            "k covers less than before. Because.",
        ),
        (
            {"change": "rule", "rule": "question", "task": "topic", "effect": "shift"},
            "The rule question was edited. Because.",
        ),
    ],
)
def test_the_author_is_heard(step: dict[str, Any], reason: str) -> None:
    old, new = a_schema(a_task("k", id="topic")), a_schema(a_task("k", "n", id="topic"))
    more = [{"change": "add", "to": "n", "review": []}] if step["change"] != "add" else []
    found = reasons_of(compiled(old, new, {**step, "because": "Because."}, *more))
    assert reason in found
