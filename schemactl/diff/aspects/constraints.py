"""Constraints across tasks: conditions that came, went, or say something else."""

from collections.abc import Iterator
from typing import Any

from schemactl.diff.pairing import TaskPair
from schemactl.model.change import Change, Spot
from schemactl.model.schema import Constraint, Schema


def compare(old: Schema, new: Schema, tasks: tuple[TaskPair, ...]) -> Iterator[Change]:
    """Yield a change for each constraint; labels that only changed their id do not count."""
    known = {pair.old.task.id: pair for pair in tasks}
    before = {one.id: (_says(one, known), _spot(i)) for i, one in enumerate(old.constraints)}
    after = {one.id: (_says(one, {}), _spot(i)) for i, one in enumerate(new.constraints)}
    for name, (says, spot) in before.items():
        if name not in after:
            yield Change("constraint-removed", None, (name,), (), says, None, spot, None)
        elif says != after[name][0]:
            now, new_spot = after[name]
            yield Change("constraint-changed", None, (name,), (name,), says, now, spot, new_spot)
    for name, (says, spot) in after.items():
        if name not in before:
            yield Change("constraint-added", None, (), (name,), None, says, None, spot)


def _spot(position: int) -> Spot:
    return Spot(("constraints", position))


def _says(constraint: Constraint, tasks: dict[str, TaskPair]) -> dict[str, Any]:
    return {
        "if": _carried(constraint.condition, tasks),
        "then": _carried(constraint.consequence, tasks),
        "because": constraint.because,
    }


def _carried(test: dict[str, Any], tasks: dict[str, TaskPair]) -> dict[str, Any]:
    """Write the labels in a test as the new version does."""
    return {
        (tasks[task].task if task in tasks else task): _value(value, tasks.get(task))
        for task, value in test.items()
    }


def _value(value: Any, pair: TaskPair | None) -> Any:
    if pair is None:
        return value
    if isinstance(value, str):
        return pair.carried(value)
    if isinstance(value, list):
        return [_value(inner, pair) for inner in value]
    if isinstance(value, dict):
        return {key: _value(inner, pair) for key, inner in value.items()}
    return value
