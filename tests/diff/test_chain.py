"""Chains: what several migrations in a row say from the first release to the last."""

from typing import Any

import pytest

from schemactl.diff.chain import Hop, chained
from schemactl.diff.comparison import compare
from schemactl.diff.judgement import Verdict
from schemactl.diff.verdict import judge
from schemactl.model.migration import Migration
from schemactl.model.schema import Schema
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import a_migration, released

Station = tuple[tuple[str, ...], list[dict[str, Any]]]


def schema(*labels: str) -> Schema:
    """Return a schema whose labels all mean the same."""
    return a_schema(*(a_label(label, definition="X.") for label in labels))


def way(first: Schema, *stations: tuple[Schema, list[dict[str, Any]]]) -> Migration | None:
    """Return the chain through the stations, each with the steps that lead to it."""
    hops, before = [], released(first)
    for station, steps in stations:
        after = released(station)
        hops.append(Hop(before, after, a_migration(*steps) if steps else None))
        before = after
    return chained(hops)


def verdict(first: Schema, *stations: tuple[Schema, list[dict[str, Any]]]) -> Verdict:
    """Return the verdict over the whole way."""
    migration = way(first, *stations)
    old, new = released(first), released(stations[-1][0])
    return judge(compare(old, new, migration), migration, old, new)


def recode(old: str, new: str) -> dict[str, Any]:
    return {"change": "recode", "from": old, "to": new}


def merge(new: str, *old: str) -> dict[str, Any]:
    return {"change": "merge", "from": list(old), "to": new}


def split(old: str, *new: str, how: Any = "relabel") -> dict[str, Any]:
    return {"change": "split", "from": old, "to": list(new), "otherwise": how}


def retire(old: str, otherwise: Any) -> dict[str, Any]:
    return {"change": "retire", "from": old, "otherwise": otherwise}


@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        (("a",), (("b",), [recode("a", "b")]), (("c",), [recode("b", "c")]),
         [("label-recoded", ("a",), ("c",), "map")]),
        (("a",), (("b",), [recode("a", "b")]), (("a",), [recode("b", "a")]), []),
        (("a",), (("b",), [recode("a", "b")]), (("b",), []),
         [("label-recoded", ("a",), ("b",), "map")]),
        (("a", "b"), (("c",), [merge("c", "a", "b")]), (("d",), [recode("c", "d")]),
         [("label-merged", ("a", "b"), ("d",), "map")]),
        (("a", "b"), (("a",), [merge("a", "a", "b")]), (("d",), [recode("a", "d")]),
         [("label-recoded", ("a",), ("d",), "map"), ("label-merged", ("b",), ("d",), "map")]),
        (("a",), (("b", "c"), [split("a", "b", "c")]), (("b", "d"), [recode("c", "d")]),
         [("label-split", ("a",), ("b", "d"), "relabel")]),
        (("a",), (("b",), [recode("a", "b")]), (("c", "d"), [split("b", "c", "d", how="drop")]),
         [("label-split", ("a",), ("c", "d"), "drop")]),
        (("a", "b"), (("c", "b"), [recode("a", "c")]), (("b",), [retire("c", {"use": "b"})]),
         [("label-retired", ("a",), (), "map")]),
        (("a", "b"), (("b",), [retire("a", "drop")]), (("c",), [recode("b", "c")]),
         [("label-retired", ("a",), (), "drop"), ("label-recoded", ("b",), ("c",), "map")]),
        (("a", "b"), (("b",), [retire("a", {"use": "b"})]), (("c",), [retire("b", "drop")]),
         [("label-retired", ("a",), (), "relabel"), ("label-retired", ("b",), (), "drop"),
          ("label-added", (), ("c",), "undecided")]),
        (("a", "b"), (("b",), [merge("b", "a", "b")]), (("c",), []),
         [("label-retired", ("a",), (), "undecided"), ("label-retired", ("b",), (), "undecided"),
          ("label-added", (), ("c",), "undecided")]),
        (("a", "b"), (("b",), []), (("b",), []),
         [("label-retired", ("a",), (), "undecided")]),
    ],
)  # fmt: skip
def test_labels_lead_straight_from_first_to_last(
    first: tuple[str, ...], second: Station, third: Station, expected: list[Any]
) -> None:
    stations = [(schema(*labels), steps) for labels, steps in (second, third)]
    found = verdict(schema(*first), *stations).judgements
    told = [(j.change.kind, j.change.source, j.change.target, j.annotations) for j in found]
    assert sorted(told) == sorted(expected)


def test_marks_are_carried_to_the_last_names() -> None:
    pair = {"ask": "Which?"}
    old = a_schema(a_task(a_label("a", definition="X."), "b", confusable=[{"labels": ["a", "b"]}]))
    middle = a_schema(
        a_task(
            *(a_label("a", definition="Y."), "b", a_label("n", definition="N.")),
            confusable=[{"labels": ["a", "b"], **pair}],
            question="What?",
        )
    )
    new = a_schema(
        a_task(
            *(a_label("c", definition="Y."), "b", a_label("m", definition="N.")),
            confusable=[{"labels": ["c", "b"], **pair}],
            question="What?",
            choose="any",
        )
    )
    steps: list[dict[str, Any]] = [
        {"change": "redefine", "label": "a", "effect": "widen", "review": ["b"]},
        {"change": "redefine", "label": "b", "effect": "narrow", "task": "elsewhere"},
        {"change": "rule", "rule": "confusable: a--b", "effect": "clarify"},
        {"change": "rule", "rule": "question", "effect": "clarify"},
        {"change": "add", "to": "n", "review": ["a"]},
    ]
    last = [recode("a", "c"), recode("n", "m"), {"change": "task", "task": "topic",
                                                 "effect": "clarify"}]  # fmt: skip
    found = verdict(old, (middle, steps), (new, last)).judgements
    assert {j.change.kind for j in found if not j.declared} == set()
    labels = {j.change.kind: j.labels for j in found}
    assert labels["label-added"] == ("c",)
    assert labels["definition-changed"] == ("b",)


def test_a_single_hop_is_its_migration_and_none_is_none() -> None:
    one = a_migration(recode("a", "b"))
    hop = Hop(released(schema("a")), released(schema("b")), one)
    assert chained([hop]) is one
    assert way(schema("a"), (schema("a"), []), (schema("a"), [])) is None


def test_a_task_that_was_not_there_all_the_way_is_left_alone() -> None:
    both = a_schema(a_task("a"), a_task("b", id="two"))
    found = way(a_schema(a_task("a")), (both, [recode("x", "y")]), (both, []))
    assert found is not None
    assert found.steps == ()
