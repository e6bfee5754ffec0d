"""Outcomes: exactly one of four for an annotation, and for a record by its annotations."""

import pytest

from schemactl.migrate.outcome import (
    Candidate,
    Dropped,
    Kind,
    Mapped,
    Outcome,
    Queued,
    Unchanged,
    kind_of,
    kind_of_record,
    places_after,
)


def test_an_annotation_is_exactly_one_of_four() -> None:
    found: list[Outcome] = [
        Unchanged(),
        Mapped("topic", "a"),
        Queued("topic", (Candidate("topic", "a"),)),
        Dropped(),
    ]
    assert [kind_of(outcome) for outcome in found] == ["unchanged", "mapped", "queued", "dropped"]


def test_each_says_where_an_annotation_may_be_afterwards() -> None:
    either = Queued("topic", (Candidate("topic", "b"), Candidate("topic", None)))
    found: list[Outcome] = [Unchanged(), Mapped("tone", "p"), either, Dropped()]
    assert [list(places_after(("topic", "a"), outcome)) for outcome in found] == [
        [("topic", "a")], [("tone", "p")], [("topic", "b"), ("topic", None)], [],
    ]  # fmt: skip


def test_without_a_step_nothing_is_said() -> None:
    assert Unchanged() == Unchanged(steps=(), reviews=())
    assert Queued("topic").candidates == ()
    assert Candidate("topic", "a").criterion == ""


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ([], "unchanged"),
        (["unchanged"], "unchanged"),
        (["unchanged", "mapped"], "mapped"),
        (["unchanged", "dropped"], "mapped"),
        (["mapped", "dropped"], "mapped"),
        (["dropped", "dropped"], "dropped"),
        (["dropped", "queued"], "queued"),
        (["unchanged", "mapped", "queued"], "queued"),
    ],
    ids=str,
)
def test_a_record_is_what_its_annotations_are(kinds: list[Kind], kind: Kind) -> None:
    assert kind_of_record(kinds) == kind
    assert kind_of_record(kinds[::-1]) == kind
