"""Tests of segment."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import segment
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="speakers", type="segment", inputs=("call",))
KIND: TaskType = segment

Heard = tuple[str, float, float]


def answer(*heard: Heard) -> list[Annotation]:
    return [Annotation("i", label=h[0], region={"start": h[1], "end": h[2]}) for h in heard]


HEARD = st.tuples(st.sampled_from("ab"), st.floats(0, 4), st.floats(4.5, 9))
ANSWERS = st.lists(HEARD, max_size=5)


@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_distance_is_one_less_common_over_labeled_time() -> None:
    one = answer(("a", 0, 10), ("b", 10, 20))
    other = answer(("a", 0, 12), ("b", 12, 20))
    assert segment.distance(one, other, TASK) == pytest.approx(1 - 18 / 22)
    assert segment.distance(one, [], TASK) == 1


def test_overlapping_segments_of_a_label_count_once() -> None:
    one = answer(("a", 0, 6), ("a", 4, 10))
    assert segment.distance(one, answer(("a", 0, 10)), TASK) == 0


GOOD: list[Any] = [{"start": 0, "end": 0.5}, {"start": 2, "end": 9, "input": "call"}]
BAD: list[Any] = [
    {"start": 0},
    {"start": 0, "end": "1"},
    {"start": -1, "end": 2},
    {"start": 0, "end": 1, "label": "a"},
    {"start": 0, "end": 1, "input": "image"},
    [0, 1],
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    annotation = Annotation("i", label="a", region=region)
    assert not list(segment.check(annotation, TASK, Taxonomy(TASK)))
    assert Draft202012Validator(segment.region_schema(TASK)).is_valid(region)


@pytest.mark.parametrize("region", BAD)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    [found] = segment.check(Annotation("i", label="a", region=region), TASK, Taxonomy(TASK))
    assert found.kind == "malformed-region"
    assert not Draft202012Validator(segment.region_schema(TASK)).is_valid(region)


def test_label_and_region_go_together() -> None:
    alone = Annotation("i", label="a")
    assert [p.kind for p in segment.check(alone, TASK, Taxonomy(TASK))] == ["missing-region"]
    bare = Annotation("i", region={"start": 0, "end": 1})
    assert [p.kind for p in segment.check(bare, TASK, Taxonomy(TASK))] == ["missing-label"]
    assert not list(segment.check(Annotation("i"), TASK, Taxonomy(TASK)))
