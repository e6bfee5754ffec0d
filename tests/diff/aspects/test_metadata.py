"""Metadata: facts of schema, task and label, and labels deprecated or restored."""

from typing import Any

import pytest

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import changes, kinds, one_change


def test_facts_of_a_schema_are_one_change() -> None:
    old, new = a_schema("a", title="A"), a_schema("a", title="B", owners="x@example.com")
    found = one_change(old, new)
    assert (found.kind, found.task, found.target) == ("metadata-changed", None, ("s",))
    assert (found.before, found.after) == (
        {"title": "A", "owners": ()},
        {"title": "B", "owners": ("x@example.com",)},
    )
    assert one_change(new, old) == found.reverse()
    assert changes(old, a_schema("a", title="A", version="9.0.0", name="other")) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rationale", "Because."),
        ("stakes", "high"),
        ("prevalence", "rare"),
        ("requires", ("nurse",)),
        ("review_by", "2027-01-01"),
        ("mappings", {"exact": ("https://example.org/1",)}),
    ],
)
def test_facts_of_a_label_are_one_change(field: str, value: Any) -> None:
    found = one_change(a_schema("a"), a_schema(a_label("a", **{field: value})))
    assert (found.kind, found.target, list(found.after)) == ("metadata-changed", ("a",), [field])


def test_a_label_is_deprecated_described_otherwise_and_restored() -> None:
    def schema(**deprecated: Any) -> Any:
        return a_schema(a_label("a", **({"deprecated": deprecated} if deprecated else {})), "b")

    plain, old = schema(), schema(since="1.0.0", reason="Old.")
    deprecated = one_change(plain, old)
    assert (deprecated.kind, deprecated.before) == ("label-deprecated", None)
    assert deprecated.after["reason"] == "Old."
    assert one_change(old, plain) == deprecated.reverse()
    again = one_change(old, schema(since="1.0.0", reason="Older.", replaced_by="b"))
    assert (again.kind, list(again.after)) == ("metadata-changed", ["deprecated"])


def test_a_successor_that_was_recoded_is_the_same_successor() -> None:
    def schema(successor: str) -> Any:
        gone = {"since": "1.0.0", "reason": "Old.", "replaced_by": successor}
        return a_schema(a_label("a", deprecated=gone), a_label(successor, definition="X."))

    step = {"change": "recode", "from": "b", "to": "c"}
    assert kinds(schema("b"), schema("c"), step) == ["label-recoded"]


def test_where_labels_come_from_is_metadata() -> None:
    own = a_task("a", id="one")
    old = a_schema(own, a_task(a_label("a"), id="two"))
    new = a_schema(own, a_task(id="two", same_as="one"))
    found = one_change(old, new)
    assert (found.kind, found.task, found.after) == ("metadata-changed", "two", {"same_as": "one"})
