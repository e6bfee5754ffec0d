"""Tests of rating."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Scale, Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import rating
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="urgency", type="rating", scale=Scale(min=1, max=5))
KIND: TaskType = rating


def answer(*values: Any) -> list[Annotation]:
    return [Annotation("i", value=value) for value in values]


ANSWERS = st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=3)


@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_distance_is_the_share_of_the_scale() -> None:
    assert rating.distance(answer(1), answer(5), TASK) == 1
    assert rating.distance(answer(2), answer(3), TASK) == 0.25
    assert rating.distance(answer(2), [], TASK) == 1
    assert rating.distance(answer(2), answer(3), Task(id="free", type="rating")) == 1


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (3, []),
        (None, ["missing-value"]),
        (6, ["malformed-value"]),
        (2.0, ["malformed-value"]),
        ("3", ["malformed-value"]),
        (True, ["malformed-value"]),
    ],
)
def test_the_value_is_a_whole_number_on_the_scale(value: Any, kinds: list[str]) -> None:
    [annotation] = answer(value)
    assert [found.kind for found in rating.check(annotation, TASK, Taxonomy(TASK))] == kinds


def test_a_rating_has_neither_label_nor_region() -> None:
    odd = Annotation("i", label="a", region={}, value=1)
    kinds = [found.kind for found in rating.check(odd, TASK, Taxonomy(TASK))]
    assert kinds == ["unexpected-region", "unexpected-label"]


def test_a_skipped_rating_needs_no_value() -> None:
    skipped = Annotation("i", status="skipped")
    assert not list(rating.check(skipped, TASK, Taxonomy(TASK)))


def test_the_schema_holds_the_scale() -> None:
    assert rating.region_schema(TASK) == {"type": "integer", "minimum": 1, "maximum": 5}
    assert rating.region_schema(Task(id="free", type="rating")) == {"type": "integer"}
