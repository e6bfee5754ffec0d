"""Tasks, attributes, constraints and inputs: what code judges and what people must say."""

from typing import Any

import pytest

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import one_judgement

SIZE: dict[str, Any] = {"id": "size", "type": "number", "maximum": 5, "question": "How big?"}
A = a_label("a")


@pytest.mark.parametrize(
    ("step", "bump", "annotations", "declared"),
    [
        (None, "major", "undecided", False),
        ({"effect": "clarify"}, "major", "keep", True),
        ({"effect": "narrow"}, "major", "review", True),
        ({"effect": "narrow", "review": "false"}, "major", "keep", True),
        ({"effect": "shift"}, "major", "relabel", True),
        ({"otherwise": "relabel"}, "major", "relabel", True),
        ({"otherwise": {"use": "a"}}, "major", "map", True),
        ({"review": "true"}, "major", "review", True),
        ({"because": "Law."}, "major", "undecided", True),
    ],
)
def test_a_changed_task_says_what_it_does(
    step: dict[str, Any] | None, bump: str, annotations: str, declared: bool
) -> None:
    steps = [{"change": "task", "task": "topic", **step}] if step else []
    found = one_judgement(a_schema(a_task(A)), a_schema(a_task(A, choose="any")), *steps)
    assert (found.bump, found.annotations, found.declared) == (bump, annotations, declared)


@pytest.mark.parametrize(
    ("before", "after", "bump"),
    [
        ({"points": [{"id": "nose"}]}, {"points": [{"id": "nose", "definition": "Tip."}]}, "patch"),
        ({"points": [{"id": "nose"}]}, {"points": [{"id": "nose"}, {"id": "ear"}]}, "major"),
        ({"points": [{"id": "nose"}]}, {"points": [{"id": "nose", "sigma": 1}]}, "major"),
        ({"unit": "km"}, {"unit": "kilometres"}, "patch"),
        ({"unit": "km", "maximum": 5}, {"unit": "kilometres", "maximum": 6}, "major"),
        ({"joins": {"from": ["a"], "to": ["b"]}}, {"joins": {"from": ["b"], "to": ["b"]}}, "major"),
    ],
)
def test_words_that_only_explain_are_clarified_by_a_patch(
    before: dict[str, Any], after: dict[str, Any], bump: str
) -> None:
    old, new = a_schema(a_task(A, **before)), a_schema(a_task(A, **after))
    step = {"change": "task", "task": "topic", "effect": "clarify"}
    assert one_judgement(old, new, step).bump == bump
    assert one_judgement(old, new).bump == "major"
    assert one_judgement(old, new, {**step, "effect": "shift"}).bump == "major"


def test_tasks_come_harmlessly_and_go_with_their_annotations() -> None:
    one, two = a_schema(a_task(A)), a_schema(a_task(A), a_task(A, id="two"))
    added = one_judgement(one, two)
    assert (added.bump, added.annotations, added.declared) == ("minor", "keep", True)
    removed = one_judgement(two, one)
    assert (removed.bump, removed.annotations, removed.declared) == ("major", "undecided", False)
    step = {"change": "task", "task": "two", "was": "removed"}
    removed = one_judgement(two, one, step)
    assert (removed.bump, removed.annotations, removed.declared) == ("major", "drop", True)
    kept = one_judgement(two, one, {**step, "otherwise": "relabel"})
    assert kept.annotations == "relabel"


def schema(*attributes: dict[str, Any], **label: Any) -> Any:
    return a_schema(a_task(a_label("a", **label), attributes=attributes))


@pytest.mark.parametrize(
    ("old", "new", "bump", "annotations"),
    [
        (schema(), schema(SIZE), "minor", "keep"),
        (schema(), schema({**SIZE, "required": True}), "major", "review"),
        (schema(SIZE), schema(), "major", "keep"),
        (schema(SIZE), schema({**SIZE, "maximum": 4}), "major", "review"),
        (schema(SIZE), schema({**SIZE, "maximum": 6}), "major", "review"),
        (schema(SIZE), schema({**SIZE, "type": "text"}), "major", "relabel"),
        (schema(SIZE), schema(SIZE, **{"except": ["size"]}), "major", "keep"),
        (schema(SIZE, **{"except": ["size"]}), schema(SIZE), "minor", "keep"),
    ],
)
def test_code_judges_the_limits_of_attributes(
    old: Any, new: Any, bump: str, annotations: str
) -> None:
    found = one_judgement(old, new)
    assert (found.bump, found.annotations, found.declared) == (bump, annotations, True)


def test_words_of_an_attribute_need_a_mark() -> None:
    old, new = schema(SIZE), schema({**SIZE, "question": "How large?"})
    found = one_judgement(old, new)
    assert (found.bump, found.annotations, found.declared) == ("major", "undecided", False)
    step = {"change": "attribute", "attribute": "topic/size", "effect": "clarify"}
    found = one_judgement(old, new, step)
    assert (found.bump, found.annotations, found.declared) == ("patch", "keep", True)
    tighter = schema({**SIZE, "question": "How large?", "maximum": 4})
    assert one_judgement(old, tighter, step).bump == "major"


def test_values_in_another_order_are_a_patch() -> None:
    choice = {"id": "kind", "type": "choice", "values": [{"id": "x"}, {"id": "y"}]}
    turned = {**choice, "values": [{"id": "y"}, {"id": "x"}]}
    found = one_judgement(schema(choice), schema(turned))
    assert (found.bump, found.annotations) == ("patch", "keep")


def test_an_author_may_ask_for_review_of_an_attribute() -> None:
    step = {"change": "attribute", "attribute": "topic/size", "was": "added", "review": ["a"]}
    found = one_judgement(schema(), schema(SIZE), step)
    assert (found.annotations, found.labels) == ("review", ("a",))
    found = one_judgement(schema(), schema(SIZE), {**step, "review": "true", "because": "Law."})
    assert (found.annotations, found.labels, found.because) == ("review", (), "Law.")


def rule(maximum: int, **fields: Any) -> Any:
    condition = {"if": {"topic": "a"}, "then": {"other": {"maximum": maximum}}}
    return a_schema(A, constraints=[{"id": "c", **condition, **fields}])


@pytest.mark.parametrize(
    ("old", "new", "bump", "annotations"),
    [
        (a_schema(A), rule(1), "major", "review"),
        (rule(1), a_schema(A), "minor", "keep"),
        (rule(2), rule(1), "major", "review"),
        (rule(1), rule(2), "minor", "keep"),
        (rule(1), rule(1, because="Law."), "patch", "keep"),
        (a_schema(A), a_schema(A, inputs={"x": {"type": "text"}}), "major", "keep"),
        (a_schema(A, inputs={"x": {"type": "text"}}), a_schema(A), "major", "keep"),
        (
            a_schema(A, inputs={"x": {"type": "text"}}),
            a_schema(A, inputs={"x": {"type": "image"}}),
            "major",
            "keep",
        ),
    ],
)
def test_constraints_are_major_when_tighter_and_inputs_always(
    old: Any, new: Any, bump: str, annotations: str
) -> None:
    found = one_judgement(old, new)
    assert (found.bump, found.annotations, found.declared) == (bump, annotations, True)
