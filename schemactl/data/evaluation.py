"""Evaluation: predictions held against annotations, label by label.

Precision TP / (TP + FP), recall TP / (TP + FN) and their harmonic mean F1 = 2 TP / (2 TP + FP + FN)
are those of van Rijsbergen, "Information Retrieval" (1979), chapter 7. The expected calibration
error is that of Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
Bayesian binning" (2015): over ten bins of equal width, the mean distance between the share of
right predictions and their mean confidence, weighted by their number. What is right is what more
than half of an item's annotators say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from schemactl.data.check_answers import is_single
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading
from schemactl.errors import SchemactlError
from schemactl.model.evaluation import ConfidenceBin, Evaluation, LabelScore
from schemactl.model.identifiers import NOTHING

_SCORED = "classification"
_BINS = 10
_PLACES = Decimal("0.000001")

# An item's answer to a task.
Question = tuple[str, str]
Labels = frozenset[str]


class Predicted:
    """What a model says of items, by task, with the confidence of each label where it says so."""

    def __init__(self, tasks: Mapping[str, TaskReading]) -> None:
        """Know which tasks have one answer only."""
        self.tasks = tasks
        self.found: dict[Question, dict[str | None, float | None]] = {}

    def add(self, placed: Placed) -> None:
        """Take a prediction. Raises SchemactlError for a label or a confidence that is none."""
        said = placed.annotation
        where = f"line {placed.line}, item {said.item}"
        if placed.task is None or not placed.is_known:
            raise SchemactlError(
                f"{where}: the schema has no label {said.label!r}", "see `schemactl data check`"
            )
        confidence = said.confidence
        if confidence is not None and not 0 <= confidence <= 1:
            raise SchemactlError(f"{where}: confidence {confidence} is no share from 0 to 1", "")
        self.found.setdefault((placed.task.id, said.item), {})[said.label] = confidence

    def answers(self) -> dict[Question, dict[str, float | None]]:
        """Return the labels of each answer; of several for one, that of the highest confidence.

        Raises SchemactlError where a task takes one answer and several have no confidence.
        """
        done: dict[Question, dict[str, float | None]] = {}
        for (task, item), said in self.found.items():
            chosen = said
            if len(said) > 1 and is_single(self.tasks[task].taxonomy):
                if None in said.values():
                    raise SchemactlError(
                        f"item {item} has {len(said)} predictions for {task}, which takes one",
                        "give each its confidence: the highest counts",
                    )
                best = max(said, key=lambda label: (said[label] or 0.0, label is None, label or ""))
                chosen = {best: said[best]}
            done[task, item] = {
                label: confidence for label, confidence in chosen.items() if label is not None
            }
        return done


class Right:
    """What annotators say of items, by task: the labels that more than half of them chose."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.said: defaultdict[Question, dict[str | None, set[str | None]]] = defaultdict(dict)

    def add(self, placed: Placed) -> None:
        """Take an annotation; what was skipped or is no label of the schema says nothing."""
        said = placed.annotation
        if placed.task is None or not placed.is_known or said.status in ("skipped", "escalated"):
            return
        chosen = self.said[placed.task.id, said.item].setdefault(said.annotator, set())
        if said.label is not None:
            chosen.add(said.label)

    def answers(self, tasks: Mapping[str, TaskReading]) -> dict[Question, Labels | None]:
        """Return the labels of each answer; None where one is needed and none has a majority."""
        done: dict[Question, Labels | None] = {}
        for question, annotators in self.said.items():
            votes = Counter(label for labels in annotators.values() for label in labels or {None})
            chosen = {label for label, number in votes.items() if 2 * number > len(annotators)}
            is_decided = len(chosen) == 1 or not is_single(tasks[question[0]].taxonomy)
            labels = frozenset(label for label in chosen if label is not None)
            done[question] = labels if is_decided else None
        return done


