"""leakage: inputs that give the answer away, by the name of the label in a text or file name."""

import re
from collections import Counter
from typing import Any

from schemactl.data.statistics.statistic import Question, Seen

# A word that stands in fewer of a label's inputs gives nothing away.
LEAST_SHARE = 0.01

_BETWEEN = re.compile(r"[\W_]+")


class Leakage:
    """How often the words of a label stand in the inputs that it was given to."""

    def __init__(self, question: Question) -> None:
        """Know the words of each label: its id, its name, its aliases."""
        self.words = {
            (task, place.label.id): tuple(
                dict.fromkeys(
                    f" {words} "
                    for text in (place.label.id, place.label.title, *place.label.aliases)
                    if (words := plain_words(text))
                )
            )
            for task, reading in question.tasks.items()
            for place in reading.taxonomy.places
        }
        self.shown: Counter[tuple[str, str, str]] = Counter()
        self.found: Counter[tuple[str, str, str]] = Counter()

    def add(self, seen: Seen) -> None:
        """Look for the label in the text and the file name of its item."""
        content, label = seen.content, seen.annotation.label
        if content is None or label is None:
            return
        task = str(seen.annotation.task)
        for where, text in (("text", content.text), ("file", content.file)):
            if text is not None:
                self.shown[task, label, where] += 1
                words = f" {plain_words(text)} "
                if any(one in words for one in self.words.get((task, label), ())):
                    self.found[task, label, where] += 1

    def result(self) -> list[dict[str, Any]]:
        """Return the labels that stand in their inputs, the largest shares first."""
        rows = [
            {
                "task": task,
                "label": label,
                "in": where,
                "count": count,
                "share": count / self.shown[task, label, where],
            }
            for (task, label, where), count in self.found.items()
        ]
        return sorted(
            rows, key=lambda r: (-r["share"], -r["count"], r["task"], r["label"], r["in"])
        )


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, with one blank between them."""
    return _BETWEEN.sub(" ", text).strip().casefold()
