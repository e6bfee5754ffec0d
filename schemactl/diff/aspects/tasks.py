"""Tasks that came or went, and what a task asks for: type, choice, inputs, scale, hierarchy."""

from collections.abc import Iterator
from typing import Any

from schemactl.diff.pairing import TaskPair, TaskPairs
from schemactl.model.change import Change, Spot
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy

# Every other field of a task is compared by an aspect of its own.
_PLAIN = (
    "type", "choose", "inputs", "over", "hierarchy", "scale", "complete", "tolerance", "ties",
    "reasons", "instances", "every_pixel", "normalise", "vocabulary", "markers",
    "points", "skeleton", "joins", "unit", "minimum", "maximum",
)  # fmt: skip


def compare_all(pairs: TaskPairs) -> Iterator[Change]:
    """Yield tasks of one side only: their labels go or come with them."""
    for taxonomy in pairs.gone:
        task_id, spot = taxonomy.task.id, Spot(taxonomy.pointer)
        yield Change("task-removed", task_id, (task_id,), (), _facts(taxonomy), None, spot, None)
    for taxonomy in pairs.fresh:
        task_id, spot = taxonomy.task.id, Spot(taxonomy.pointer)
        yield Change("task-added", task_id, (), (task_id,), None, _facts(taxonomy), None, spot)


def _facts(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "type": taxonomy.task.type,
        "question": taxonomy.task.question,
        "labels": [place.label.id for place in taxonomy.places],
    }


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield one change with every field that differs."""
    old, new = pair.old.task, pair.new.task
    before, after = _fields(old), _fields(new)
    before["residual"], after["residual"] = pair.carried(old.residual), new.residual
    differing = [field for field in before if before[field] != after[field]]
    if differing:
        inner = (differing[0],)
        yield Change(
            "task-changed",
            pair.task,
            (old.id,),
            (new.id,),
            {field: before[field] for field in differing},
            {field: after[field] for field in differing},
            Spot((*pair.old.pointer, *inner)),
            Spot((*pair.new.pointer, *inner)),
        )


def _fields(task: Task) -> dict[str, Any]:
    plain = task.model_dump(mode="python", by_alias=True, include=set(_PLAIN))
    return {**plain, "inputs": sorted(task.inputs)}
