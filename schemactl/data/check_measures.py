"""Measures: sizes and counts of regions, lengths of texts, and pace, with what is far out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from schemactl.data.check_outliers import Distribution, Fences, told
from schemactl.data.check_pace import Hasty, milliseconds
from schemactl.data.check_place import extent_of
from schemactl.data.key_bag import KeyBag, Keys
from schemactl.data.placed import Placed
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.task import problem

_UNITS = {"span": "characters", "segment": "seconds"}
# Tasks about whole items: a region there is wrong, whatever its size.
_WHOLE = frozenset({"classification", "rating", "ranking", "text", "number"})


class Measures:
    """Measures annotations, then finds those that are far out."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[str, str], Distribution] = defaultdict(Distribution)
        self._counts: dict[str, KeyBag] = defaultdict(KeyBag)
        self._lengths = Distribution()
        self._size_fences: dict[tuple[str, str], Fences] = {}
        self._count_fences: dict[str, Fences] = {}
        self._crowded: dict[str, dict[int, int]] = {}
        self._length_fences: Fences | None = None
        self._hasty: dict[str, Hasty] = {}
        # Lines and items of which something is said once, though several annotations tell it.
        self._said: set[tuple[str, str, int]] = set()

    def __bool__(self) -> bool:
        """Tell whether anything is far out, or may be."""
        found = (self._size_fences, self._crowded, self._length_fences, self._hasty)
        return any(map(bool, found))

    def add(self, placed: Placed) -> None:
        """Measure an annotation."""
        annotation, content = placed.annotation, placed.content
        if content is not None and isinstance(content.text, str):
            self._lengths.add(len(content.text))
        if annotation.region is None or annotation.task is None or placed.task is None:
            return
        self._counts[annotation.task].add(hash(annotation.item))
        size = _size(placed)
        if size is not None and annotation.label is not None:
            self._sizes[annotation.task, annotation.label].add(size)

    def add_items(self, task: str, items: Keys) -> None:
        """Count regions of a task by the hashes of their items."""
        self._counts[task].append(items)

    def add_sizes(self, task: str, label: str, size: float, number: int) -> None:
        """Count so many regions of one size."""
        self._sizes[task, label].extend([(size, number)])

    def is_region_far_out(
        self, task: str | None, label: str | None, item: str, size: float
    ) -> bool:
        """Tell whether a region is one of too many, or its size is far out."""
        if hash(item) in self._crowded.get(task or "", ()):
            return True
        fences = self._size_fences.get((task or "", label or ""))
        return fences is not None and fences.is_outside(size)

    def are_regions_far_out(
        self, task: str | None, label: str | None, items: Keys, sizes: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell of regions by the hashes of their items what `is_region_far_out` tells of one."""
        crowded = self._crowded.get(task or "", {})
        found = np.zeros(len(items), dtype=np.bool_)
        if crowded:
            found = np.array([item in crowded for item in items.tolist()], dtype=np.bool_)
        fences = self._size_fences.get((task or "", label or ""))
        if fences is not None:
            found |= (sizes > 0) & ~((sizes >= fences.low) & (sizes <= fences.high))
        return found

    def add_lengths(self, lengths: Keys) -> None:
        """Measure texts by their lengths."""
        found, counts = np.unique(lengths, return_counts=True)
        self._lengths.extend(zip(found.tolist(), counts.tolist(), strict=True))

    def are_texts_far_out(self, lengths: Iterable[int]) -> bool:
        """Tell whether one of the lengths of texts is far out."""
        fences = self._length_fences
        return fences is not None and any(map(fences.is_outside, lengths))

    def is_hasty(self, annotators: Iterable[str | None]) -> bool:
        """Tell whether one of the annotators answered too fast at times."""
        return bool(self._hasty) and not self._hasty.keys().isdisjoint(annotators)

    def decide(self, hasty: dict[str, Hasty]) -> None:
        """End the measuring; `hasty` is who answered too fast."""
        self._hasty = hasty
        self._length_fences = self._lengths.fences()
        for kind, sizes in self._sizes.items():
            if fences := sizes.fences():
                self._size_fences[kind] = fences
        for task, bag in self._counts.items():
            found = Distribution()
            for _, counts in bag.counted():
                numbers, times = np.unique(counts, return_counts=True)
                found.extend(zip(numbers.tolist(), times.tolist(), strict=True))
            if fences := found.fences():
                self._count_fences[task] = fences
                many = {
                    key: count
                    for keys, counts in bag.counted()
                    for key, count in zip(keys.tolist(), counts.tolist(), strict=True)
                    if count > fences.high
                }
                if many:
                    self._crowded[task] = many

    def check(self, placed: Placed) -> Iterator[Problem]:
        """Yield in what an annotation is far out."""
        for found in self._check(placed):
            item = placed.annotation.item or None
            yield found._replace(line=placed.line, item=item)

    def _check(self, placed: Placed) -> Iterator[Problem]:
        annotation = placed.annotation
        if self._length_fences is not None:
            yield from self._about_length(placed, self._length_fences)
        if annotation.annotator in self._hasty and annotation.at is not None:
            hasty = self._hasty[annotation.annotator or ""]
            if milliseconds(annotation.at) in hasty.times:
                message = (
                    f"`{annotation.annotator}` answered in less than a tenth of the usual time; "
                    f"the median between answers is {hasty.median:.3g} seconds"
                )
                yield problem("outlier-pace", annotation, message)
        if annotation.region is not None and annotation.task is not None:
            yield from self._about_count(annotation, annotation.task)
            yield from self._about_size(placed, annotation.task)

    def _about_length(self, placed: Placed, fences: Fences) -> Iterator[Problem]:
        text = None if placed.content is None else placed.content.text
        if isinstance(text, str) and fences.is_outside(len(text)):
            if self._is_said("length", placed.annotation.item, placed.line):
                return
            message = f"a text of {len(text)} characters; {fences.shown(is_count=True)}"
            yield problem("outlier-length", placed.annotation, message)._replace(label=None)

    def _about_count(self, annotation: Annotation, task: str) -> Iterator[Problem]:
        count = self._crowded.get(task, {}).get(hash(annotation.item))
        if count is not None and not self._is_said(task, annotation.item, 0):
            shown = self._count_fences[task].shown(is_count=True)
            message = f"{count} regions of task `{task}` in one item; {shown}"
            yield problem("outlier-count", annotation, message)._replace(label=None)

    def _about_size(self, placed: Placed, task: str) -> Iterator[Problem]:
        annotation = placed.annotation
        fences = self._size_fences.get((task, annotation.label or ""))
        size = None if fences is None else _size(placed)
        if fences is None or size is None or not fences.is_outside(size):
            return
        kind = placed.task.taxonomy.task.type if placed.task is not None else ""
        unit = _UNITS.get(kind, "square pixels")
        shown = fences.shown(is_count=kind == "span")
        message = f"a region of {told(size)} {unit}; of `{annotation.label}`: {shown}"
        yield problem("outlier-size", annotation, message)

    def _is_said(self, kind: str, item: str, line: int) -> bool:
        key = (kind, item, line)
        is_said = key in self._said
        self._said.add(key)
        return is_said


def _size(placed: Placed) -> float | None:
    """Return the length or area of a region; masks tell their picture's only."""
    region = placed.annotation.region
    if not isinstance(region, dict) or "counts" in region:
        return None
    if placed.task is not None and placed.task.taxonomy.task.type in _WHOLE:
        return None
    extent = extent_of(region)
    return None if extent is None else extent.size
