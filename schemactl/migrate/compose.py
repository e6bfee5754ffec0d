"""Compose: the fates of several hops as one decision per label of the first version."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, assert_never

from schemactl.migrate.choice import End, choice
from schemactl.migrate.condition import Condition
from schemactl.migrate.fates import Branch, Fate, Fates
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
from schemactl.migrate.record import RecordView


class Fork(NamedTuple):
    """The record decides at its hop; `earlier` leads its labels there, where a case asks."""

    cases: tuple[tuple[Condition, "Decision"], ...]
    otherwise: "Decision"
    undecided: "Decision"
    earlier: "Chain | None"


class Asked(NamedTuple):
    """A person chooses, and the record says what the choices come to in later hops."""

    start: Place
    queued: Queued
    ends: tuple[tuple[Candidate, "Decision"], ...]


Decision = Outcome | Fork | Asked

# What becomes of most labels.
_UNCHANGED = Unchanged()


class _Way(NamedTuple):
    """Where an annotation started, and what happened to it so far."""

    start: Place
    steps: Steps = ()
    reviews: Steps = ()

    def further(self, outcome: Unchanged | Mapped) -> "_Way":
        return _Way(self.start, self.steps + outcome.steps, self.reviews + outcome.reviews)


class Chain:
    """Hops in a row, through which the labels of the first version are led."""

    def __init__(self, hops: Sequence[Fates]) -> None:
        """Take the fates of every hop, in order."""
        self.hops = hops
        self._beginnings: dict[int, Chain] = {}

    @cached_property
    def decisions(self) -> Mapping[Place, Decision]:
        """What decides on annotations of each label of the first version."""
        return {place: self._from(0, place, _Way(place)) for place in self.hops[0]}

    def _from(self, hop: int, place: Place, way: _Way) -> Decision:
        if hop < len(self.hops):
            return self._take(self.hops[hop][place], hop, place, way)
        if place == way.start:
            return Unchanged(way.steps, way.reviews) if way.steps or way.reviews else _UNCHANGED
        return Mapped(*place, way.steps, way.reviews)

    def _take(self, fate: Fate, hop: int, place: Place, way: _Way) -> Decision:
        match fate:
            case Unchanged():
                return self._from(hop + 1, place, way.further(fate))
            case Mapped():
                return self._from(hop + 1, (fate.task, fate.label), way.further(fate))
            case Dropped():
                return Dropped(way.steps + fate.steps)
            case Queued():
                queued = fate._replace(steps=way.steps + fate.steps)
                if not fate.candidates:
                    return self._any_label(hop + 1, queued, way.start)
                return self._choice(hop + 1, queued, way.start)
            case Branch():
                return self._fork(fate, hop, place, way)
            case _:
                assert_never(fate)

    def _fork(self, branch: Branch, hop: int, place: Place, way: _Way) -> Fork:
        asks_labels = any(condition.tasks for condition, _ in branch.cases)
        return Fork(
            tuple((c, self._take(outcome, hop, place, way)) for c, outcome in branch.cases),
            self._take(branch.otherwise, hop, place, way),
            self._take(branch.undecided, hop, place, way),
            self._beginning(hop) if hop > 0 and asks_labels else None,
        )

    def _beginning(self, hop: int) -> "Chain":
        if hop not in self._beginnings:
            self._beginnings[hop] = Chain(self.hops[:hop])
        return self._beginnings[hop]

    def _any_label(self, hop: int, queued: Queued, start: Place) -> Decision:
        """Follow the task while it is asked; where it ends, each of its labels is led on."""
        task = queued.task
        for number, fates in enumerate(self.hops[hop:], hop):
            if task is None:
                break
            fate = fates[task, None]
            if isinstance(fate, Dropped):
                labels = tuple(
                    Candidate(of, label) for of, label in fates if of == task and label is not None
                )
                if labels:
                    return self._choice(number, Queued(task, labels, queued.steps), start)
                return Dropped(queued.steps + fate.steps)
            if isinstance(fate, Mapped | Queued):
                task = fate.task
        return queued._replace(task=task)

    def _choice(self, hop: int, queued: Queued, start: Place) -> Decision:
        """Lead every label on offer through the hops that follow."""
        if hop == len(self.hops):
            return queued
        ends: list[tuple[Candidate, Decision]] = []
        for one in queued.candidates:
            place = (one.task, one.label)
            # Who chooses no label drops the annotation, whatever comes later.
            gone = one.label is None
            ends.append((one, Dropped() if gone else self._from(hop, place, _Way(place))))
        settled = [End(one, end) for one, end in ends if not isinstance(end, Fork | Asked)]
        if len(settled) == len(ends):
            return choice(start, queued, settled)
        return Asked(start, queued, tuple(ends))


def evaluate(decision: Decision, record: RecordView) -> Outcome:
    """Return what becomes of an annotation of this record."""
    while isinstance(decision, Fork):
        earlier = decision.earlier
        decision = _first(decision, record) if earlier is None else _led(decision, earlier, record)
    if isinstance(decision, Asked):
        ends = [End(one, evaluate(end, record)) for one, end in decision.ends]
        return choice(decision.start, decision.queued, ends)
    return decision


def _first(fork: Fork, record: RecordView) -> Decision:
    for condition, decision in fork.cases:
        if condition.holds(record):
            return decision
    return fork.otherwise


def _led(fork: Fork, earlier: Chain, record: RecordView) -> Decision:
    """Decide with the labels that the record has at this hop, as far as people need not say."""
    later, waiting = _later(earlier, record)
    for condition, decision in fork.cases:
        if condition.tasks and not waiting.isdisjoint((None, *condition.tasks)):
            return fork.undecided
        if condition.holds(later):
            return decision
    return fork.otherwise


class _Later(NamedTuple):
    """A record whose labels are those of a later version."""

    record: RecordView
    answers: dict[str, list[str]]

    def field(self, name: str) -> object:
        return self.record.field(name)

    def labels(self, task: str) -> list[str] | None:
        return self.answers.get(task)


def _later(chain: Chain, record: RecordView) -> tuple[RecordView, set[str | None]]:
    """Return the record with its labels led through the chain, and the tasks people decide."""
    answers: dict[str, list[str]] = {}
    waiting: set[str | None] = set()
    for task in dict.fromkeys(task for task, _ in chain.hops[0]):
        labels = record.labels(task)
        for label in () if labels is None else labels or (None,):
            decision = chain.decisions.get((task, label))
            outcome = None if decision is None else evaluate(decision, record)
            match outcome:
                case Unchanged():
                    _answer(answers, task, label)
                case Mapped():
                    _answer(answers, outcome.task, outcome.label)
                case Queued():
                    waiting |= {outcome.task, *(one.task for one in outcome.candidates)}
    return _Later(record, answers), waiting


def _answer(answers: dict[str, list[str]], task: str, label: str | None) -> None:
    found = answers.setdefault(task, [])
    if label is not None:
        found.append(label)
