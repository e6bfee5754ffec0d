"""Descent: the bipartite graph of old and new labels, and steps that say nothing."""

from typing import Any

import pytest

from tests.builders import a_schema
from tests.diff.versions import paired


def test_labels_of_one_id_are_the_same_and_the_rest_is_gone_or_fresh() -> None:
    found = paired(a_schema("a", "b"), a_schema("b", "c")).descent
    assert (found.same, [*found.gone], [*found.fresh]) == ({"b": "b"}, ["a"], ["c"])


def test_a_recoded_label_is_the_same_label() -> None:
    step = {"change": "recode", "from": "a", "to": "c"}
    found = paired(a_schema("a", "b"), a_schema("c", "b"), step).descent
    assert (found.same["c"], found.carried, found.fates["a"]) == ("a", {"a": "c"}, ("c",))
    assert (found.gone, found.fresh) == ({}, {})


def test_ids_may_be_swapped() -> None:
    steps = (
        {"change": "recode", "from": "a", "to": "b"},
        {"change": "recode", "from": "b", "to": "a"},
    )
    assert paired(a_schema("a", "b"), a_schema("a", "b"), *steps).descent.same == {
        "a": "b",
        "b": "a",
    }


def test_a_merge_target_that_keeps_its_id_has_a_predecessor_and_a_new_one_has_none() -> None:
    kept = {"change": "merge", "from": ["a", "b"], "to": "a"}
    found = paired(a_schema("a", "b"), a_schema("a"), kept).descent
    assert (found.same, found.carried) == ({"a": "a"}, {"a": "a", "b": "a"})
    new = {"change": "merge", "from": ["a", "b"], "to": "c"}
    found = paired(a_schema("a", "b"), a_schema("c"), new).descent
    assert (found.same, found.gone, found.fresh) == ({}, {}, {})


def test_split_targets_come_with_their_texts_also_where_one_keeps_the_id() -> None:
    step = {"change": "split", "from": "a", "to": ["a", "b"]}
    found = paired(a_schema("a"), a_schema("a", "b"), step).descent
    assert (found.same, found.fates["a"], found.fresh) == ({}, ("a", "b"), {})


def test_labels_are_split_and_merged_in_one_graph() -> None:
    steps = (
        {"change": "split", "from": "a", "to": ["a", "c"]},
        {"change": "merge", "from": ["b"], "to": "c"},
    )
    found = paired(a_schema("a", "b"), a_schema("a", "c"), *steps).descent
    assert (dict(found.fates), found.gone, found.fresh) == ({"a": ("a", "c"), "b": ("c",)}, {}, {})


def test_a_retired_label_leaves_its_records_to_another() -> None:
    step = {"change": "retire", "from": "a", "otherwise": {"use": "b"}}
    found = paired(a_schema("a", "b"), a_schema("b"), step)
    assert found.descent.fates["a"] == ("b",)
    assert found.retired == frozenset({"a"})


@pytest.mark.parametrize(
    "step",
    [
        {"change": "recode", "from": "x", "to": "b"},
        {"change": "recode", "from": "a", "to": "x"},
        {"change": "recode", "from": "a", "to": "b"},
        {"change": "recode", "from": "b", "to": "a"},
        {"change": "merge", "from": ["x"], "to": "b"},
        {"change": "merge", "from": ["a"], "to": "x"},
        {"change": "split", "from": "x", "to": ["b"]},
        {"change": "retire", "from": "b", "otherwise": "drop"},
        {"change": "retire", "from": "a", "otherwise": "drop", "task": "elsewhere"},
        {"change": "add", "to": "a", "review": []},
    ],
)
def test_a_step_whose_labels_do_not_exist_says_nothing(step: dict[str, Any]) -> None:
    found = paired(a_schema("a", "b"), a_schema("b", "c"), step).descent
    assert (found.moves, found.same, [*found.gone]) == ((), {"b": "b"}, ["a"])
