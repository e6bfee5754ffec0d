"""Outcome: what becomes of one annotation; exactly one of unchanged, mapped, queued, dropped.

`steps` are the steps that decided it, as positions in `CompiledMigration.steps`: each but the
last one mapped the annotation on the way, and the last one did what the outcome says. `reviews`
are the steps for which a person looks again at an annotation that keeps its label until then.
"""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, assert_never

Steps = tuple[int, ...]
# A task and a label of it; without a label the answer that nothing applies, or a value.
Place = tuple[str, str | None]
Kind = Literal["unchanged", "mapped", "queued", "dropped"]


class Unchanged(NamedTuple):
    """The annotation stays as it is."""

    steps: Steps = ()
    reviews: Steps = ()


class Mapped(NamedTuple):
    """The annotation gets another label, or its task another name."""

    task: str
    label: str | None
    steps: Steps = ()
    reviews: Steps = ()


class Candidate(NamedTuple):
    """A label that a person may choose, and when it is right; None drops the annotation."""

    task: str
    label: str | None
    criterion: str = ""


class Queued(NamedTuple):
    """A person decides. Without candidates it may be any label of the task, or of any task."""

    task: str | None
    candidates: tuple[Candidate, ...] = ()
    steps: Steps = ()


class Dropped(NamedTuple):
    """The annotation goes."""

    steps: Steps = ()


Outcome = Unchanged | Mapped | Queued | Dropped


def kind_of(outcome: Outcome) -> Kind:
    """Return what an annotation is counted as."""
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


def places_after(source: Place, outcome: Outcome) -> Iterator[Place]:
    """Yield the labels that an annotation may have afterwards, as far as they are told."""
    match outcome:
        case Unchanged():
            yield source
        case Mapped():
            yield outcome.task, outcome.label
        case Queued():
            yield from ((one.task, one.label) for one in outcome.candidates)
        case Dropped():
            return
        case _:
            assert_never(outcome)


def kind_of_record(kinds: Collection[Kind]) -> Kind:
    """Return what a record is counted as, by what its annotations are.

    Queued if one of them is; else dropped if all are; else mapped if one is mapped or dropped;
    else unchanged, as a record without annotations is.
    """
    if "queued" in kinds:
        return "queued"
    if "dropped" in kinds and set(kinds) == {"dropped"}:
        return "dropped"
    return "mapped" if "mapped" in kinds or "dropped" in kinds else "unchanged"
