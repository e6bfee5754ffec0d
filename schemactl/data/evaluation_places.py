"""Evaluation of places: predicted boxes, spans and the like, matched with those of an annotator.

A predicted place is right where it has the label of one that nobody took before, and is like it
by at least a half: by the distance of its task type, which is 1 - IoU for boxes and 0 or 1 for
spans. The most confident choose first, as Everingham et al. (2010), "The Pascal visual object
classes (VOC) challenge", score detections.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson

from schemactl.data.label_count import LabelCount
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading
from schemactl.model.annotation import Annotation
from schemactl.model.tasks.catalog import find_task_type
from schemactl.model.taxonomy import Taxonomy

_LEAST_ALIKE = 0.5

# An item's answer to a task.
Question = tuple[str, str]


class Compared(NamedTuple):
    """How many answers were compared, had no prediction, were left out, and are of strangers."""

    answers: int
    missing: int
    undecided: int
    strangers: int


def is_at_places(taxonomy: Taxonomy) -> bool:
    """Tell whether the labels of a task stand at places in the item."""
    fields = find_task_type(taxonomy.task.type).FIELDS
    return "hierarchy" in fields and "choose" not in fields


class Places:
    """Labels at places, as annotated and as predicted."""

    def __init__(self, tasks: Mapping[str, TaskReading]) -> None:
        """Know the tasks."""
        self.tasks = tasks
        self.right: defaultdict[Question, dict[str | None, list[Annotation]]] = defaultdict(dict)
        self.predicted: defaultdict[Question, list[Annotation]] = defaultdict(list)

    def add_right(self, placed: Placed) -> None:
        """Take an annotation; without a place it says that nothing was found."""
        said = placed.annotation
        if said.task is None or not placed.is_known or said.status in ("skipped", "escalated"):
            return
        found = self.right[said.task, said.item].setdefault(said.annotator, [])
        if said.region is not None and said.label is not None:
            found.append(said)

    def add_predicted(self, placed: Placed) -> None:
        """Take a prediction."""
        said = placed.annotation
        if said.task is not None:
            found = self.predicted[said.task, said.item]
            if said.region is not None and said.label is not None:
                found.append(said)

    def compare(self, counts: Mapping[str, Mapping[str, LabelCount]]) -> Compared:
        """Count what was right, wrong and missed; of several annotators none decides."""
        missing = undecided = 0
        for question, annotators in self.right.items():
            if len(annotators) > 1:
                undecided += 1
                continue
            missing += question not in self.predicted
            said = self.predicted.get(question, [])
            self._count(counts[question[0]], next(iter(annotators.values())), said)
        strangers = len(self.predicted.keys() - self.right.keys())
        return Compared(len(self.right) - undecided, missing, undecided, strangers)

    def _count(
        self,
        counts: Mapping[str, LabelCount],
        right: Sequence[Annotation],
        predicted: Sequence[Annotation],
    ) -> None:
        left = list(right)
        for one in sorted(predicted, key=_order):
            partner = self._partner(one, left)
            if partner is not None:
                left.remove(partner)
            counts[str(one.label)].add(partner is not None, True, one.confidence)
        for missed in left:
            counts[str(missed.label)].add(True, False, None)

    def _partner(self, one: Annotation, left: Sequence[Annotation]) -> Annotation | None:
        """Return the place that a prediction is most like, where it is like one."""
        reading = self.tasks[str(one.task)]
        kind, task = find_task_type(reading.taxonomy.task.type), reading.taxonomy.task
        best, partner = _LEAST_ALIKE, None
        for other in left:
            if other.label == one.label:
                alike = 1 - kind.distance([one], [other], task)
                if alike > best or (partner is None and alike >= best):
                    best, partner = alike, other
        return partner


def _order(one: Annotation) -> tuple[float, str, bytes]:
    """Put the most confident first; of equal ones the order in the file does not count."""
    region = orjson.dumps(one.region, option=orjson.OPT_SORT_KEYS)
    return -(one.confidence or 0.0), str(one.label), region
