"""Examples: identity by id, else by text; cases that are decided the other way now."""

from typing import Any

import pytest

from schemactl.model.schema import Schema
from schemactl.releases.canonical import canonical_bytes
from tests.builders import a_label, a_schema
from tests.diff.versions import changes, kinds, one_change


def case(text: str = "x", **fields: Any) -> dict[str, Any]:
    return {"content": text, **fields}


def schema(**fields: Any) -> Any:
    return a_schema(a_label("a", **fields), "b", "c")


def test_added_removed_and_reworded_examples_are_one_change_of_a_label() -> None:
    old = schema(examples=(case("one"), case("two", id="e2"), case("same")))
    new = schema(examples=(case("same"), case("Two.", id="e2"), case("three")))
    found = one_change(old, new)
    assert found.kind == "examples-changed"
    assert found.before == {"examples": [{"content": "one"}, {"id": "e2", "content": "two"}]}
    assert found.after == {"examples": [{"id": "e2", "content": "Two."}, {"content": "three"}]}
    assert one_change(new, old) == found.reverse()


@pytest.mark.parametrize("content", [{}, {"content": "x"}])
def test_numbers_are_the_same_as_text_that_a_release_has_of_them(content: dict[str, str]) -> None:
    written = {**content, "data": {"share": 0.5, "all": [10**30, 2], "of": 1}}
    draft = schema(examples=(written,))
    stored = Schema.model_validate_json(canonical_bytes(draft))
    assert stored.tasks[0].labels[0].examples[0].data == {
        "share": "0.5",
        "all": [str(10**30), 2],
        "of": 1,
    }
    assert changes(stored, draft) == ()
    another = schema(examples=({**written, "data": {"share": 0.25}},))
    assert kinds(stored, another) == ["examples-changed"]


@pytest.mark.parametrize(
    ("before", "after", "source", "target"),
    [
        ({"examples": [case()]}, {"counterexamples": [case(use="b")]}, "a", "b"),
        ({"examples": [case()]}, {"counterexamples": [case()]}, "a", "a"),
        ({"counterexamples": [case()]}, {"examples": [case()]}, "a", "a"),
        ({"counterexamples": [case(use="b")]}, {"counterexamples": [case(use="c")]}, "b", "c"),
        ({"edge_cases": [case(use="a")]}, {"edge_cases": [case(use="b")]}, "a", "b"),
        ({"edge_cases": [case(use="a")]}, {"edge_cases": [case(use="nothing")]}, "a", "nothing"),
        ({"examples": [case(id="e1")]}, {"edge_cases": [case("y", id="e1", use="b")]}, "a", "b"),
        ({"examples": [{"data": {"k": 1}}]}, {"counterexamples": [{"data": {"k": 1}, "use": "b"}]},
         "a", "b"),
        ({"examples": [{"image": "i.png"}]}, {"edge_cases": [{"image": "i.png", "use": "b"}]},
         "a", "b"),
    ],
)  # fmt: skip
def test_a_case_with_another_right_label_is_reversed_both_ways(
    before: dict[str, Any], after: dict[str, Any], source: str, target: str
) -> None:
    found = one_change(schema(**before), schema(**after))
    assert (found.kind, found.source, found.target) == ("case-reversed", (source,), (target,))
    assert one_change(schema(**after), schema(**before)) == found.reverse()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"edge_cases": [case()]}, {"examples": [case()]}),
        ({"examples": [case()]}, {"edge_cases": [case()]}),
        ({"counterexamples": [case()]}, {"counterexamples": [case(use="b")]}),
        ({"examples": [case("x")]}, {"counterexamples": [case("y", use="b")]}),
    ],
)
def test_a_case_that_says_more_or_less_is_not_reversed(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert kinds(schema(**before), schema(**after)) == ["examples-changed"]


def test_of_two_cases_with_one_text_the_id_decides() -> None:
    old = schema(examples=[case(id="e1"), case("y", id="e2")])
    new = schema(examples=[case("y", id="e1")], counterexamples=[case("x", id="e2", use="b")])
    found = [c for c in changes(old, new) if c.kind == "case-reversed"]
    assert [c.after["id"] for c in found] == ["e2"]


def test_a_counterexample_that_moves_to_its_right_label_is_not_reversed() -> None:
    old = a_schema(a_label("a", counterexamples=(case(use="b"),)), "b")
    new = a_schema("a", a_label("b", examples=(case(),)))
    assert kinds(old, new) == ["examples-changed", "examples-changed"]


def test_a_case_that_moves_between_labels_is_reversed() -> None:
    old = a_schema(a_label("a", examples=(case(id="e"),)), "b")
    new = a_schema("a", a_label("b", examples=(case("y", id="e"),)))
    found = one_change(old, new)
    assert (found.source, found.target) == (("a",), ("b",))
    assert found.before == {"id": "e", "text": "x", "label": "a", "part": "examples", "use": "a"}


def test_labels_that_moved_by_a_step_reverse_no_case() -> None:
    old = a_schema(a_label("a", examples=(case(),)), "b", "d")
    new = a_schema("b", a_label("c", examples=(case(),)), "d")
    split = {"change": "split", "from": "a", "to": ["c"]}
    retire = {"change": "retire", "from": "a", "otherwise": {"use": "d"}}
    assert kinds(old, new, split) == ["label-split"]
    assert kinds(old, new, retire) == ["label-added", "label-retired"]
    assert kinds(old, new) == ["label-added", "label-retired"]
    recode = {"change": "recode", "from": "a", "to": "c"}
    same = a_schema("b", a_label("c", definition="What a means.", examples=(case(),)), "d")
    assert kinds(old, same, recode) == ["label-recoded"]


def test_a_box_of_an_image_may_show_another_label() -> None:
    box = {"box": (0, 0, 1, 1)}
    old = schema(examples=[{"image": "i.png", "regions": [{**box, "use": "a"}]}])
    new = schema(examples=[{"image": "i.png", "regions": [{**box, "use": "b"}]}])
    assert kinds(old, new) == ["case-reversed"]


def test_the_order_of_examples_says_nothing() -> None:
    one = schema(examples=(case("one"), case("two")))
    assert changes(one, schema(examples=(case("two"), case("one")))) == ()
