"""Tally: how many records, annotations and items there are, and how many of each kind."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args

from schemactl.data.hash_bag import HashBag
from schemactl.data.placed import Placed
from schemactl.data.slicing import SliceTable
from schemactl.model.annotation import Annotation, Origin

_ITEM_HASH = 16
_ORIGINS = frozenset(get_args(Origin))


class Tally:
    """Counts annotations: one by one, or many that say the same."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.records = 0
        self.annotations = 0
        self.items = HashBag(_ITEM_HASH)
        self.labels: Counter[tuple[str | None, str | None]] = Counter()
        self.unknown: Counter[str] = Counter()
        self.annotators: Counter[str] = Counter()
        self.origins: Counter[str] = Counter()
        self.slices = SliceTable()
        self.batches: Counter[tuple[str | None, str | None, str | None]] = Counter()

    def add(self, placed: Placed) -> None:
        """Count an annotation."""
        annotation = placed.annotation
        self.add_items([annotation.item])
        if placed.is_known:
            self.add_labels(annotation, 1)
        else:
            self.annotations += 1
            if annotation.label is not None:
                self.unknown[annotation.label] += 1
        if annotation.annotator is not None:
            self.annotators[annotation.annotator] += 1
        self.add_origins([annotation.origin])
        self.batches[annotation.batch, annotation.schema, annotation.guideline] += 1

    def add_items(self, items: Iterable[str]) -> None:
        """Count items, of which each counts once however often it comes."""
        blake = hashlib.blake2b
        found = [blake(item.encode(), digest_size=_ITEM_HASH).digest() for item in items]
        self.items.extend(b"".join(found))

    def add_origins(self, origins: Iterable[Any]) -> None:
        """Count where annotations come from; texts that the format does not know are `other`."""
        said = [one for one in origins if one is not None and one != ""]
        self.origins.update(
            one if isinstance(one, str) and one in _ORIGINS else "other" for one in said
        )

    def add_labels(self, annotation: Annotation, number: int) -> None:
        """Count so many annotations with the known label of this one."""
        self.annotations += number
        self.labels[annotation.task, annotation.label] += number

    def by_label(self, tasks: Iterable[str]) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
        """Return the counts by task and label, and by task those of answers without a label."""
        labels: dict[str, dict[str, int]] = {task: {} for task in tasks}
        nones: dict[str, int] = {}
        for (task, label), number in self.labels.items():
            if label is None:
                nones[str(task)] = number
            else:
                labels[str(task)][label] = number
        return labels, nones
