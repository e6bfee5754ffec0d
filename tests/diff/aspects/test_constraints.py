"""Constraints: by id, with the labels they name as the new version writes them."""

from typing import Any

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import changes, kinds, one_change


def schema(*labels: str, **constraint: Any) -> Any:
    task = a_task(*(a_label(one, definition="X.") for one in labels))
    rules = [{"id": "c", **constraint}] if constraint else []
    return a_schema(task, constraints=rules)


def test_a_constraint_comes_goes_and_changes() -> None:
    rule: dict[str, Any] = {"if": {"topic": "a"}, "then": {"urgency": {"maximum": 1}}}
    added = one_change(schema("a"), schema("a", **rule))
    assert (added.kind, added.task, added.target) == ("constraint-added", None, ("c",))
    assert one_change(schema("a", **rule), schema("a")) == added.reverse()
    changed = one_change(schema("a", **rule), schema("a", **rule, because="Law."))
    assert (changed.kind, changed.after["because"]) == ("constraint-changed", "Law.")
    assert changes(schema("a", **rule), schema("a", **rule)) == ()


def test_labels_that_were_recoded_do_not_count() -> None:
    old = schema("a", "b", **{"if": {"topic": {"enum": ["a", "b"]}}, "then": {"topic": "a"}})
    new = schema("x", "b", **{"if": {"topic": {"enum": ["x", "b"]}}, "then": {"topic": "x"}})
    step = {"change": "recode", "from": "a", "to": "x"}
    assert kinds(old, new, step) == ["label-recoded"]
    number = {"if": {"topic": 1}, "then": {"other": "a"}}
    assert kinds(schema("a", **number), schema("x", **number), step) == ["label-recoded"]
