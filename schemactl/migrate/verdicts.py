"""Verdicts: what a migration makes of the annotations of one record, and of the record."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from schemactl.data.placed import Placed
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.outcome import (
    Dropped,
    Kind,
    Mapped,
    Outcome,
    Place,
    Unchanged,
    kind_of,
    kind_of_record,
)
from schemactl.migrate.record import RecordView

# What people said of annotations of one record, by position; None takes an annotation out.
Answers = Mapping[int, Place | None]
NO_ANSWERS: Answers = MappingProxyType({})


class Judged(NamedTuple):
    """An annotation with its outcome; None where the first version has no such task or label.

    `spelling` is the label as the file writes it.
    """

    placed: Placed
    outcome: Outcome | None
    spelling: str | None = None

    @property
    def before(self) -> Place:
        """The task and label under the first version; a task without labels has answers only."""
        task = self.placed.task
        assert task is not None
        return task.id, self.placed.annotation.label if task.has_labels else None

    @property
    def after(self) -> Place | None:
        """The task and label under the last version; None where it is open, or gone."""
        match self.outcome:
            case Mapped():
                return self.outcome.task, self.outcome.label
            case Unchanged():
                return self.before
            case _:
                return None

    @property
    def reviews(self) -> tuple[int, ...]:
        """The steps for which a person looks again at what it is now."""
        return self.outcome.reviews if isinstance(self.outcome, Unchanged | Mapped) else ()


class Verdict(NamedTuple):
    """The annotations of a record with their outcomes, and what the record is counted as."""

    judged: tuple[Judged, ...]
    kind: Kind

    @property
    def is_known(self) -> bool:
        """Whether every label is one of the first version."""
        return all(one.outcome is not None for one in self.judged)


def judge(
    migration: CompiledMigration,
    placed: Sequence[Placed],
    spellings: Sequence[str | None],
    view: Callable[[Placed], RecordView],
    answers: Answers = NO_ANSWERS,
) -> Verdict:
    """Judge the annotations of a record; `view` shows the record to conditions of an annotation.

    Where people have answered, that is what becomes of an annotation.
    """
    judged = []
    for position, (one, spelling) in enumerate(zip(placed, spellings, strict=True)):
        found = Judged(one, None, spelling)
        if one.task is not None and one.is_known:
            task, label = found.before
            outcome = migration.settled[task].get(label)
            if outcome is None:
                outcome = migration.decide(task, label, view(one))
            if position in answers:
                outcome = answered(outcome, found.before, answers[position])
            found = found._replace(outcome=outcome)
        judged.append(found)
    kinds = [kind_of(one.outcome) for one in judged if one.outcome is not None]
    return Verdict(tuple(judged), kind_of_record(kinds))


def answered(outcome: Outcome, before: Place, answer: Place | None) -> Outcome:
    """Return what becomes of an annotation of which people were asked, with nothing left open."""
    if answer is None:
        return Dropped(outcome.steps)
    if answer == before:
        return Unchanged(outcome.steps)
    return Mapped(*answer, outcome.steps)
