"""Taxonomy: a task's labels with their places in the tree, ids, aliases, parents and cases."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from schemactl.model.finding import Pointer
from schemactl.model.label import Example, Label
from schemactl.model.schema import Schema, Task
from schemactl.model.twins import folded_all


class Place(NamedTuple):
    """A label, where it stands in the schema, and the label it stands under."""

    label: Label
    pointer: Pointer
    parent: str | None
    depth: int


class Case(NamedTuple):
    """An example, counterexample or edge case of a label, and where it stands there.

    What most readers of all cases want stands in the case itself, because 50,000 examples are
    spread over more memory than a processor keeps at hand.
    """

    place: Place
    part: str
    position: int
    example: Example
    id: str | None
    use: str | None
    content: str

    @property
    def pointer(self) -> Pointer:
        """Where the case stands in the schema."""
        return (*self.place.pointer, self.part, self.position)


def _walk(
    labels: tuple[Label, ...], pointer: Pointer, parent: str | None, depth: int
) -> Iterator[Place]:
    for position, label in enumerate(labels):
        here = (*pointer, position)
        yield Place(label, here, parent, depth)
        if label.labels:
            yield from _walk(label.labels, (*here, "labels"), label.id, depth + 1)


class Taxonomy:
    """The labels of one task, flattened once and indexed."""

    def __init__(self, task: Task, pointer: Pointer = ()) -> None:
        """Flatten the task's labels in document order; `pointer` leads to the task."""
        self.task = task
        self.pointer = pointer
        self.places = tuple(_walk(task.labels, (*pointer, "labels"), None, 1))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All examples, counterexamples and edge cases, label by label."""
        found: list[Case] = []
        # The generated constructor of a NamedTuple takes as long as all the rest.
        new = tuple.__new__
        for place in self.places:
            label = place.label
            for part, examples in (
                ("examples", label.examples),
                ("counterexamples", label.counterexamples),
                ("edge_cases", label.edge_cases),
            ):
                for i, one in enumerate(examples):
                    found.append(new(Case, (place, part, i, one, one.id, one.use, one.content)))
        return tuple(found)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of each case as readers compare it, in the order of `cases`."""
        return folded_all([case.content for case in self.cases])

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """The first place of each id."""
        found: dict[str, Place] = {}
        for place in self.places:
            found.setdefault(place.label.id, place)
        return found

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """All parents of each label: the one it stands under first, then `also_under`."""
        found: dict[str, tuple[str, ...]] = {}
        for place in self.places:
            above = () if place.parent is None else (place.parent,)
            found.setdefault(place.label.id, above + place.label.also_under)
        return found

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The children of each label that has some, in document order."""
        found: dict[str, list[str]] = {}
        for child, parents in self.parents.items():
            for parent in parents:
                found.setdefault(parent, []).append(child)
        return {parent: tuple(below) for parent, below in found.items()}

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every spelling that data may use, ids first, then aliases: spelling to id."""
        found = {label_id: label_id for label_id in self.by_id}
        for place in self.places:
            for alias in place.label.aliases:
                found.setdefault(alias, place.label.id)
        return found

    @cached_property
    def selectable(self) -> tuple[Label, ...]:
        """The labels that an annotation may carry, in document order."""
        return tuple(p.label for p in self.places if self.is_selectable(p.label))

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The position of each label among the selectable ones."""
        return {label.id: rank for rank, label in enumerate(self.selectable)}

    def is_selectable(self, label: Label) -> bool:
        """Tell whether an annotation may carry the label: groups only where any level may be."""
        if not label.selectable:
            return False
        return self.task.hierarchy.choose == "any-level" or label.id not in self.children

    def ancestors(self, label_id: str) -> tuple[str, ...]:
        """All labels above, nearest first; safe on cycles."""
        seen: dict[str, None] = {}
        queue = list(self.parents.get(label_id, ()))
        while queue:
            parent = queue.pop(0)
            if parent not in seen and parent != label_id:
                seen[parent] = None
                queue.extend(self.parents.get(parent, ()))
        return tuple(seen)


def taxonomies(schema: Schema) -> tuple[Taxonomy, ...]:
    """Flatten every task of the schema."""
    return tuple(Taxonomy(task, ("tasks", i)) for i, task in enumerate(schema.tasks))
