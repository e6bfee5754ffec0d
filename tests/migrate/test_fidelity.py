"""Fidelity: exact where a step can be taken back, lossy where not, people where they decide."""

from typing import Any

import pytest

from schemactl.migrate.fates import hop_fates
from schemactl.migrate.fidelity import fidelities
from schemactl.model.schema import Schema
from tests.builders import a_schema, a_task
from tests.migrate.hops import a_hop

OLD = a_schema("a", "b", "c")


def found(new: Schema, *steps: dict[str, Any]) -> list[str]:
    """Return the fidelity of each step from OLD; the chain had four steps before."""
    hop = a_hop(OLD, new, *steps)
    assert hop.migration is not None
    return list(fidelities(hop.migration.steps, hop_fates(hop, 4), 4))


WHEN = {"n": {"minimum": 1}}


@pytest.mark.parametrize(
    ("step", "labels", "fidelity"),
    [
        ({"change": "recode", "from": "a", "to": "x"}, "xbc", "exact"),
        ({"change": "merge", "from": ["a", "b"], "to": "x"}, "xc", "lossy"),
        ({"change": "merge", "from": ["a"], "to": "b"}, "bc", "lossy"),
        ({"change": "merge", "from": ["a"], "to": "x"}, "xbc", "lossy"),
        ({"change": "split", "from": "a", "to": ["x", "y"]}, "xybc", "people"),
        (
            {"change": "split", "from": "a", "to": [{"label": "x", "when": WHEN}, "y"]},
            "xybc",
            "people",
        ),
        (
            {
                "change": "split",
                "from": "a",
                "to": [{"label": "x", "when": WHEN}],
                "otherwise": {"use": "y"},
            },
            "xybc",
            "exact",
        ),
        (
            {
                "change": "split",
                "from": "a",
                "to": [{"label": "x", "when": WHEN}],
                "otherwise": {"use": "b"},
            },
            "xbc",
            "lossy",
        ),
        (
            {
                "change": "split",
                "from": "a",
                "to": [{"label": "x", "when": WHEN}],
                "otherwise": "drop",
            },
            "xbc",
            "lossy",
        ),
        ({"change": "retire", "from": "a", "otherwise": "drop"}, "bc", "lossy"),
        ({"change": "retire", "from": "a", "otherwise": {"use": "b"}}, "bc", "lossy"),
        ({"change": "retire", "from": "a", "otherwise": "relabel"}, "bc", "people"),
        ({"change": "add", "to": "x", "review": ["a"]}, "xabc", "people"),
        ({"change": "add", "to": "x", "review": []}, "xabc", "exact"),
        ({"change": "redefine", "label": "a", "effect": "clarify"}, "abc", "exact"),
        ({"change": "redefine", "label": "a", "effect": "narrow"}, "abc", "people"),
        ({"change": "redefine", "label": "a", "effect": "shift"}, "abc", "people"),
        ({"change": "task", "task": "topic", "otherwise": "drop"}, "abc", "lossy"),
    ],
    ids=str,
)
def test_a_step_is_as_faithful_as_what_it_does(
    step: dict[str, Any], labels: str, fidelity: str
) -> None:
    assert found(a_schema(*labels), step) == [fidelity]


def test_a_removed_task_loses_its_answers() -> None:
    hop = a_hop(
        a_schema(a_task("a"), a_task("x", id="tone")),
        a_schema(a_task("a")),
        {"change": "task", "task": "tone", "was": "removed"},
    )
    assert hop.migration is not None
    assert fidelities(hop.migration.steps, hop_fates(hop, 0), 0) == ("lossy",)


def test_another_step_to_the_same_label_takes_nothing_from_a_recode() -> None:
    steps: list[dict[str, Any]] = [
        {"change": "recode", "from": "a", "to": "x"},
        {"change": "retire", "from": "b", "otherwise": {"use": "x"}},
    ]
    assert found(a_schema("x", "c"), *steps) == ["exact", "lossy"]


def test_what_people_may_choose_as_well_is_shared_too() -> None:
    steps: list[dict[str, Any]] = [
        {"change": "split", "from": "a", "to": ["x", "y"]},
        {"change": "merge", "from": ["b"], "to": "x"},
    ]
    assert found(a_schema("x", "y", "c"), *steps) == ["people", "lossy"]
