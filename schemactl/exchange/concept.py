"""Concept: a label as a source has it, and the links between concepts made sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemactl.exchange.importer import Remark


@dataclass(frozen=True, slots=True)
class Concept:
    """A label of the source.

    `key` is what `parents` name it by. `original` is its id in the source, or what its id was
    made from: data of the source may spell it so.
    """

    key: str
    original: str
    label_id: str
    name: str = ""
    definition: str = ""
    parents: tuple[str, ...] = ()
    line: int | None = None
    index: int | None = None


class Links(NamedTuple):
    """The parents of each key, all known and without circles, and what had to be dropped."""

    parents: dict[str, list[str]]
    remarks: list[Remark]


def link(concepts: Sequence[Concept]) -> Links:
    """Connect concepts, whose keys are unique, with their parents."""
    by_key = {concept.key: concept for concept in concepts}
    parents: dict[str, list[str]] = {}
    remarks = []
    for concept in concepts:
        known = []
        for parent in dict.fromkeys(concept.parents):
            if parent in by_key:
                known.append(parent)
                continue
            message = f"the parent {parent!r} of {concept.original!r} is not in the source"
            remarks.append(Remark("dangling-parent", message, concept.line, concept.label_id))
        parents[concept.key] = known
    for child, parent in _circles(parents):
        concept = by_key[child]
        above = by_key[parent].original
        message = f"{concept.original!r} cannot stand under {above!r}, which stands under it"
        if child == parent:
            message = f"{concept.original!r} is its own parent"
        remarks.append(Remark("cycle", message, concept.line, concept.label_id))
    return Links(parents, remarks)


def _circles(parents: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Take out each link that closes a circle, walking upwards in the order of the source."""
    done: set[str] = set()
    for start, above in parents.items():
        path = [start] if start not in done else []
        on_path = set(path)
        left = {start: list(above)}
        while path:
            child = path[-1]
            if not left[child]:
                path.pop()
                on_path.remove(child)
                done.add(child)
                continue
            parent = left[child].pop(0)
            if parent in on_path:
                parents[child].remove(parent)
                yield child, parent
            elif parent not in done:
                path.append(parent)
                on_path.add(parent)
                left[parent] = list(parents[parent])
