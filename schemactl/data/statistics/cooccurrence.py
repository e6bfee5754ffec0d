"""cooccurrence: which labels one person gives together to one item."""

from collections import Counter
from itertools import combinations
from typing import Any

from schemactl.data.statistics.statistic import Question, Seen

_MOST_PAIRS = 100


class Cooccurrence:
    """The labels that each annotator gave to each item, in tasks that allow several.

    Memory grows with the number of items in such tasks.
    """

    def __init__(self, question: Question) -> None:
        """Find the tasks that allow several labels."""
        self.given: dict[str, dict[tuple[str, str | None], set[str]]] = {
            task: {}
            for task, reading in question.tasks.items()
            if reading.has_labels and reading.taxonomy.task.choose.max != 1
        }

    def add(self, seen: Seen) -> None:
        """Note a label."""
        annotation = seen.annotation
        of_task = self.given.get(str(annotation.task))
        if of_task is not None and annotation.label is not None:
            who = (annotation.item, annotation.annotator)
            of_task.setdefault(who, set()).add(annotation.label)

    def result(self) -> dict[str, list[dict[str, Any]]]:
        """Return the pairs of each task, the most frequent first.

        `share` is Jaccard's (1912) index: answers with both labels among those with either.
        """
        return {task: _pairs(list(answers.values())) for task, answers in self.given.items()}


def _pairs(answers: list[set[str]]) -> list[dict[str, Any]]:
    single = Counter(label for labels in answers for label in labels)
    pairs = Counter(pair for labels in answers for pair in combinations(sorted(labels), 2))
    ranked = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))[:_MOST_PAIRS]
    return [
        {"labels": [a, b], "count": both, "share": both / (single[a] + single[b] - both)}
        for (a, b), both in ranked
    ]
