"""counts: annotations per task, label, annotator, batch, version, origin and status."""

from collections import Counter
from typing import Any

from schemactl.data.statistics.statistic import Question, Seen

# The most different values of a task that are told one by one.
MOST_VALUES = 100

# The fields that are counted, by the names of their counts.
_FIELDS = {
    "annotators": "annotator",
    "batches": "batch",
    "schemas": "schema",
    "guidelines": "guideline",
    "origins": "origin",
    "statuses": "status",
}


class Counts:
    """The numbers of annotations, and the shares of those that are unsure, skipped, suggested."""

    def __init__(self, question: Question) -> None:
        """Start at zero."""
        self.tasks = question.tasks
        self.labels: Counter[tuple[str, str]] = Counter()
        self.answers: Counter[str] = Counter()
        self.nones: Counter[str] = Counter()
        # Asked, and skipped or left open.
        self.unanswered: Counter[str] = Counter()
        self.values: dict[str, Counter[str]] = {task: Counter() for task in question.tasks}
        self.fields: dict[str, Counter[str]] = {name: Counter() for name in _FIELDS}
        self.suggested = self.followed = self.total = 0

    def add(self, seen: Seen) -> None:
        """Count an annotation."""
        annotation = seen.annotation
        task = str(annotation.task)
        self.total += 1
        self.answers[task] += 1
        if annotation.label is not None:
            self.labels[task, annotation.label] += 1
        elif isinstance(annotation.value, int | float):
            self._add_value(self.values[task], annotation.value)
        elif annotation.value is None:
            self._add_open(annotation.status, task)
        for name, field in _FIELDS.items():
            value = getattr(annotation, field)
            if value is not None:
                self.fields[name][value if isinstance(value, str) else str(value)] += 1
        if annotation.suggested is not None:
            self.suggested += 1
            self.followed += annotation.suggested == annotation.label

    def _add_open(self, status: str, task: str) -> None:
        """Count an annotation without label and value."""
        counted = self.nones if status == "final" else self.unanswered
        counted[task] += 1

    @staticmethod
    def _add_value(values: Counter[str], value: float) -> None:
        """Count a number; more than can be told one by one count as `other`."""
        name = f"{value:g}"
        values[name if name in values or len(values) < MOST_VALUES else "other"] += 1

    def result(self) -> dict[str, Any]:
        """Return counts by task, then of every other field; shares are of all annotations."""
        return {
            "annotations": self.total,
            "tasks": {
                task: {
                    "annotations": self.answers[task],
                    "none": self.nones[task],
                    "unanswered": self.unanswered[task],
                    "values": dict(sorted(self.values[task].items(), key=_by_size)),
                    "labels": {label: self.labels[task, label] for label in reading.taxonomy.by_id},
                }
                for task, reading in self.tasks.items()
            },
            **{name: dict(found.most_common()) for name, found in self.fields.items()},
            "shares": self._shares(),
        }

    def _shares(self) -> dict[str, float | None]:
        status = self.fields["statuses"]
        counted = {
            "unsure": status["unsure"],
            "skipped": status["skipped"],
            "escalated": status["escalated"],
            "model": self.fields["origins"]["model"],
            "suggested": self.suggested,
        }
        shares: dict[str, float | None] = {
            name: count / self.total if self.total else 0.0 for name, count in counted.items()
        }
        shares["followed"] = self.followed / self.suggested if self.suggested else None
        return shares


def _by_size(one: tuple[str, int]) -> tuple[float, str]:
    return (float("inf") if one[0] == "other" else float(one[0]), one[0])
