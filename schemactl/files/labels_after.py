"""Labels after: what a release calls its labels, for files whose labels become those of it."""

import re
from collections import Counter
from collections.abc import Iterator

from schemactl.errors import SchemactlError
from schemactl.model.label import Label
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Place, Taxonomy

_STAMP = re.compile(r"(schema:)?[^\s@]+@\d+\.\d+\.\d+\S*\Z")


class LabelsAfter:
    """The labels of a release by task, with their spellings and the ways to them."""

    def __init__(self, schema: ReleasedSchema, has_names: bool = False) -> None:
        """Index the labels; a spelling is an id, or an alias that is no label's id.

        With `has_names` it is also a name that only one label of its task has.
        """
        self.schema = schema
        self.stamp = f"{schema.name}@{schema.version}"
        self.places: dict[tuple[str, str], Place] = {}
        self.words: dict[str, dict[str, str]] = {}
        for task in schema.tasks:
            words = self.words[task.id] = {}
            places = Taxonomy(task).places
            self.places |= {(task.id, place.label.id): place for place in places}
            if has_names:
                words |= _names([place.label for place in places])
            for label in (place.label for place in places):
                words |= dict.fromkeys(label.aliases, label.id)
            words |= {place.label.id: place.label.id for place in places}
        self.spellings = frozenset(word for words in self.words.values() for word in words)

    def label(self, task: str, label: str) -> Label:
        """Return a label. Raises SchemactlError where the release has none."""
        place = self.places.get((task, label))
        if place is None:
            raise SchemactlError(
                f"{self.stamp} has no label {task}/{label}", "migrate to a label of the release"
            )
        return place.label

    def way(self, task: str, label: str) -> list[str]:
        """Return the ids from the root to a label."""
        found = [self.label(task, label).id]
        while (parent := self.places[task, found[0]].parent) is not None:
            found.insert(0, parent)
        return found

    def ranked(self, types: frozenset[str]) -> Iterator[tuple[Task, Place]]:
        """Yield the labels with an index of all tasks of some types, in the order of tasks."""
        for task in self.schema.tasks:
            if task.type in types:
                places = (self.places[task.id, one.label.id] for one in Taxonomy(task).places)
                yield from ((task, place) for place in places if place.label.index is not None)

    def restamped(self, stamp: object) -> str | None:
        """Return what a stamp of an older release becomes; None for what is none, or stays."""
        if not isinstance(stamp, str) or (found := _STAMP.match(stamp)) is None:
            return None
        new = f"{found[1] or ''}{self.stamp}"
        return None if new == stamp else new


def _names(labels: list[Label]) -> dict[str, str]:
    """Return the label of each name that only one has."""
    counts = Counter(label.title for label in labels)
    return {label.title: label.id for label in labels if counts[label.title] == 1}
