"""Marks: the steps of a migration, found by what they are about."""

from schemactl.diff.marks import Mark, Marks
from tests.diff.versions import a_migration

STEPS = a_migration(
    {"change": "redefine", "label": "a", "effect": "narrow", "because": "One."},
    {"change": "redefine", "task": "t", "label": "a", "effect": "widen", "review": ["b"]},
    {"change": "rule", "task": "t", "rule": "T1", "effect": "clarify"},
    {"change": "rule", "rule": "confusable: b--a", "effect": "shift"},
    {"change": "add", "to": "n", "review": ["a"]},
    {"change": "attribute", "attribute": "t/size", "effect": "narrow"},
    {"change": "task", "task": "t", "was": "removed"},
    {"change": "merge", "from": ["x", "y"], "to": "z"},
    {"change": "recode", "from": "p", "to": "q"},
)


def test_labels_have_the_marks_of_their_task_and_of_all_tasks() -> None:
    marks = Marks(STEPS)
    one, other = Mark("narrow", None, "One."), Mark("widen", ("b",), "")
    assert marks.of_labels("t", ["a", "a"]) == [other, one]
    assert marks.of_labels("u", ["a"]) == marks.of_labels(None, ["a"]) == [one]
    assert marks.of_additions("t", ["n"]) == [Mark("narrow", ("a",), "")]


def test_rules_are_found_by_name_and_pairs_in_either_order() -> None:
    marks = Marks(STEPS)
    assert marks.of_rules("t", ["T1"]) == [Mark("clarify", None, "")]
    assert marks.of_rules("u", ["T1"]) == []
    assert marks.of_rules("t", ["confusable: a--b"]) == [Mark("shift", None, "")]


def test_every_other_step_is_found_by_its_subject() -> None:
    marks = Marks(STEPS)
    assert len(marks.find("attribute changed", "t", "size")) == 1
    assert len(marks.find("task removed", "t", "t")) == 1
    assert len(marks.find("merge", "t", "z")) == 1
    assert len(marks.find("recode", "t", "p")) == 1
    assert Marks(None).find("recode", "t", "p") == []
