"""Pairing: which task and which label of the new version is compared with which of the old."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from schemactl.diff.descent import Descent, trace_labels
from schemactl.model.address import split_label_address
from schemactl.model.label import Example, Label
from schemactl.model.migration import Migration, Retire, Step
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Schema
from schemactl.model.taxonomy import Place, Taxonomy, taxonomies
from schemactl.releases.canonical import numbers_as_text, plain_data

# The id is paired by, the index is given by the release, children are labels of their own.
_OWN_FIELDS = attrgetter(*sorted(set(Label.model_fields) - {"id", "index", "labels"}))


class LabelPair(NamedTuple):
    """The same label in both versions."""

    old: Place
    new: Place


class TaskPair:
    """The same task in both versions, with the descent of its labels."""

    def __init__(self, old: Taxonomy, new: Taxonomy, steps: Iterable[Step]) -> None:
        """Pair the labels of two tasks; the other tasks are made known by `among`."""
        self.old = old
        self.new = new
        self.task = new.task.id
        self.descent: Descent = trace_labels(old, new, steps)
        self.others: tuple[TaskPair, ...] = (self,)
        self.old_files: Mapping[str, str] = {}
        self.new_files: Mapping[str, str] = {}

    @cached_property
    def labels(self) -> tuple[LabelPair, ...]:
        """Every label that is the same in both versions, in the order of the new one."""
        before, after = self.old.by_id, self.new.by_id
        same = self.descent.same
        return tuple(LabelPair(before[old_id], after[new_id]) for new_id, old_id in same.items())

    @cached_property
    def edited(self) -> tuple[LabelPair, ...]:
        """The pairs of which anything differs as it is written."""
        return tuple(
            pair
            for pair in self.labels
            if _OWN_FIELDS(pair.old.label) != _OWN_FIELDS(pair.new.label)
        )

    @cached_property
    def retired(self) -> frozenset[str]:
        """The old labels that a step retires."""
        moves = self.descent.moves
        return frozenset(m.source[0] for m in moves if isinstance(m.step, Retire))

    @property
    def shares_labels(self) -> bool:
        """Tell whether the labels belong to another task, which is compared by itself."""
        return self.new.task.same_as is not None and self.old.task.same_as is not None

    def carried(self, reference: str | None) -> str | None:
        """Return a reference of the old version as the new one writes it after its moves."""
        if reference is None or not any(pair.descent.carried for pair in self.others):
            return reference
        if reference in self.old.by_id:
            return self.descent.carried.get(reference, reference)
        for pair in self.others:
            if reference in pair.old.by_id:
                return pair.descent.carried.get(reference, reference)
        tasks = {pair.old.task.id: pair for pair in self.others}
        task_id, label = split_label_address(reference, tuple(tasks))
        if task_id is None:
            return reference
        return f"{tasks[task_id].task}/{tasks[task_id].descent.carried.get(label, label)}"

    def fates(self, reference: str) -> tuple[str, ...]:
        """Return every label that may stand where the old version wrote a reference."""
        if reference in self.descent.fates:
            return self.descent.fates[reference]
        return (self.carried(reference) or reference,)

    def case_data(self, example: Example, *, is_old: bool) -> dict[str, Any]:
        """Return what an example says, as a release of the new version would store it."""
        data: dict[str, Any] = numbers_as_text(plain_data(example))
        files = self.old_files if is_old else self.new_files
        for field in ("image", "audio"):
            if field in data:
                data[field] = files.get(data[field], data[field])
        if is_old:
            if "use" in data:
                data["use"] = self.carried(data["use"])
            for region in data.get("regions", ()):
                region["use"] = self.carried(region["use"])
        return data


class TaskPairs(NamedTuple):
    """The tasks of two schemas: the same ones, and those of one side only."""

    both: tuple[TaskPair, ...]
    gone: tuple[Taxonomy, ...]
    fresh: tuple[Taxonomy, ...]


def pair_tasks(old: ReleasedSchema, new: ReleasedSchema, migration: Migration | None) -> TaskPairs:
    """Pair tasks by id; the only task of a schema with another name is the same task too."""
    steps = () if migration is None else migration.steps
    before = {taxonomy.task.id: taxonomy for taxonomy in taxonomies(old)}
    after = {taxonomy.task.id: taxonomy for taxonomy in taxonomies(new)}
    paired = counterparts(old, new)
    both = tuple(
        TaskPair(before[paired[task_id]], taxonomy, steps)
        for task_id, taxonomy in after.items()
        if task_id in paired
    )
    for pair in both:
        pair.others = both
        pair.old_files, pair.new_files = old.assets, new.assets
    still = set(paired.values())
    return TaskPairs(
        both,
        tuple(taxonomy for task_id, taxonomy in before.items() if task_id not in still),
        tuple(taxonomy for task_id, taxonomy in after.items() if task_id not in paired),
    )


def counterparts(old: Schema, new: Schema) -> dict[str, str]:
    """Return the old id of each task that both schemas have, by its new id."""
    before = {task.id for task in old.tasks}
    after = {task.id for task in new.tasks}
    found = {task.id: task.id for task in new.tasks if task.id in before}
    left, right = before - after, after - before
    # An import and the short form name their only task after the schema.
    if old.name != new.name and len(left) == len(right) == 1:
        found[right.pop()] = left.pop()
    return found
