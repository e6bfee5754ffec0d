"""slices: the labels of each group of items, and which groups lack which labels."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from schemactl.data.slicing import MOST_SLICES
from schemactl.data.statistics.balance import Balance
from schemactl.data.statistics.cooccurrence import Cooccurrence
from schemactl.data.statistics.items import Items
from schemactl.data.statistics.leakage import Leakage
from schemactl.data.statistics.statistic import Question, Seen, Statistic
from schemactl.data.statistics.versions import Versions

# What is told of each slice as of the whole.
_ALSO: dict[str, Callable[[Question], Statistic]] = {
    "items": Items,
    "cooccurrence": Cooccurrence,
    "leakage": Leakage,
    "versions": Versions,
}


class Slices:
    """The counts, the balance and the shares of each slice."""

    def __init__(self, question: Question) -> None:
        """Start without slices."""
        self.question = question
        self.balances: dict[str, Balance] = {}
        self.statuses: dict[str, Counter[str]] = {}
        self.also: dict[str, dict[str, Statistic]] = {}
        self.left_out = 0

    def add(self, seen: Seen) -> None:
        """Count an annotation of an item that belongs to a slice."""
        name = seen.slice
        if name is None:
            return
        if name not in self.balances:
            if len(self.balances) == MOST_SLICES:
                self.left_out += 1
                return
            self.balances[name] = Balance(self.question)
            self.statuses[name] = Counter()
            self.also[name] = {key: start(self.question) for key, start in _ALSO.items()}
        self.balances[name].add(seen)
        for one in self.also[name].values():
            one.add(seen)
        annotation = seen.annotation
        self.statuses[name]["annotations"] += 1
        if annotation.status in ("unsure", "skipped"):
            self.statuses[name][annotation.status] += 1
        if annotation.suggested is not None or annotation.origin == "model":
            self.statuses[name]["model"] += 1

    def result(self) -> dict[str, Any]:
        """Return the slices by name, and the label x slice cells without an annotation."""
        return {
            "slices": {name: self._one(name) for name in sorted(self.balances)},
            "empty": [
                {"slice": name, "task": task, "label": label}
                for name in sorted(self.balances)
                for task, labels in self.balances[name].labels.items()
                for label in labels
                if self._is_used(task) and not self.balances[name].counts[task][label]
            ],
            "annotations_of_further_slices": self.left_out,
        }

    def _is_used(self, task: str) -> bool:
        """Tell whether the data answers the task at all."""
        return any(balance.counts[task] for balance in self.balances.values())

    def _one(self, name: str) -> dict[str, Any]:
        balance, status = self.balances[name], self.statuses[name]
        total = status["annotations"]
        return {
            "annotations": total,
            "labels": {task: dict(found) for task, found in balance.counts.items() if found},
            "balance": balance.result(),
            "shares": {kind: status[kind] / total for kind in ("unsure", "skipped", "model")},
            **{key: one.result() for key, one in self.also[name].items()},
        }
