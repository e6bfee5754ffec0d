"""Tests of which labels annotations of each old label may get."""

from typing import Any

import pytest

from schemactl.migrate.succession import heirs_of
from tests.builders import a_label, a_schema
from tests.migrate.hops import chained, compiled

OLD = a_schema(a_label("a", name="First", aliases=("A",)), "b")
WHEN = {"n": {"minimum": 1}}


def step(change: str, source: Any, target: Any = None, **fields: Any) -> dict[str, Any]:
    """Return a step."""
    return {"change": change, "from": source, **({"to": target} if target else {}), **fields}


@pytest.mark.parametrize(
    ("new", "steps", "of_a"),
    [
        ("a b", [], "a"),
        ("x b", [step("recode", "a", "x")], "x"),
        ("x", [step("merge", ["a", "b"], "x")], "x"),
        ("b", [step("retire", "a", otherwise="drop")], ""),
        ("b", [step("retire", "a", otherwise={"use": "b"})], "b"),
        # People choose, a condition decides, or both.
        ("x y b", [step("split", "a", ["x", "y"], otherwise="relabel")], "x y"),
        (
            "x y b",
            [step("split", "a", [{"label": "x", "when": WHEN}, "y"], otherwise={"use": "b"})],
            "b x",
        ),
    ],
)
def test_labels_lead_to_all_that_their_annotations_may_get(
    new: str, steps: list[dict[str, Any]], of_a: str
) -> None:
    found = heirs_of(compiled(OLD, a_schema(*new.split()), *steps), has_names=False)
    expected = {("topic", label) for label in of_a.split()}
    assert found.of("a") == found.of("A") == expected
    assert found.of("First") == found.of("c") == set()


def test_names_lead_on_where_data_writes_them() -> None:
    way = compiled(OLD, a_schema("x", "b"), step("recode", "a", "x"))
    assert heirs_of(way, has_names=True).of("First") == {("topic", "x")}


def test_what_is_chosen_leads_on_through_later_releases() -> None:
    split = step("split", "a", ["x", "y"], otherwise="relabel")
    later = step("split", "x", [{"label": "p", "when": WHEN}, "q"], otherwise="relabel")
    way = chained(OLD, [split], a_schema("x", "y", "b"), [later], a_schema("p", "q", "y", "b"))
    places = {("topic", label) for label in ("p", "q", "y")}
    assert heirs_of(way, has_names=False).of("a") == places
