"""Neighbours: partners, labels that excludes name, labels that a rule decides between."""

from typing import Any

import pytest

from schemactl.diff.judgement import Concerned
from schemactl.diff.neighbours import Neighbourhood
from schemactl.model.change import Change
from tests.builders import a_label, a_schema, a_task

LABELS = (
    a_label(
        "a", exclude=({"text": "x", "use": "c"}, {"text": "y"}, {"text": "z", "use": "nothing"})
    ),
    "b",
    "c",
    "d",
)
SCHEMA = a_schema(
    a_task(*LABELS, residual="d", confusable=[{"labels": ["b", "a"]}, {"labels": ["b", "c"]}])
)


def test_partners_and_labels_named_in_excludes_are_neighbours() -> None:
    found = Neighbourhood(SCHEMA)
    assert found.of_labels("topic", ["a"]) == Concerned(("a",), ("b", "c"))
    assert found.of_labels("topic", ["a", "c", "a"]) == Concerned(("a", "c"), ("b",))
    assert found.of_labels("topic", ["d", "nothing"]) == Concerned(("d",))
    assert found.of_labels("other", ["a"]) == Concerned(("a",))
    assert (found.residual("topic"), found.residual(None)) == ("d", None)


@pytest.mark.parametrize(
    ("name", "says", "labels"),
    [
        ("confusable: a--b", {"ask": "x"}, ("a", "b")),
        ("T1", {"use": "a", "over": ["b", "gone"]}, ("a", "b")),
        (
            "decide",
            [{"id": "Q1", "yes": "a", "no": "Q2"}, {"yes": "nothing", "no": "c"}],
            ("a", "c"),
        ),
        ("question", "What?", ("a", "b", "c", "d")),
    ],
)
def test_a_rule_concerns_the_labels_it_names_or_all(
    name: str, says: Any, labels: tuple[str, ...]
) -> None:
    change = Change("rule-changed", "topic", (name,), (name,), None, says)
    assert Neighbourhood(SCHEMA).of_rule(change) == Concerned(labels, labels)
    elsewhere = change._replace(task="other")
    assert Neighbourhood(SCHEMA).of_rule(elsewhere) == Concerned(())
