"""Slices: the groups that items belong to, and how often each label was used in each of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

# More slices than this are no groups but the items themselves; more cells are no table.
MOST_SLICES = 1000
_MOST_CELLS = 10_000


def slice_of(values: Mapping[str, Any], column: str) -> str | None:
    """Return the slice of a record by its column, or by the names that dots separate."""
    found: Any = values.get(column)
    if found is None and "." in column:
        found = values
        for part in column.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    return None if found in (None, "") else str(found)


class SliceTable:
    """Counts labels by slice, at bounded memory."""

    def __init__(self) -> None:
        """Start without slices."""
        self.counts: Counter[tuple[str | None, str, str]] = Counter()
        self.slices: set[str] = set()
        self.is_too_large = False

    def add(self, task: str | None, label: str | None, name: Any, number: int = 1) -> None:
        """Count so many annotations with a label in a slice; what has no slice is not counted."""
        if label is None or name is None or name == "" or self.is_too_large:
            return
        self.slices.add(str(name))
        self.counts[task, label, str(name)] += number
        if len(self.slices) > MOST_SLICES or len(self.counts) > _MOST_CELLS:
            self.is_too_large = True
            self.counts.clear()

    def table(self, tasks: Iterable[str]) -> dict[str, dict[str, dict[str, int]]]:
        """Return the counts by task, label and slice, in order; none where there are too many."""
        found: dict[str, dict[str, dict[str, int]]] = {}
        known = set(tasks)
        for (task, label, name), number in sorted(self.counts.items(), key=str):
            if task in known:
                found.setdefault(str(task), {}).setdefault(label, {})[name] = number
        return found
