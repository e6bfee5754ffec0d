"""Which annotations a change concerns, and how its impact is said."""

from typing import Any

import pytest

from schemactl.diff.impact import (
    Impact,
    Scope,
    impact_as_json,
    impact_in_words,
    scope_of,
    source_in_words,
)
from schemactl.model.change import KINDS, Change, Consequence, Kind


def a_change(kind: Kind, source: str = "", target: str = "", **fields: Any) -> Change:
    return Change(kind, "topic", tuple(source.split()), tuple(target.split()), **fields)


@pytest.mark.parametrize(
    ("change", "annotations", "labels", "expected"),
    [
        (a_change("definition-changed", "a", "a"), "keep", (), ("topic", ("a",))),
        (a_change("definition-changed", "a", "a"), "review", ("b",), ("topic", ("b",))),
        (a_change("definition-changed", "bug", "defect"), "keep", (), ("topic", ("bug", "defect"))),
        (
            a_change("definition-changed", "bug", "defect"),
            "review",
            ("defect",),
            ("topic", ("defect", "bug")),
        ),
        (a_change("label-merged", "a b", "c"), "map", ("a", "b"), ("topic", ("a", "b"))),
        (a_change("label-retired", "a"), "undecided", ("a",), ("topic", ("a",))),
        (a_change("label-added", "", "a"), "review", ("b",), ("topic", ("b",))),
        (a_change("label-added", "", "a"), "undecided", ("a",), ("topic", ())),
        (a_change("label-added", "", "a"), "keep", (), None),
        (a_change("task-added", "", "topic"), "keep", (), None),
        (a_change("task-removed", "topic"), "drop", (), ("topic", ())),
        (a_change("attribute-removed", "size"), "keep", (), ("topic", ())),
        (a_change("attribute-removed", "a/size"), "keep", (), ("topic", ("a",))),
        (a_change("rule-changed", "T1", "T1"), "review", ("a", "b"), ("topic", ("a", "b"))),
        (a_change("metadata-changed", "topic", "topic"), "keep", (), ("topic", ())),
        (a_change("metadata-changed", "a", "a"), "keep", (), ("topic", ("a",))),
        (Change("constraint-added", None, (), ("c",)), "review", (), (None, ())),
        (
            Change("ruling-added", None, (), ("r1",), None, {"use": "a"}),
            "keep",
            (),
            (None, ("a",)),
        ),
    ],
)
def test_what_to_count(
    change: Change,
    annotations: Consequence,
    labels: tuple[str, ...],
    expected: tuple[str | None, tuple[str, ...]] | None,
) -> None:
    assert scope_of(change, annotations, labels) == (expected and Scope(*expected))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_scope_or_none(kind: Kind) -> None:
    found = scope_of(Change(kind, None, ("a",), ("a",)), "review", ("b",))
    assert found is not None
    assert "b" in found.labels or kind == "metadata-changed"


def test_words() -> None:
    assert impact_in_words(None) == ""
    assert impact_in_words(Impact(0, 0, 0)) == "; touches no registered dataset"
    assert impact_in_words(Impact(1, 1, 0)) == "; touches 1 dataset, 1 record, 0 models"
    many = Impact(3, 41208, 2)
    assert impact_in_words(many) == "; touches 3 datasets, 41,208 records, 2 models"
    assert impact_in_words(many._replace(is_least=True)).startswith("; touches at least 3 datasets")


def test_json_says_where_numbers_are_only_a_floor() -> None:
    assert impact_as_json(Impact(1, 2, 3)) == {"datasets": 1, "records": 2, "models": 3}
    assert impact_as_json(Impact(1, 2, 3, True))["at_least"] is True


def test_the_source_is_named_or_said_to_be_missing() -> None:
    assert source_in_words(None) == []
    assert source_in_words("") == ["impact: not known here"]
    assert source_in_words("the registry") == ["impact counted in the registry"]
