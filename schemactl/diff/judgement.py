"""Judgements: the version step a change asks for, and what becomes of existing annotations."""

from typing import NamedTuple

from schemactl.diff.impact import Impact
from schemactl.diff.limits import combined
from schemactl.diff.marks import Mark
from schemactl.model.change import Bump, Change, Consequence, highest

# The heavier consequence of two marks holds.
_WEIGHT: tuple[Consequence, ...] = ("keep", "map", "review", "relabel", "drop", "undecided")


class Judgement(NamedTuple):
    """What a change means. `labels` are those whose annotations it concerns.

    `declared` is false where the author has to say something and did not; `missing` is then
    the YAML to add, line by line. `impact` is None where nobody counted.
    """

    change: Change
    bump: Bump
    annotations: Consequence
    labels: tuple[str, ...] = ()
    declared: bool = True
    because: str = ""
    missing: tuple[str, ...] = ()
    impact: Impact | None = None


class Verdict(NamedTuple):
    """The judgements of all changes, and the least version step that holds them."""

    judgements: tuple[Judgement, ...]
    minimum_bump: Bump


class Concerned(NamedTuple):
    """The labels that an edited text is about, and the ones beside them."""

    labels: tuple[str, ...]
    neighbours: tuple[str, ...] = ()


def judge_marks(change: Change, marks: list[Mark], concerned: Concerned) -> Judgement:
    """Judge an edit by its marks; without one it is major, and nobody knows its effect."""
    if not marks:
        return undecided(change, concerned.labels)
    effect = combined([mark.effect for mark in marks])
    found = [consequence(mark, concerned) for mark in marks]
    labels = dict.fromkeys(label for _, some in found for label in some)
    heaviest = max((one for one, _ in found), key=_WEIGHT.index)
    because = " ".join(dict.fromkeys(mark.because for mark in marks if mark.because))
    bump: Bump = "patch" if effect == "clarify" else "major"
    return Judgement(change, bump, heaviest, tuple(labels), because=because)


def undecided(change: Change, labels: tuple[str, ...] = (), bump: Bump = "major") -> Judgement:
    """Judge a change of which the author has not said what it does."""
    return Judgement(change, bump, "undecided", labels, declared=False)


def consequence(mark: Mark, concerned: Concerned) -> tuple[Consequence, tuple[str, ...]]:
    """Return what a mark asks of existing annotations, and of which labels."""
    named = mark.review if isinstance(mark.review, tuple) else ()
    if mark.effect == "shift":
        return "relabel", concerned.labels
    if mark.review is False or mark.review == ():
        return "keep", ()
    if mark.effect == "widen":
        return "review", named or concerned.neighbours
    if mark.effect == "narrow" or mark.review:
        return "review", (*concerned.labels, *named)
    return "keep", ()


def verdict(judgements: list[Judgement], version: str) -> Verdict:
    """Add the judgements up. Below 1.0.0 a major step reads minor, and a minor one patch."""
    if version.startswith("0."):
        read: dict[Bump, Bump] = {"major": "minor", "minor": "patch"}
        judgements = [j._replace(bump=read.get(j.bump, j.bump)) for j in judgements]
    return Verdict(tuple(judgements), highest([judgement.bump for judgement in judgements]))
