"""functions: coverage and conflict of labeling functions, that is of annotators that are rules."""

from typing import Any

from schemactl.data.statistics.statistic import Question, Seen


class Functions:
    """The labels that rules gave to each item. Memory grows with the number of such items."""

    def __init__(self, question: Question) -> None:
        """Start without items."""
        del question
        self.given: dict[tuple[str, str | None], dict[str, set[str | None]]] = {}

    def add(self, seen: Seen) -> None:
        """Note the label of a rule."""
        annotation = seen.annotation
        if annotation.origin == "rule" and annotation.annotator is not None:
            of_item = self.given.setdefault((annotation.item, annotation.task), {})
            of_item.setdefault(annotation.annotator, set()).add(annotation.label)

    def result(self) -> dict[str, Any]:
        """Return, per function, shares of the items that any function answered.

        `coverage` is where it answered, `overlap` where another did too, `conflict` where
        another gave a different label (Ratner et al. 2017).
        """
        counts: dict[str, list[int]] = {}
        for answers in self.given.values():
            for function, labels in answers.items():
                found = counts.setdefault(function, [0, 0, 0])
                found[0] += 1
                found[1] += len(answers) > 1
                found[2] += any(other != labels for other in answers.values())
        total = len(self.given)
        names = ("coverage", "overlap", "conflict")
        return {
            function: {
                "answers": numbers[0],
                **{name: n / total for name, n in zip(names, numbers, strict=True)},
            }
            for function, numbers in sorted(counts.items())
        }