def evaluate(
    dataset: str,
    tasks: Mapping[str, TaskReading],
    annotations: Iterable[Placed],
    predictions: Iterable[Placed],
) -> Evaluation:
    """Hold predictions against what was annotated. Raises SchemactlError for odd predictions."""
    scored = {name: one for name, one in tasks.items() if one.taxonomy.task.type == _SCORED}
    predicted, right = Predicted(tasks), Right()
    for placed in annotations:
        if placed.task is None or placed.task.id in scored:
            right.add(placed)
    for placed in predictions:
        if placed.task is None or placed.task.id in scored:
            predicted.add(placed)
    return _compare(dataset, tasks, right.answers(tasks), predicted.answers())


def _compare(
    dataset: str,
    tasks: Mapping[str, TaskReading],
    right: Mapping[Question, Labels | None],
    predicted: Mapping[Question, Mapping[str, float | None]],
) -> Evaluation:
    counts = {
        task: {place.label.id: _Count() for place in one.taxonomy.places}
        for task, one in tasks.items()
        if any(question[0] == task for question in right)
    }
    confusion: dict[str, dict[str, Counter[str]]] = {}
    missing = undecided = 0
    for question, labels in right.items():
        if labels is None:
            undecided += 1
            continue
        task = question[0]
        answer = predicted.get(question)
        missing += answer is None
        answer = answer or {}
        for label in labels | answer.keys():
            counts[task][label].add(label in labels, label in answer, answer.get(label))
        if is_single(tasks[task].taxonomy):
            truth = next(iter(labels), NOTHING)
            row = confusion.setdefault(task, {}).setdefault(truth, Counter())
            row[next(iter(answer), NOTHING)] += 1
    return Evaluation(
        dataset=dataset,
        answers=len(right) - undecided,
        missing=missing,
        undecided=undecided,
        strangers=len(predicted.keys() - right.keys()),
        labels={
            task: {label: one.score() for label, one in labels.items() if one.is_used}
            for task, labels in counts.items()
        },
        confusion={
            task: {truth: dict(sorted(row.items())) for truth, row in sorted(rows.items())}
            for task, rows in confusion.items()
        },
        not_scored=tuple(name for name, one in tasks.items() if one.taxonomy.task.type != _SCORED),
    )


class _Count:
    """How often one label was right, wrong and missed, and how sure the model was of it."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0
        # Exact fractions: sums of floats would depend on the order of the files.
        self.bins: dict[int, tuple[int, Fraction, int]] = {}

    @property
    def is_used(self) -> bool:
        return bool(self.right or self.wrong or self.missed)

    def add(self, is_right: bool, is_predicted: bool, confidence: float | None) -> None:
        self.right += is_right and is_predicted
        self.wrong += is_predicted and not is_right
        self.missed += is_right and not is_predicted
        if is_predicted and confidence is not None:
            place = min(int(Fraction(str(confidence)) * _BINS), _BINS - 1)
            count, total, correct = self.bins.get(place, (0, Fraction(0), 0))
            self.bins[place] = (count + 1, total + Fraction(str(confidence)), correct + is_right)

    def score(self) -> LabelScore:
        return LabelScore(
            right=self.right,
            wrong=self.wrong,
            missed=self.missed,
            precision=_share(self.right, self.right + self.wrong),
            recall=_share(self.right, self.right + self.missed),
            f1=_share(2 * self.right, 2 * self.right + self.wrong + self.missed),
            calibration_error=self._error(),
            bins=tuple(
                ConfidenceBin(
                    least=_decimal(Fraction(place, _BINS)),
                    count=count,
                    confidence=_decimal(total / count),
                    correct=correct,
                )
                for place, (count, total, correct) in sorted(self.bins.items())
            ),
        )

    def _error(self) -> str | None:
        number = sum(count for count, _, _ in self.bins.values())
        if not number:
            return None
        # A bin's share times the distance of its two means: the counts cancel.
        apart = (abs(correct - total) for _, total, correct in self.bins.values())
        return _decimal(sum(apart, Fraction(0)) / number)


def _share(part: int, whole: int) -> str | None:
    return _decimal(Fraction(part, whole)) if whole else None


def _decimal(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return format(exact.quantize(_PLACES, ROUND_HALF_EVEN).normalize(), "f")
