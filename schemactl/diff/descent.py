"""Descent: which labels of an old version became which of a new one, by a migration's steps."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never

from schemactl.model.migration import Add, Merge, Recode, Retire, Split, Step, Use
from schemactl.model.taxonomy import Place, Taxonomy

Labels = Mapping[str, Place]


class Move(NamedTuple):
    """A step that holds on both sides: labels that were there, labels that are there."""

    step: Recode | Merge | Split | Retire
    source: tuple[str, ...]
    target: tuple[str, ...]


class Descent(NamedTuple):
    """The bipartite graph of a task's old and new labels.

    `same` leads from each new id to the old id of the same label; `carried` from an old id to
    the new one that takes its place in references; `fates` to every label its records may get.
    `gone` are old labels without a step, `fresh` new ones that no other label became, both in
    the order of their version.
    """

    moves: tuple[Move, ...]
    same: Mapping[str, str]
    carried: Mapping[str, str]
    fates: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, None]
    fresh: Mapping[str, None]


def trace_labels(old: Taxonomy, new: Taxonomy, steps: Iterable[Step]) -> Descent:
    """Follow the labels of a task. A step whose labels do not exist is left to the rules."""
    before, after = old.by_id, new.by_id
    tasks = (None, old.task.id, new.task.id)
    own = [step for step in steps if not isinstance(step, Add) and _task_of(step) in tasks]
    recoded = _recoded([step for step in own if isinstance(step, Recode)], before, after)
    moves = tuple(
        move
        for step in own
        if isinstance(step, Recode | Merge | Split | Retire)
        and (move := _move(step, before, after, recoded))
    )
    split = {move.source[0] for move in moves if isinstance(move.step, Split)}
    taken = set(recoded.values()) | split
    same = {
        new_id: recoded.get(new_id, new_id)
        for new_id in after
        if new_id in recoded or (new_id in before and new_id not in taken)
    }
    made = {
        label for move in moves if isinstance(move.step, Merge | Split) for label in move.target
    }
    moved = {label for move in moves for label in move.source}
    kept = set(same.values())
    fates: dict[str, tuple[str, ...]] = {label: (label,) for label in before if label in same}
    fates |= {label: move.target for move in moves for label in move.source}
    return Descent(
        moves,
        same,
        {
            label: move.target[0]
            for move in moves
            if isinstance(move.step, Recode | Merge)
            for label in move.source
        },
        fates,
        dict.fromkeys(label for label in before if label not in kept and label not in moved),
        dict.fromkeys(label for label in after if label not in same and label not in made),
    )


def _task_of(step: Step) -> str | None:
    return getattr(step, "task", None)


def _move(
    step: Recode | Merge | Split | Retire, before: Labels, after: Labels, recoded: dict[str, str]
) -> Move | None:
    """Return the step with those of its labels that exist; None where it says nothing."""
    match step:
        case Recode():
            holds = recoded.get(step.target) == step.source
            return Move(step, (step.source,), (step.target,)) if holds else None
        case Merge():
            sources = tuple(label for label in step.sources if label in before)
            return Move(step, sources, (step.target,)) if sources and step.target in after else None
        case Split():
            targets = tuple(one.label for one in step.targets if one.label in after)
            return Move(step, (step.source,), targets) if step.source in before else None
        case Retire():
            is_gone = step.source in before and step.source not in after
            use = step.otherwise.use if isinstance(step.otherwise, Use) else None
            return Move(step, (step.source,), (use,) if use else ()) if is_gone else None
        case _:
            assert_never(step)


def _recoded(steps: list[Recode], before: Labels, after: Labels) -> dict[str, str]:
    """Return new id to old id; a step must not take an id that another label still has."""
    by_source = {step.source: step.target for step in reversed(steps)}
    found = {
        new: old for old, new in by_source.items() if old in before and new in after and old != new
    }
    while True:
        moved = set(found.values())
        kept = {
            new: old
            for new, old in found.items()
            if (old in found or old not in after) and (new in moved or new not in before)
        }
        if kept == found:
            return found
        found = kept
