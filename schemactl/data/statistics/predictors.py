"""predictors: columns that tell the label without anyone looking at the item."""

import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from schemactl.data.statistics.statistic import Question, Seen

# A column with more different values than this names items, and is left alone.
MOST_VALUES = 10_000
# How much of what guessing gets wrong a column must get right to be told.
LEAST_GAIN = 0.5
# Fewer records on either side tell nothing.
LEAST_RECORDS = 20

_Pairs = Counter[tuple[Any, str]]


class Predictors:
    """The values that columns without a role have where a label was given.

    Half of the items, chosen by their checksum, teach which label goes with which value; the
    others, held out, show whether that holds.
    """

    def __init__(self, question: Question) -> None:
        """Know the columns that have a role."""
        self.known = question.columns
        self.pairs: dict[tuple[str, str], tuple[_Pairs, _Pairs]] = {}
        self.labels: dict[str, tuple[Counter[str], Counter[str]]] = {}
        self.dropped: set[str] = set()

    def add(self, seen: Seen) -> None:
        """Note the label with the value of each further column."""
        label, task = seen.annotation.label, str(seen.annotation.task)
        if label is None:
            return
        side = zlib.crc32(seen.annotation.item.encode()) & 1
        self.labels.setdefault(task, (Counter(), Counter()))[side][label] += 1
        for column, value in seen.values.items():
            if column in self.known or column in self.dropped:
                continue
            if not isinstance(value, str | int | float | bool | None):
                continue
            pairs = self.pairs.setdefault((task, column), (Counter(), Counter()))
            pairs[side][value, label] += 1
            if len(pairs[0]) > MOST_VALUES:
                self.dropped.add(column)

    def result(self) -> list[dict[str, Any]]:
        """Return the columns that tell the label, the best first.

        `accuracy` is that of the most frequent label per value on the records held out,
        `guessing` that of the most frequent label of all.
        """
        rows = []
        for (task, column), (taught, held) in self.pairs.items():
            total, first = held.total(), self.labels[task][0]
            if column in self.dropped or min(total, taught.total()) < LEAST_RECORDS:
                continue
            usual = _most(first)
            guessing = sum(n for (_, label), n in held.items() if label == usual) / total
            accuracy = _right(taught, held, usual) / total
            if guessing < 1 and (accuracy - guessing) / (1 - guessing) >= LEAST_GAIN:
                rows.append(
                    {"task": task, "column": column, "accuracy": accuracy, "guessing": guessing}
                )
        return sorted(rows, key=lambda row: (-row["accuracy"], row["task"], row["column"]))


def _right(taught: _Pairs, held: _Pairs, usual: str) -> int:
    """Return how many held-out labels the best label of their value gets right."""
    by_value: dict[Any, Counter[str]] = {}
    for (value, label), number in taught.items():
        by_value.setdefault(value, Counter())[label] += number
    best = {value: _most(labels) for value, labels in by_value.items()}
    return sum(n for (value, label), n in held.items() if best.get(value, usual) == label)


def _most(labels: Mapping[str, int]) -> str:
    return min(labels, key=lambda label: (-labels[label], label))
