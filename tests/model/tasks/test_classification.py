"""Tests of classification."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Choose, Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import classification
from schemactl.model.taxonomy import Taxonomy

ONE = Task(id="intent", type="classification")
ANY = Task(id="topics", type="classification", choose=Choose())
KIND: TaskType = classification


def answer(*labels: str | None) -> list[Annotation]:
    return [Annotation("i", label=label) for label in labels]


ANSWERS = st.lists(st.sampled_from(["a", "b", "c", None]), max_size=4)


@given(first=ANSWERS, second=ANSWERS, task=st.sampled_from([ONE, ANY]))
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any, task: Any) -> None:
    laws(KIND, task, answer(*first), answer(*second))


def test_one_label_agrees_or_not() -> None:
    assert classification.distance(answer("a"), answer("a"), ONE) == 0
    assert classification.distance(answer("a"), answer("b"), ONE) == 1


def test_sets_have_the_masi_distances_of_passonneau() -> None:
    abc, ab, bd, d = answer("a", "b", "c"), answer("a", "b"), answer("b", "d"), answer("d")
    assert classification.distance(ab, answer("a"), ANY) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert classification.distance(ab, abc, ANY) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert classification.distance(ab, bd, ANY) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert classification.distance(ab, d, ANY) == 1
    assert classification.distance(answer(None), [], ANY) == 0


def test_a_region_or_a_value_is_unexpected() -> None:
    odd = Annotation("i", label="a", region={"start": 0}, value=3)
    kinds = [found.kind for found in classification.check(odd, ONE, Taxonomy(ONE))]
    assert kinds == ["unexpected-region", "unexpected-value"]
    assert classification.region_schema(ONE) is None
