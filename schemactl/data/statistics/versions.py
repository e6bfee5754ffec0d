"""versions: how the labels of each schema version of the data differ from the one before."""

from collections import Counter
from itertools import pairwise
from typing import Any

from schemactl.data.statistics.drift import drift
from schemactl.data.statistics.statistic import Question, Seen
from schemactl.model.version import precedence


class Versions:
    """The labels of each task under each schema stamp."""

    def __init__(self, question: Question) -> None:
        """Start without annotations."""
        self.tasks = question.tasks
        self.counts: dict[str, dict[str, Counter[str]]] = {}

    def add(self, seen: Seen) -> None:
        """Count a label under its stamp."""
        annotation = seen.annotation
        if annotation.schema is not None and annotation.label is not None:
            of_stamp = self.counts.setdefault(annotation.schema, {})
            of_stamp.setdefault(str(annotation.task), Counter())[annotation.label] += 1

    def result(self) -> list[dict[str, Any]]:
        """Return the drift from each version to the next, task by task."""
        stamps = sorted(self.counts, key=_order)
        return [
            {"from": before, "to": after, "task": task, **found}
            for before, after in pairwise(stamps)
            for task in self.tasks
            if (found := drift(*(self.counts[one].get(task, {}) for one in (before, after))))
        ]


def _order(stamp: str) -> tuple[str, Any, str]:
    name, _, version = stamp.rpartition("@")
    try:
        return name, precedence(version), stamp
    except ValueError:
        return name, precedence("0.0.0"), stamp
