"""Fidelity: whether a step can be taken back, loses something, or needs people."""

from typing import Literal

from schemactl.migrate.fates import Fates, outcomes
from schemactl.migrate.outcome import Dropped, Place, Queued, places_after
from schemactl.model.migration import Merge, Recode, Step

Fidelity = Literal["exact", "lossy", "people"]


def fidelities(steps: tuple[Step, ...], fates: Fates, first: int) -> tuple[Fidelity, ...]:
    """Return the fidelity of each step of a hop; `first` is the position of its first step.

    A step needs people where it sends anything to them, or asks them to look again. It loses
    something where it drops annotations, or where what it leads to has other sources as well.
    A recode alone takes nothing from what its label was; a merge always does, for a label that
    stays what it was under another id is recoded.
    """
    sources: dict[Place, set[Place]] = {}
    told = [(source, outcome) for source, fate in fates.items() for outcome in outcomes(fate)]
    for source, outcome in told:
        for result in places_after(source, outcome):
            sources.setdefault(result, set()).add(source)
    found: dict[int, Fidelity] = {}
    for source, outcome in told:
        if not isinstance(outcome, Queued | Dropped):
            found.update(dict.fromkeys(outcome.reviews, "people"))
        for step in outcome.steps:
            shared = any(len(sources[result]) > 1 for result in places_after(source, outcome))
            lossy = isinstance(outcome, Dropped) or shared
            if isinstance(outcome, Queued):
                found[step] = "people"
            elif _is_lossy(steps[step - first], lossy):
                found.setdefault(step, "lossy")
    return tuple(found.get(position, "exact") for position in range(first, first + len(steps)))


def _is_lossy(step: Step, leads_where_others_do: bool) -> bool:
    if isinstance(step, Merge):
        return True
    return leads_where_others_do and not isinstance(step, Recode)
