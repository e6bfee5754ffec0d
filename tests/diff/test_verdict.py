"""The table of what a change means, row by row, and the lines that a missing mark needs."""

from typing import Any

import pytest

from schemactl.diff.judgement import Judgement
from schemactl.diff.verdict import judge
from schemactl.model.change import KINDS, Change
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import a_migration, judged, one_judgement, released

PAIR = {"labels": ["a", "b"]}


@pytest.mark.parametrize(
    "kind",
    [
        *("label-renamed", "examples-changed", "synonyms-changed", "aliases-changed"),
        *("hotkey-changed", "color-changed", "metadata-changed", "translation-changed"),
        *("ruling-added", "ruling-changed", "ruling-removed"),
    ],
)
def test_what_decides_no_case_is_a_patch(kind: Any) -> None:
    schema = released(a_schema("a"))
    change = Change(kind, "topic", ("a",), ("a",), "x", "y")
    assert judge([change], None, schema, schema).judgements == (Judgement(change, "patch", "keep"),)


@pytest.mark.parametrize("kind", ["label-deprecated", "label-restored", "label-moved"])
def test_what_stays_legal_is_minor(kind: Any) -> None:
    schema = released(a_schema("a"))
    change = Change(kind, "topic", ("a",), ("a",), None, {})
    (found,) = judge([change], None, schema, schema).judgements
    assert (found.bump, found.annotations, found.declared) == ("minor", "keep", True)


def edits() -> list[Any]:
    """Return, for each kind that needs a mark, both versions and what names the thing."""
    label = {"change": "redefine", "label": "a"}
    rule = {"change": "rule", "task": "topic"}
    case = {"content": "x"}
    return [
        (a_label("a", definition="X."), a_label("a", definition="Y."), {}, label),
        (a_label("a"), a_label("a", include=("x",)), {}, label),
        (a_label("a", examples=(case,)), a_label("a", counterexamples=(case,)), {}, label),
        (a_label("a"), a_label("a"), {"question": "What?"}, {**rule, "rule": "question"}),
        (a_label("a"), a_label("a"), {"unsure": {"use": "b"}}, {**rule, "rule": "unsure"}),
        (
            a_label("a"),
            a_label("a"),
            {"confusable": [PAIR]},
            {**rule, "rule": "confusable: b--a"},
        ),
    ]


@pytest.mark.parametrize("edit", edits())
@pytest.mark.parametrize(
    ("effect", "bump", "annotations"),
    [
        ("clarify", "patch", "keep"),
        ("narrow", "major", "review"),
        ("widen", "major", "review"),
        ("shift", "major", "relabel"),
        (None, "major", "undecided"),
    ],
)
def test_an_edit_is_judged_by_its_mark(
    edit: Any, effect: str | None, bump: str, annotations: str
) -> None:
    old, new, fields, step = edit
    steps = [{**step, "effect": effect}] if effect else []
    before, after = a_schema(a_task(old, "b")), a_schema(a_task(new, "b", **fields))
    found = one_judgement(before, after, *steps)
    assert (found.bump, found.annotations, found.declared) == (bump, annotations, bool(effect))
    assert bool(found.missing) is (effect is None)


def test_a_reversed_case_is_marked_by_either_label_or_by_the_new_one() -> None:
    case = {"content": "x"}
    old = a_schema(a_label("a", examples=(case,)), "b")
    new = a_schema("a", a_label("b", examples=(case,)))
    assert not one_judgement(old, new).declared
    for label in ("a", "b"):
        step = {"change": "redefine", "label": label, "effect": "narrow"}
        assert one_judgement(old, new, step).labels == ("a", "b")
    fresh = a_schema("a", "b", a_label("c", examples=(case,)))
    add = {"change": "add", "to": "c", "review": ["a"]}
    assert {j.declared for j in judged(old, fresh, add).judgements} == {True}


def test_a_reversed_case_between_labels_that_stay_names_both() -> None:
    case = {"content": "x", "use": "b"}
    old = a_schema(a_label("a", examples=({"content": "x"},)), "b")
    new = a_schema(a_label("a", counterexamples=(case,)), "b")
    found = one_judgement(old, new)
    assert (found.labels, found.bump) == (("a", "b"), "major")


def test_the_minimum_bump_is_the_highest_and_reads_smaller_below_one() -> None:
    old, new = a_schema("a", "b"), a_schema(a_label("a", name="A"))
    assert judged(old, new).minimum_bump == "major"
    before = released(a_schema("a", "b", version="0.3.0"))
    verdict = judge(
        [Change("label-retired", "topic", ("b",))], None, before, released(a_schema("a"))
    )
    assert (verdict.minimum_bump, verdict.judgements[0].bump) == ("minor", "minor")
    assert judged(old, old).minimum_bump == "none"


def test_every_kind_has_a_judgement() -> None:
    schema = released(a_schema("a"))
    shapes = {"if": {}, "then": {}, "label": "a", "use": "a", "part": "examples"}
    for kind in KINDS:
        change = Change(kind, "topic", ("a",), ("a",), shapes, shapes)
        (found,) = judge([change], a_migration(), schema, schema).judgements
        assert found.bump in ("patch", "minor", "major")
