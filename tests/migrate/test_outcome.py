"""Outcomes: a closed union of values that say which steps led to them."""

from typing import assert_never

from schemactl.migrate.outcome import Candidate, Dropped, Mapped, Outcome, Queued, Unchanged


def count_as(outcome: Outcome) -> str:
    """Count an outcome as design has it: the type checker knows that there is no fifth."""
    match outcome:
        case Unchanged():
            return "unchanged"
        case Mapped():
            return "mapped"
        case Queued():
            return "queued"
        case Dropped():
            return "dropped"
        case _:
            assert_never(outcome)


def test_an_annotation_is_exactly_one_of_four() -> None:
    found: list[Outcome] = [
        Unchanged(),
        Mapped("topic", "a"),
        Queued("topic", (Candidate("topic", "a"),)),
        Dropped(),
    ]
    assert [count_as(outcome) for outcome in found] == ["unchanged", "mapped", "queued", "dropped"]


def test_without_a_step_nothing_is_said() -> None:
    assert Unchanged() == Unchanged(steps=(), reviews=())
    assert Queued("topic").candidates == ()
    assert Candidate("topic", "a").criterion == ""
