"""Tasks: those that came or went, and each field of one that asks something else."""

from typing import Any

import pytest

from tests.builders import a_schema, a_task
from tests.diff.versions import changes, kinds, one_change


def test_a_task_comes_and_goes_with_its_labels() -> None:
    old, new = a_schema(a_task("a")), a_schema(a_task("a"), a_task("b", id="other"))
    added = one_change(old, new)
    assert (added.kind, added.task, added.source, added.target) == (
        "task-added",
        "other",
        (),
        ("other",),
    )
    assert added.after == {"type": "classification", "question": "", "labels": ["b"]}
    assert one_change(new, old) == added.reverse()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"choose": "any"}, {"choose": {"min": 0, "max": None}}),
        ({"type": "classification"}, {"type": "span"}, {"type": "span"}),
        ({"inputs": ("x",)}, {"inputs": ("x", "y")}, {"inputs": ["x", "y"]}),
        ({"residual": "a"}, {}, {"residual": None}),
        (
            {"scale": {"min": 1, "max": 5}},
            {"scale": {"min": 1, "max": 7}},
            {"scale": {"min": 1, "max": 7, "anchors": {}}},
        ),
        (
            {},
            {"hierarchy": {"choose": "any-level"}},
            {"hierarchy": {"choose": "any-level", "ancestors": "implied"}},
        ),
        (
            {"joins": {"from": ("x",), "to": ("y",)}},
            {"joins": {"from": ("x",), "to": ("y",), "directed": "false"}},
            {"joins": {"from": ("x",), "to": ("y",), "directed": False}},
        ),
        (
            {"points": ({"id": "nose"},)},
            {"points": ({"id": "nose", "sigma": "0.1"},)},
            {"points": ({"id": "nose", "definition": "", "sigma": 0.1},)},
        ),
        ({}, {"skeleton": (("nose", "tail"),)}, {"skeleton": (("nose", "tail"),)}),
        ({"unit": "km"}, {"unit": "miles"}, {"unit": "miles"}),
        ({"maximum": 5}, {"minimum": 1, "maximum": 5}, {"minimum": 1}),
        ({}, {"normalise": ("case",)}, {"normalise": ("case",)}),
    ],
)
def test_a_task_tells_the_fields_that_differ(
    before: dict[str, Any], after: dict[str, Any], told: dict[str, Any]
) -> None:
    old, new = a_schema(a_task("a", **before)), a_schema(a_task("a", **after))
    found = one_change(old, new)
    assert (found.kind, found.target, found.after) == ("task-changed", ("topic",), told)
    assert one_change(new, old) == found.reverse()


def test_the_order_of_inputs_and_a_recoded_residual_say_nothing() -> None:
    old = a_schema(a_task("a", inputs=("x", "y"), residual="a"))
    new = a_schema(a_task("b", inputs=("y", "x"), residual="b"))
    step = {"change": "recode", "from": "a", "to": "b"}
    assert kinds(old, new, step) == ["definition-changed", "label-recoded"]
    assert changes(old, old) == ()
