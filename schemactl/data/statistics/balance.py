"""balance: how evenly the labels of a task are used, and which are starved."""

import math
from collections import Counter
from typing import Any

from schemactl.data.statistics.statistic import Question, Seen


class Balance:
    """The distribution of labels over each task."""

    def __init__(self, question: Question) -> None:
        """Know the labels that may be chosen, and how many annotations each should have."""
        self.minimum = question.minimum
        self.labels = {
            task: [
                place.label.id
                for place in reading.taxonomy.places
                if reading.taxonomy.is_selectable(place.label) and place.label.deprecated is None
            ]
            for task, reading in question.tasks.items()
        }
        self.counts: dict[str, Counter[str]] = {task: Counter() for task in question.tasks}

    def add(self, seen: Seen) -> None:
        """Count a label."""
        if seen.annotation.label is not None:
            self.counts[str(seen.annotation.task)][seen.annotation.label] += 1

    def result(self) -> dict[str, Any]:
        """Return the measures of each task that has labels."""
        return {
            task: {
                **distribution(list(self.counts[task].values())),
                "starved": {
                    label: self.counts[task][label]
                    for label in labels
                    if self.counts[task][label] < self.minimum
                },
            }
            for task, labels in self.labels.items()
            if labels
        }


def distribution(counts: list[int]) -> dict[str, float | None]:
    """Return entropy in bits, the effective number of classes, and largest over smallest count.

    The entropy is Shannon's (1948), the effective number is two to its power (Hill 1973, of
    order 1). Labels that are never used are left out; they are told by themselves.
    """
    used = [count for count in counts if count > 0]
    if not used:
        return {"entropy_bits": None, "effective_classes": None, "imbalance_ratio": None}
    total = sum(used)
    entropy = math.fsum(-n / total * math.log2(n / total) for n in used)
    return {
        "entropy_bits": entropy,
        "effective_classes": 2.0**entropy,
        "imbalance_ratio": max(used) / min(used),
    }
