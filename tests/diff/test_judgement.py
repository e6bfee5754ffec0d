"""Judgements: what marks ask for, and how versions below 1.0.0 read."""

import pytest

from schemactl.diff.judgement import Concerned, Judgement, judge_marks, verdict
from schemactl.diff.marks import Mark
from schemactl.model.change import Bump, Change, Consequence
from schemactl.model.guideline import Effect

CHANGE = Change("definition-changed", "t", ("a",), ("a",), "x", "y")
CONCERNED = Concerned(("a",), ("n",))


@pytest.mark.parametrize(
    ("effect", "review", "bump", "annotations", "labels"),
    [
        ("clarify", None, "patch", "keep", ()),
        ("clarify", True, "patch", "review", ("a",)),
        ("narrow", None, "major", "review", ("a",)),
        ("narrow", False, "major", "keep", ()),
        ("narrow", ("b",), "major", "review", ("a", "b")),
        ("widen", None, "major", "review", ("n",)),
        ("widen", ("b",), "major", "review", ("b",)),
        ("widen", (), "major", "keep", ()),
        ("shift", None, "major", "relabel", ("a",)),
        ("shift", False, "major", "relabel", ("a",)),
    ],
)
def test_a_mark_decides_step_and_fate(
    effect: Effect,
    review: bool | tuple[str, ...] | None,
    bump: Bump,
    annotations: Consequence,
    labels: tuple[str, ...],
) -> None:
    found = judge_marks(CHANGE, [Mark(effect, review, "Law.")], CONCERNED)
    assert found == Judgement(CHANGE, bump, annotations, labels, True, "Law.")


def test_without_a_mark_nobody_knows() -> None:
    found = judge_marks(CHANGE, [], CONCERNED)
    assert (found.bump, found.annotations, found.declared) == ("major", "undecided", False)


def test_several_marks_add_up() -> None:
    found = judge_marks(
        CHANGE, [Mark("narrow", None, "One."), Mark("widen", None, "Two.")], CONCERNED
    )
    assert (found.bump, found.annotations, found.labels) == ("major", "review", ("a", "n"))
    assert found.because == "One. Two."


@pytest.mark.parametrize(
    ("version", "bumps", "minimum"),
    [
        ("1.0.0", ("major", "minor", "patch", "none"), "major"),
        ("0.9.0", ("minor", "patch", "patch", "none"), "minor"),
        ("10.0.0", ("major", "minor", "patch", "none"), "major"),
    ],
)
def test_below_one_a_step_reads_smaller(
    version: str, bumps: tuple[Bump, ...], minimum: Bump
) -> None:
    given: tuple[Bump, ...] = ("major", "minor", "patch", "none")
    found = verdict([Judgement(CHANGE, bump, "keep") for bump in given], version)
    assert tuple(judgement.bump for judgement in found.judgements) == bumps
    assert found.minimum_bump == minimum
    assert verdict([], version).minimum_bump == "none"
