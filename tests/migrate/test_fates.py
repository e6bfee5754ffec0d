"""What one hop makes of each label: by its own step, by its task's, or by standing there still."""

from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.fates import Branch, Fates, hop_fates, outcomes
from schemactl.migrate.outcome import Candidate, Dropped, Mapped, Queued, Unchanged
from schemactl.model.schema import Schema
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import a_hop

BIG = {"n": {"minimum": 1}}
A, B, C = ("topic", "a"), ("topic", "b"), ("topic", "c")


def fates(old: Schema, new: Schema, *steps: dict[str, Any], first: int = 0) -> Fates:
    """Return the fates of the labels of a hop."""
    return hop_fates(a_hop(old, new, *steps), first)


def split(*targets: Any, **fields: Any) -> dict[str, Any]:
    """Return a split of label a."""
    return {"change": "split", "from": "a", "to": list(targets), **fields}


def test_a_label_that_stands_in_both_versions_stays() -> None:
    found = fates(a_schema("a", "b"), a_schema("b", "a", "c"))
    assert found == {("topic", None): Unchanged(), A: Unchanged(), B: Unchanged()}


def test_a_step_is_told_by_its_place_in_the_chain() -> None:
    step = {"change": "recode", "from": "a", "to": "b"}
    assert fates(a_schema("a"), a_schema("b"), step, first=7)[A] == Mapped(*B, (7,))


def test_labels_may_trade_their_ids() -> None:
    steps = [
        {"change": "recode", "from": "a", "to": "b"},
        {"change": "recode", "from": "b", "to": "a"},
    ]
    found = fates(a_schema("a", "b"), a_schema("a", "b"), *steps)
    assert (found[A], found[B]) == (Mapped(*B, (0,)), Mapped(*A, (1,)))


def test_a_split_without_conditions_is_for_people() -> None:
    step = split({"label": "b", "criterion": "First."}, "c")
    found = fates(a_schema("a"), a_schema("b", "c"), step)[A]
    assert found == Queued("topic", (Candidate(*B, "First."), Candidate(*C)), (0,))


@pytest.mark.parametrize(
    ("otherwise", "outcome", "last"),
    [("drop", Dropped((0,)), None), ({"use": "c"}, Mapped(*C, (0,)), "c")],
    ids=str,
)
def test_a_split_says_what_becomes_of_the_rest(otherwise: Any, outcome: Any, last: Any) -> None:
    step = split({"label": "b", "criterion": "Big.", "when": BIG}, "c", otherwise=otherwise)
    found = fates(a_schema("a"), a_schema("b", "c"), step)[A]
    assert isinstance(found, Branch)
    assert list(outcomes(found)) == [Mapped(*B, (0,)), outcome]
    offered = (Candidate(*B, "Big."), Candidate("topic", last))
    assert found.undecided == Queued("topic", offered, (0,))


def test_while_it_is_undecided_all_that_a_split_may_lead_to_is_on_offer() -> None:
    old, new = a_schema("a"), a_schema("b", "c")
    step = split({"label": "b", "criterion": "Big.", "when": BIG}, "c")
    found = fates(old, new, step)[A]
    assert isinstance(found, Branch)
    assert found.undecided == found.otherwise
    shift = {"change": "redefine", "label": "b", "effect": "shift"}
    found = fates(old, new, step, shift)[A]
    assert isinstance(found, Branch)
    assert found.undecided == Queued("topic", (), (0,))
    stays = split({"label": "a", "when": BIG}, {"label": "b", "when": BIG}, otherwise="drop")
    found = fates(old, a_schema("a", "b"), stays)[A]
    assert isinstance(found, Branch)
    offered = (Candidate(*A), Candidate(*B), Candidate("topic", None))
    assert found.undecided == Queued("topic", offered, (0,))


def test_a_split_may_lead_back_to_its_label() -> None:
    step = split({"label": "a", "when": {"n": {"minimum": 1}}}, "b")
    found = fates(a_schema("a"), a_schema("a", "b"), step)[A]
    assert next(outcomes(found)) == Unchanged((0,))


def test_a_label_that_only_groups_now_is_chosen_among_those_below_it() -> None:
    group = a_label("a", labels=(a_label("b"), a_label("c", labels=(a_label("d"),))))
    below = (Candidate("topic", "b"), Candidate("topic", "d"))
    assert fates(a_schema("a", "b"), a_schema(group))[A] == Queued("topic", below)
    step = {"change": "recode", "from": "x", "to": "a"}
    found = fates(a_schema("x"), a_schema(group), step)
    assert found["topic", "x"] == Queued("topic", below, (0,))
    step = split({"label": "a", "criterion": "All of it."}, "e") | {"from": "x"}
    found = fates(a_schema("x"), a_schema(group, "e"), step)
    offered = (Candidate("topic", "b", "All of it."), Candidate("topic", "d", "All of it."))
    assert found["topic", "x"] == Queued("topic", (*offered, Candidate("topic", "e")), (0,))


