"""Marks: whose annotations a person looks at again, and whose label no longer holds."""

from typing import Any

import pytest

from schemactl.migrate.fates import hop_fates
from schemactl.migrate.outcome import Dropped, Mapped, Queued, Unchanged
from schemactl.model.label import Attribute
from schemactl.model.schema import Confusable, Schema, TieBreak
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import a_hop

LABELS = ("a", "b", "c")


def reviewed(old: Schema, new: Schema, *steps: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the labels whose annotations are looked at again, with the steps that say so."""
    return {
        str(label): outcome.reviews
        for (_, label), outcome in hop_fates(a_hop(old, new, *steps), 0).items()
        if isinstance(outcome, Unchanged | Mapped) and outcome.reviews
    }


def redefine(effect: str, **fields: Any) -> dict[str, Any]:
    """Return a mark on label a."""
    return {"change": "redefine", "label": "a", "effect": effect, **fields}


def test_an_added_label_may_have_records_of_others() -> None:
    step = {"change": "add", "to": "d", "review": ["a", "b"]}
    assert reviewed(a_schema(*LABELS), a_schema(*LABELS, "d"), step) == {"a": (0,), "b": (0,)}


def test_an_added_label_to_which_nobody_moves_asks_nothing() -> None:
    step: dict[str, Any] = {"change": "add", "to": "d", "review": []}
    assert reviewed(a_schema(*LABELS), a_schema(*LABELS, "d"), step) == {}


def test_a_label_is_named_by_what_it_was_or_by_what_it_becomes() -> None:
    recode = {"change": "recode", "from": "a", "to": "x"}
    new = a_schema("x", "b", "c", "d")
    for name in ("a", "x"):
        add = {"change": "add", "to": "d", "review": [name]}
        assert reviewed(a_schema(*LABELS), new, recode, add) == {"a": (1,)}


def test_everything_that_becomes_a_reviewed_label_is_reviewed() -> None:
    steps = [
        {"change": "merge", "from": ["a", "b"], "to": "m"},
        redefine("narrow") | {"label": "m"},
    ]
    found = hop_fates(a_hop(a_schema(*LABELS), a_schema("m", "c"), *steps), 0)
    assert found["topic", "a"] == found["topic", "b"] == Mapped("topic", "m", (0,), (1,))
    assert found["topic", "c"] == Unchanged()


NEIGHBOURS = a_schema(a_task(*LABELS, confusable=(Confusable(labels=("a", "b")),)))


@pytest.mark.parametrize(
    ("step", "labels"),
    [
        (redefine("clarify"), []),
        (redefine("clarify", review=True), ["a"]),
        (redefine("narrow"), ["a"]),
        (redefine("narrow", review=False), []),
        (redefine("widen"), ["b"]),
        (redefine("widen", review=["c"]), ["c"]),
        (redefine("widen", review=False), []),
    ],
    ids=str,
)
def test_the_effect_of_an_edit_says_whom_it_concerns(
    step: dict[str, Any], labels: list[str]
) -> None:
    assert list(reviewed(NEIGHBOURS, NEIGHBOURS, step)) == labels


def test_a_shifted_label_is_given_again_by_a_person() -> None:
    found = hop_fates(a_hop(NEIGHBOURS, NEIGHBOURS, redefine("shift")), 0)
    assert found["topic", "a"] == Queued("topic", (), (0,))
    assert found["topic", "b"] == Unchanged()


def test_nothing_is_mapped_to_a_shifted_label_without_a_person() -> None:
    steps = [{"change": "recode", "from": "b", "to": "x"}, redefine("shift") | {"label": "x"}]
    found = hop_fates(a_hop(a_schema(*LABELS), a_schema("a", "x", "c"), *steps), 0)
    assert found["topic", "b"] == Queued("topic", (), (0, 1))


def test_an_edited_rule_concerns_the_labels_it_decides_between() -> None:
    def ruled(text: str) -> Schema:
        rule = TieBreak(id="T1", text=text, use="a", over=("b",))
        return a_schema(a_task(*LABELS, tie_breaks=(rule,)))

    step = {"change": "rule", "rule": "T1", "effect": "narrow"}
    assert list(reviewed(ruled("A wins."), ruled("A may win."), step)) == ["a", "b"]
    assert reviewed(ruled("A wins."), ruled("A wins."), step) == {}


def test_a_rule_of_another_task_concerns_nobody_here() -> None:
    def asked(first: str, second: str) -> Schema:
        tone = a_task("x", id="tone", question=second)
        return a_schema(a_task("a", question=first), tone)

    old, new = asked("What?", "How?"), asked("What is it?", "How is it?")
    step = {"change": "rule", "task": "tone", "rule": "question", "effect": "narrow"}
    found = hop_fates(a_hop(old, new, step), 0)
    assert found["topic", "a"] == Unchanged()
    assert found["tone", "x"] == Unchanged((), (0,))
    both = [step, {"change": "rule", "task": "topic", "rule": "question", "effect": "narrow"}]
    assert hop_fates(a_hop(old, new, *both), 0)["topic", "a"] == Unchanged((), (1,))


def test_a_confusable_pair_is_named_in_any_order() -> None:
    def asked(text: str) -> Schema:
        pair = Confusable(labels=("a", "b"), ask=text)
        return a_schema(a_task(*LABELS, confusable=(pair,)))

    step = {"change": "rule", "rule": {"confusable": "b--a"}, "effect": "narrow"}
    assert list(reviewed(asked("Why?"), asked("Who?"), step)) == ["a", "b"]


@pytest.mark.parametrize(
    ("fields", "labels"),
    [
        ({"effect": "narrow"}, ["None", *LABELS]),
        ({"effect": "widen", "review": False}, []),
        ({"effect": "clarify"}, []),
        ({"review": True}, ["None", *LABELS]),
        ({"review": ["b"]}, ["b"]),
    ],
    ids=str,
)
def test_a_changed_task_concerns_all_its_answers(fields: Any, labels: list[str]) -> None:
    step = {"change": "task", "task": "topic", **fields}
    assert list(reviewed(a_schema(*LABELS), a_schema(*LABELS), step)) == labels


def test_a_shifted_task_is_answered_again() -> None:
    step = {"change": "task", "task": "topic", "effect": "shift"}
    found = hop_fates(a_hop(a_schema("a"), a_schema("a"), step), 0)
    assert set(found.values()) == {Queued("topic", (), (0,))}


SIZE = Attribute(id="size", type="number")


def test_an_attribute_concerns_its_task_or_its_label() -> None:
    old = a_schema(*LABELS)
    new = a_schema(a_task(a_label("a", attributes=(SIZE,)), "b", "c", attributes=(SIZE,)))
    step = {"change": "attribute", "was": "added", "review": True}
    assert list(reviewed(old, new, step | {"attribute": "topic/size"})) == ["None", *LABELS]
    assert list(reviewed(old, new, step | {"attribute": "topic/a/size"})) == ["a"]
    assert reviewed(new, old, step | {"attribute": "topic/size", "was": "removed"}) == {
        str(label): (0,) for label in (None, *LABELS)
    }
    assert reviewed(old, new, {"change": "attribute", "attribute": "topic/size"}) == {}


def test_a_task_that_is_gone_has_nothing_to_review() -> None:
    old = a_schema(a_task("a"), a_task("x", id="tone"))
    step = {"change": "task", "task": "tone", "was": "removed", "review": True}
    found = hop_fates(a_hop(old, a_schema(a_task("a")), step), 0)
    assert found["tone", "x"] == Dropped((0,))
