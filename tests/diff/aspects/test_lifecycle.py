"""Lifecycle: added, recoded, merged, split and retired labels, with and without a step."""

from typing import Any

import pytest

from schemactl.model.change import Change, Spot
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import changes, kinds, one_change

A = {"name": "", "definition": "What a means."}
B = {"name": "", "definition": "What b means."}


def test_a_label_without_a_step_is_never_taken_for_another() -> None:
    first, second = a_label("a", definition="Same."), a_label("b", definition="Same.")
    assert kinds(a_schema(first), a_schema(second)) == ["label-added", "label-retired"]


def test_added_and_retired_labels_are_the_way_back_of_each_other() -> None:
    added = one_change(a_schema("b"), a_schema("b", "a"))
    assert (added.kind, added.source, added.target) == ("label-added", (), ("a",))
    assert (added.before, added.after, added.old_spot) == (None, A, None)
    assert added.new_spot == Spot(("tasks", 0, "labels", 1))
    assert one_change(a_schema("b", "a"), a_schema("b")) == added.reverse()


@pytest.mark.parametrize(
    ("old", "new", "step", "expected"),
    [
        (
            ("a",),
            ("b",),
            {"change": "recode", "from": "a", "to": "b"},
            Change("label-recoded", "topic", ("a",), ("b",)),
        ),
        (
            ("a", "b"),
            ("a",),
            {"change": "merge", "from": ["a", "b"], "to": "a"},
            Change("label-merged", "topic", ("a", "b"), ("a",), {"a": A, "b": B}, {"a": A}),
        ),
        (
            ("a",),
            ("a", "b"),
            {"change": "split", "from": "a", "to": ["a", "b"]},
            Change("label-split", "topic", ("a",), ("a", "b"), {"a": A}, {"a": A, "b": B}),
        ),
        (
            ("a", "b"),
            ("b",),
            {"change": "retire", "from": "a", "otherwise": {"use": "b"}},
            Change("label-retired", "topic", ("a",), (), A, None),
        ),
    ],
)
def test_a_step_says_what_became_of_a_label(
    old: tuple[str, ...], new: tuple[str, ...], step: dict[str, Any], expected: Change
) -> None:
    definition = {"definition": "What a means."}
    after = [a_label(label, **definition) if len(new) == 1 and label == "b" and old == ("a",)
             else a_label(label) for label in new]  # fmt: skip
    found = one_change(a_schema(*old), a_schema(*after), step)
    assert found._replace(old_spot=None, new_spot=None) == expected


def test_labels_that_a_task_shares_are_compared_where_they_are_listed() -> None:
    def shared(name: str) -> Any:
        one = a_task(a_label("a", name=name), id="one")
        return a_schema(one, a_task(id="two", same_as="one"))

    assert [c.task for c in changes(shared("A"), shared("B"))] == ["one"]
