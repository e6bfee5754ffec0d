"""Chain: the migrations of several releases in a row, as one from the first to the last."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter

from schemactl.diff.descent import Descent, Move
from schemactl.diff.pairing import pair_tasks
from schemactl.model.migration import (
    Add,
    Migration,
    Redefine,
    Retire,
    RuleStep,
    Split,
    Step,
    Use,
)
from schemactl.model.release import ReleasedSchema

_PAIR = "confusable: "
_STEP: TypeAdapter[Step] = TypeAdapter(Step, config=ConfigDict(defer_build=True))


class Hop(NamedTuple):
    """The way from one release to the next; without a migration every label stays itself."""

    old: ReleasedSchema
    new: ReleasedSchema
    migration: Migration | None


class _Path(NamedTuple):
    """What became of a label of the first release: its last labels, and the steps on the way."""

    fates: tuple[str, ...]
    moves: tuple[Move, ...]


def chained(hops: Sequence[Hop]) -> Migration | None:
    """Return one migration for all hops; None where no hop has one."""
    written = [hop.migration for hop in hops if hop.migration is not None]
    if len(hops) == 1 or not written:
        return written[0] if written else None
    steps: list[Step] = []
    descents = [_descents(hop) for hop in hops]
    for task in hops[-1].new.tasks:
        if all(task.id in found for found in descents):
            way = [found[task.id] for found in descents]
            steps.extend(_moves(task.id, way))
            for position, hop in enumerate(hops):
                steps.extend(_marks(task.id, hop, way[position + 1 :]))
    steps.extend(
        step
        for migration in written
        for step in migration.steps
        if step.change in ("task", "attribute")
    )
    update: dict[str, Any] = {"source": written[0].source, "steps": tuple(steps), "approvals": ()}
    return written[-1].model_copy(update=update)


def _descents(hop: Hop) -> dict[str, Descent]:
    return {p.task: p.descent for p in pair_tasks(hop.old, hop.new, hop.migration).both}


def _moves(task: str, way: list[Descent]) -> Iterator[Step]:
    """Yield the steps that lead from the first labels straight to the last."""
    same = _same(way)
    kept = set(same.values())
    yield from (_step(task, "recode", old, new) for new, old in same.items() if new != old)
    merged: dict[str, list[str]] = {}
    for label in _labels(way[0]):
        path = _follow(label, way)
        if label in kept or not path.moves:
            continue
        splits = [move.step for move in path.moves if isinstance(move.step, Split)]
        retires = [move.step for move in path.moves if isinstance(move.step, Retire)]
        if splits and path.fates:
            otherwise = _written(splits[0].otherwise)
            yield _step(task, "split", label, list(path.fates), otherwise=otherwise)
        elif retires:
            use = {"use": path.fates[0]} if path.fates else None
            said = _written(retires[0].otherwise)
            rest = said if isinstance(said, str) else "relabel"
            yield _step(task, "retire", label, None, otherwise=use or rest)
        else:
            # A label that was merged may have gone later without a step: then nobody got it.
            for fate in path.fates[:1]:
                merged.setdefault(fate, []).append(label)
    yield from (_step(task, "merge", olds, new) for new, olds in merged.items())


def _same(way: list[Descent]) -> dict[str, str]:
    """Return last id to first id of each label that stayed itself all the way."""
    same = dict(way[0].same)
    for descent in way[1:]:
        same = {new: same[old] for new, old in descent.same.items() if old in same}
    return same


def _labels(descent: Descent) -> tuple[str, ...]:
    return (*descent.fates, *descent.gone)


def _follow(label: str, way: list[Descent]) -> _Path:
    current: tuple[str, ...] = (label,)
    moves: list[Move] = []
    for descent in way:
        moves += [move for move in descent.moves if set(move.source) & set(current)]
        current = _forward(current, [descent])
    return _Path(current, tuple(moves))


def _forward(labels: Iterable[str], way: list[Descent]) -> tuple[str, ...]:
    """Return what labels are called after further hops; a new label stays itself at first."""
    current = tuple(labels)
    for descent in way:
        fates = [fate for label in current for fate in descent.fates.get(label, ())]
        current = tuple(dict.fromkeys(fates))
    return current


def _marks(task: str, hop: Hop, rest: list[Descent]) -> Iterator[Step]:
    """Yield what a hop says about labels and rules, under the names they have at the end."""
    for step in () if hop.migration is None else hop.migration.steps:
        if getattr(step, "task", None) not in (None, task):
            continue
        match step:
            case Add():
                review = _forward(step.review, rest)
                for label in _forward([step.target], rest):
                    update = {"task": task, "target": label, "review": review}
                    yield step.model_copy(update=update)
            case Redefine():
                review_of = step.review
                named = _forward(review_of, rest) if isinstance(review_of, tuple) else review_of
                for label in _forward([step.label], rest):
                    yield step.model_copy(update={"task": task, "label": label, "review": named})
            case RuleStep():
                update = {"task": task, "rule": _rule(step.rule, rest)}
                yield step.model_copy(update=update)


def _rule(rule: str, rest: list[Descent]) -> str:
    """Write a confusable pair with the last names of its labels."""
    if not rule.startswith(_PAIR):
        return rule
    names = rule.removeprefix(_PAIR).split("--", 1)
    return _PAIR + "--".join((*_forward([name], rest), name)[0] for name in names)


def _written(otherwise: str | Use) -> Any:
    return {"use": otherwise.use} if isinstance(otherwise, Use) else otherwise


def _step(task: str, change: str, source: Any, target: Any, **fields: Any) -> Step:
    to = {} if target is None else {"to": target}
    return _STEP.validate_python({"change": change, "task": task, "from": source, **to, **fields})
