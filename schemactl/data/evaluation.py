"""Evaluation: predictions held against annotations, label by label.

Where a task takes labels of an item as a whole, right is what more than half of the item's
annotators say; labels at places are compared by `evaluation_places`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from schemactl.data.check_answers import is_single
from schemactl.data.evaluation_places import Compared, Places, Question, is_at_places
from schemactl.data.label_count import LabelCount
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading
from schemactl.errors import SchemactlError
from schemactl.model.evaluation import Evaluation
from schemactl.model.identifiers import NOTHING
from schemactl.model.tasks.catalog import find_task_type

Labels = frozenset[str]


class Predicted:
    """What a model says of items, by task, with the confidence of each label where it says so."""

    def __init__(self, tasks: Mapping[str, TaskReading]) -> None:
        """Know which tasks have one answer only."""
        self.tasks = tasks
        self.found: dict[Question, dict[str | None, float | None]] = {}

    def add(self, placed: Placed) -> None:
        """Take a prediction."""
        said = placed.annotation
        found = self.found.setdefault((str(said.task), said.item), {})
        found[said.label] = said.confidence

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
    chosen = {name for name, one in tasks.items() if "choose" in _fields(one)}
    at_places = {name for name, one in tasks.items() if is_at_places(one.taxonomy)}
    predicted, right, places = Predicted(tasks), Right(), Places(tasks)
    for placed in annotations:
        if placed.task is not None and placed.task.id in chosen:
            right.add(placed)
        elif placed.task is not None and placed.task.id in at_places:
            places.add_right(placed)
    for placed in predictions:
        _check(placed)
        if placed.task is not None and placed.task.id in chosen:
            predicted.add(placed)
        elif placed.task is not None and placed.task.id in at_places:
            places.add_predicted(placed)
    counts = {
        task: {place.label.id: LabelCount() for place in tasks[task].taxonomy.places}
        for task in tasks
        if task in chosen | at_places
    }
    confusion: dict[str, dict[str, Counter[str]]] = {}
    parts = (
        _compare(tasks, (right.answers(tasks), predicted.answers()), counts, confusion),
        places.compare(counts),
    )
    return Evaluation(
        dataset=dataset,
        **{name: sum(getattr(part, name) for part in parts) for name in Compared._fields},
        labels={
            task: {label: one.score() for label, one in labels.items() if one.is_used}
            for task, labels in counts.items()
            if any(one.is_used for one in labels.values())
        },
        confusion={
            task: {truth: dict(sorted(row.items())) for truth, row in sorted(rows.items())}
            for task, rows in confusion.items()
        },
        not_scored=tuple(name for name in tasks if name not in counts),
    )


def _fields(task: TaskReading) -> frozenset[str]:
    return find_task_type(task.taxonomy.task.type).FIELDS


def _check(placed: Placed) -> None:
    """Raise SchemactlError for a prediction whose label or confidence is none."""
    said = placed.annotation
    where = f"line {placed.line}, item {said.item}"
    if placed.task is None or not placed.is_known:
        raise SchemactlError(
            f"{where}: the schema has no label {said.label!r}", "see `schemactl data check`"
        )
    if said.confidence is not None and not 0 <= said.confidence <= 1:
        raise SchemactlError(
            f"{where}: confidence {said.confidence} is no share from 0 to 1", "0.87 is 87 percent"
        )


def _compare(
    tasks: Mapping[str, TaskReading],
    answers: tuple[Mapping[Question, Labels | None], Mapping[Question, Mapping[str, float | None]]],
    counts: Mapping[str, Mapping[str, LabelCount]],
    confusion: dict[str, dict[str, Counter[str]]],
) -> Compared:
    """Count labels of whole items, and which were taken for which."""
    right, predicted = answers
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
    strangers = len(predicted.keys() - right.keys())
    return Compared(len(right) - undecided, missing, undecided, strangers)