def test_a_group_stays_a_group() -> None:
    group = a_label("a", labels=(a_label("b"),))
    assert fates(a_schema(group), a_schema(group))[A] == Unchanged()
    assert fates(a_schema(group), a_schema("b"))[A] == Queued("topic")


def test_a_label_without_a_fate_is_refused() -> None:
    with pytest.raises(SchemactlError, match="nothing says what becomes of label topic/a") as why:
        fates(a_schema("a", "b"), a_schema("b"))
    assert "schema:s@1.0.0" in why.value.message
    assert "recodes, merges, splits or retires" in why.value.hint


def test_a_step_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(SchemactlError, match="leads to 'c', which is no label there"):
        fates(a_schema("a"), a_schema("b"), {"change": "recode", "from": "a", "to": "c"})


def test_a_step_that_starts_nowhere_is_refused() -> None:
    step = {"change": "merge", "from": ["angr"], "to": "anger"}
    with pytest.raises(SchemactlError, match="is about 'angr', which is no label before it") as why:
        fates(a_schema("anger"), a_schema("anger"), step)
    assert "anger" in why.value.hint


def test_a_label_with_two_fates_is_refused() -> None:
    steps = [
        {"change": "recode", "from": "a", "to": "b"},
        {"change": "retire", "from": "a", "otherwise": "drop"},
    ]
    with pytest.raises(SchemactlError, match=r"two steps of .* tell the fate of label 'a'"):
        fates(a_schema("a"), a_schema("b"), *steps)


def test_a_pattern_that_cannot_run_is_refused() -> None:
    step = split({"label": "b", "when": {"text": {"pattern": r"(x)\1"}}})
    with pytest.raises(SchemactlError, match="into 'b' tests for a pattern that cannot run"):
        fates(a_schema("a"), a_schema("b"), step)


TONE = a_task("x", id="tone")
TWO = a_schema(a_task("a"), TONE)


def test_the_answers_of_a_removed_task_go() -> None:
    step = {"change": "task", "task": "tone", "was": "removed"}
    found = fates(TWO, a_schema(a_task("a")), step)
    assert (found["tone", "x"], found["tone", None]) == (Dropped((0,)), Dropped((0,)))
    assert found[A] == Unchanged()


def test_the_answers_of_a_removed_task_may_live_on_in_another() -> None:
    step = {"change": "task", "task": "tone", "was": "removed", "otherwise": {"use": "topic/a"}}
    found = fates(TWO, a_schema(a_task("a")), step)
    assert found["tone", "x"] == Mapped(*A, (0,))
    assert found["tone", None] == Dropped((0,))


def test_a_label_of_a_removed_task_may_have_its_own_step() -> None:
    steps = [
        {"change": "task", "task": "tone", "was": "removed"},
        {"change": "recode", "task": "tone", "from": "x", "to": "topic/a"},
    ]
    assert fates(TWO, a_schema(a_task("a")), *steps)["tone", "x"] == Mapped(*A, (1,))


def test_a_removed_task_that_nobody_speaks_of_is_refused() -> None:
    with pytest.raises(SchemactlError, match="nothing says what becomes of label tone/x"):
        fates(TWO, a_schema(a_task("a")))


@pytest.mark.parametrize(
    ("otherwise", "of_label", "without"),
    [
        ("relabel", Queued("tone", (), (0,)), Queued("tone", (), (0,))),
        ("drop", Dropped((0,)), Dropped((0,))),
        ({"use": "y"}, Mapped("tone", "y", (0,)), Unchanged()),
    ],
    ids=str,
)
def test_a_changed_task_says_what_becomes_of_its_answers(
    otherwise: Any, of_label: Any, without: Any
) -> None:
    step = {"change": "task", "task": "tone", "otherwise": otherwise}
    new = a_schema(a_task("a"), a_task("x", "y", id="tone"))
    found = fates(TWO, new, step)
    assert (found["tone", "x"], found["tone", None]) == (of_label, without)


def test_relabeling_a_removed_task_is_for_people_who_may_choose_anything() -> None:
    step = {"change": "task", "task": "tone", "was": "removed", "otherwise": "relabel"}
    assert fates(TWO, a_schema(a_task("a")), step)["tone", "x"] == Queued(None, (), (0,))


def test_a_task_under_another_name_takes_its_answers_along() -> None:
    old = a_schema(a_task("a", id="emotions"), name="emotions")
    new = a_schema(a_task("a", id="ekman"), name="ekman")
    found = fates(old, new)
    assert found["emotions", "a"] == Mapped("ekman", "a")
    assert found["emotions", None] == Mapped("ekman", None)
