"""Choice: what a person may still choose, after later hops have moved the labels on offer."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from schemactl.migrate.outcome import (
    Candidate,
    Dropped,
    Mapped,
    Outcome,
    Place,
    Queued,
    Steps,
    Unchanged,
)


class End(NamedTuple):
    """A label on offer, and what becomes of an annotation that gets it."""

    candidate: Candidate
    outcome: Outcome


def choice(start: Place, queued: Queued, ends: Sequence[End]) -> Outcome:
    """Return what is left to choose for an annotation that started as `start`.

    Nobody is asked where every answer comes to the same: all labels became one, or all went.
    """
    steps = queued.steps
    found = [end.outcome for end in ends]
    if all(isinstance(outcome, Dropped) for outcome in found):
        return Dropped(_united([steps, *(outcome.steps for outcome in found)]))
    for outcome in found:
        if isinstance(outcome, Queued) and not outcome.candidates:
            return Queued(outcome.task, (), steps)
    left: dict[Place, Candidate] = {}
    for one in (one for end in ends for one in _becomes(*end)):
        place = (one.task, one.label)
        said = left[place].criterion if place in left else ""
        left[place] = one._replace(criterion=_joined(said, one.criterion))
    settled = [one for one in found if isinstance(one, Unchanged | Mapped)]
    if len(left) == 1 and len(ends) > 1 and len(settled) == len(found):
        [(task, label)] = left
        steps = _united([steps, *(one.steps for one in settled)])
        reviews = _united([one.reviews for one in settled])
        if (task, label) == start:
            return Unchanged(steps, reviews)
        return Mapped(task, label, steps, reviews)
    return Queued(next(iter(left))[0], tuple(left.values()), steps)


def _becomes(candidate: Candidate, outcome: Outcome) -> Iterator[Candidate]:
    """Yield what a label on offer is called in the end; None where choosing it drops."""
    match outcome:
        case Unchanged():
            yield candidate
        case Mapped():
            yield Candidate(outcome.task, outcome.label, candidate.criterion)
        case Dropped():
            yield Candidate(candidate.task, None, candidate.criterion)
        case Queued():
            for one in outcome.candidates:
                yield one._replace(criterion=_joined(candidate.criterion, one.criterion))
        case _:
            assert_never(outcome)


def _joined(first: str, second: str) -> str:
    lines = [line for text in (first, second) if text for line in text.split("\n")]
    return "\n".join(dict.fromkeys(lines))


def _united(parts: Sequence[Steps]) -> Steps:
    return tuple(dict.fromkeys(step for part in parts for step in part))
