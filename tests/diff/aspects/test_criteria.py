"""Criteria: what is included and excluded, and what is only said in other ids or another order."""

from typing import Any

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import changes, kinds, one_change


def with_clauses(label_id: str = "a", **fields: Any) -> Any:
    return a_label(label_id, **{"definition": "X.", **fields})


def test_only_the_clauses_of_one_side_are_told() -> None:
    old = a_schema(with_clauses(include=("one", "two"), exclude=({"text": "x", "use": "b"},)), "b")
    new = a_schema(with_clauses(include=("two", "three"), exclude=({"text": "x"},)), "b")
    found = one_change(old, new)
    assert found.kind == "criteria-changed"
    assert found.before == {"include": ["one"], "exclude": [{"text": "x", "use": "b"}]}
    assert found.after == {"include": ["three"], "exclude": ["x"]}
    assert one_change(new, old) == found.reverse()


def test_order_says_nothing_and_an_id_is_metadata() -> None:
    old = a_schema(with_clauses(include=("one", "two")))
    assert changes(old, a_schema(with_clauses(include=("two", "one")))) == ()
    named = a_schema(with_clauses(include=("one", {"id": "R1", "text": "two"})))
    assert kinds(old, named) == ["metadata-changed"]


def test_a_reference_that_follows_a_recoded_or_merged_label_is_no_change() -> None:
    old = a_schema(with_clauses(exclude=({"text": "x", "use": "b"},)), "b", "c")
    new = a_schema(with_clauses(exclude=({"text": "x", "use": "c"},)), "c")
    merge = {"change": "merge", "from": ["b", "c"], "to": "c"}
    assert kinds(old, new, merge) == ["label-merged"]
    assert "criteria-changed" in kinds(old, new)


def test_a_contested_choice_decides_cases() -> None:
    contested = {"views": ["One.", "Two."], "chosen": "One.", "because": "Law."}
    found = one_change(a_schema("a"), a_schema(a_label("a", contested=contested)))
    assert (found.kind, found.before) == ("criteria-changed", {})
    assert found.after["contested"]["chosen"] == "One."
    back = one_change(a_schema(a_label("a", contested=contested)), a_schema("a"))
    assert back == found.reverse()


def test_a_label_that_becomes_a_group_can_no_longer_be_chosen() -> None:
    old = a_schema("a", "b")
    new = a_schema(a_label("a", labels=(a_label("c"),)), "b")
    found = {change.kind: change for change in changes(old, new)}
    assert set(found) == {"criteria-changed", "label-added"}
    assert found["criteria-changed"].before == {"selectable": True}
    flagged = one_change(old, a_schema(a_label("a", selectable=False), "b"))
    assert flagged.after == {"selectable": False}


def test_a_task_that_lets_groups_be_chosen_changes_once() -> None:
    group = a_label("a", labels=(a_label("b"),))
    old, new = a_task(group), a_task(group, hierarchy={"choose": "any-level"})
    assert kinds(a_schema(old), a_schema(new)) == ["task-changed"]
