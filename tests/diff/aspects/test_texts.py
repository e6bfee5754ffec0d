"""Texts: name, definition, synonyms, aliases, hotkey and colour of a label."""

from typing import Any

import pytest

from tests.builders import a_label, a_schema
from tests.diff.versions import changes, one_change


@pytest.mark.parametrize(
    ("field", "kind", "before", "after"),
    [
        ("name", "label-renamed", "A", "B"),
        ("definition", "definition-changed", "One.", "Two."),
        ("hotkey", "hotkey-changed", "1", None),
        ("color", "color-changed", None, "#ffffff"),
        ("synonyms", "synonyms-changed", ("a", "b"), ("c", "a")),
        ("aliases", "aliases-changed", (), ("A",)),
    ],
)
def test_each_text_is_a_change_of_its_kind_both_ways(
    field: str, kind: str, before: Any, after: Any
) -> None:
    old, new = a_schema(a_label("a", **{field: before})), a_schema(a_label("a", **{field: after}))
    found = one_change(old, new)
    assert (found.kind, found.task, found.source, found.target) == (kind, "topic", ("a",), ("a",))
    assert found.new_spot is not None
    assert found.new_spot.pointer == ("tasks", 0, "labels", 0, field)
    assert one_change(new, old) == found.reverse()


def test_the_order_of_synonyms_says_nothing() -> None:
    old = a_schema(a_label("a", synonyms=("x", "y"), aliases=("A", "B")))
    new = a_schema(a_label("a", synonyms=("y", "x"), aliases=("B", "A")))
    assert changes(old, new) == ()


def test_a_recoded_label_is_compared_with_itself() -> None:
    step = {"change": "recode", "from": "a", "to": "b"}
    old = a_schema(a_label("a", definition="X.", name="A"))
    new = a_schema(a_label("b", definition="X.", name="B"))
    found = {change.kind: change for change in changes(old, new, step)}
    assert set(found) == {"label-recoded", "label-renamed"}
    assert (found["label-renamed"].source, found["label-renamed"].target) == (("a",), ("b",))
