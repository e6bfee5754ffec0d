"""The laws that every distance keeps."""

import random
from collections.abc import Callable, Sequence

import pytest

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType

Laws = Callable[[TaskType, Task, Sequence[Annotation], Sequence[Annotation]], float]


@pytest.fixture(scope="session")
def laws() -> Laws:
    """Return a check of range, identity, symmetry and order independence."""

    def check(
        kind: TaskType, task: Task, first: Sequence[Annotation], second: Sequence[Annotation]
    ) -> float:
        distance = kind.distance(first, second, task)
        assert 0.0 <= distance <= 1.0
        assert kind.distance(first, first, task) == 0.0
        assert kind.distance(second, first, task) == distance
        mixed = random.Random(7)
        shuffled = [mixed.sample(list(answer), len(answer)) for answer in (first, second)]
        assert kind.distance(shuffled[0], shuffled[1], task) == distance
        return distance

    return check
