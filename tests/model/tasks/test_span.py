"""Tests of span."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import span
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="entities", type="span", inputs=("text", "title"))
KIND: TaskType = span

Drawn = tuple[str, int, int]


def answer(*spans: Drawn) -> list[Annotation]:
    return [Annotation("i", label=s[0], region={"start": s[1], "end": s[2]}) for s in spans]


SPANS = st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.integers(4, 6))
ANSWERS = st.lists(SPANS, max_size=5)


@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    assert (laws(KIND, TASK, answer(*first), answer(*second)) == 0) == (set(first) == set(second))


def test_distance_is_one_less_f1() -> None:
    one = answer(("per", 0, 4), ("loc", 10, 14))
    other = answer(("per", 0, 4), ("loc", 10, 15), ("org", 20, 22))
    assert span.distance(one, other, TASK) == pytest.approx(1 - 2 * 1 / 5)
    assert span.distance(one, [Annotation("i")], TASK) == 1


def test_the_first_input_is_meant_where_none_is_named() -> None:
    named = [Annotation("i", label="per", region={"start": 0, "end": 4, "input": "text"})]
    assert span.distance(answer(("per", 0, 4)), named, TASK) == 0


GOOD: list[Any] = [{"start": 0, "end": 1}, {"start": 2, "end": 9, "input": "title"}]
BAD: list[Any] = [
    {"start": 0},
    {"start": 0, "end": 1.5},
    {"start": -1, "end": 2},
    {"start": 0, "end": 1, "text": "a"},
    {"start": 0, "end": 1, "input": "image"},
    [0, 1],
]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert not list(span.check(Annotation("i", label="per", region=region), TASK, Taxonomy(TASK)))
    assert Draft202012Validator(span.region_schema(TASK)).is_valid(region)


@pytest.mark.parametrize("region", BAD)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    [found] = span.check(Annotation("i", label="per", region=region), TASK, Taxonomy(TASK))
    assert found.kind == "malformed-region"
    assert not Draft202012Validator(span.region_schema(TASK)).is_valid(region)


def test_the_end_is_after_the_start() -> None:
    empty = Annotation("i", label="per", region={"start": 3, "end": 3})
    [found] = span.check(empty, TASK, Taxonomy(TASK))
    assert found.message == "span: start 3 and end 3: 0 <= start < end must hold"


def test_label_and_region_go_together() -> None:
    alone = Annotation("i", label="per")
    assert [p.kind for p in span.check(alone, TASK, Taxonomy(TASK))] == ["missing-region"]
    bare = Annotation("i", region={"start": 0, "end": 1})
    assert [p.kind for p in span.check(bare, TASK, Taxonomy(TASK))] == ["missing-label"]
    assert not list(span.check(Annotation("i"), TASK, Taxonomy(TASK)))
