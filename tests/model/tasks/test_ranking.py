"""Tests of ranking."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.label import Label
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import ranking
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="best", type="ranking", ties=True)
STRICT = Task(id="best", type="ranking", labels=(Label(id="a"), Label(id="b")))
KIND: TaskType = ranking


def answer(*values: Any) -> list[Annotation]:
    return [Annotation("i", value=value) for value in values]


@st.composite
def rankings(draw: st.DrawFn) -> list[list[str]]:
    order = draw(st.permutations(list("abcde")))[: draw(st.integers(1, 5))]
    places: list[list[str]] = [[]]
    for candidate in order:
        if draw(st.booleans()) and places[-1]:
            places.append([])
        places[-1].append(candidate)
    return places


ANSWERS = st.lists(rankings(), max_size=2)


@given(first=ANSWERS, second=ANSWERS)
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any) -> None:
    laws(KIND, TASK, answer(*first), answer(*second))


def test_distance_counts_pairs() -> None:
    assert ranking.distance(answer(["a", "b", "c"]), answer(["c", "b", "a"]), TASK) == 1
    assert ranking.distance(answer(["a", "b", "c"]), answer(["b", "a", "c"]), TASK) == (
        pytest.approx(1 / 3)
    )
    tied = answer([["a", "b"], ["c"]])
    assert ranking.distance(answer(["a", "b", "c"]), tied, TASK) == pytest.approx(1 / 6)
    assert ranking.distance(answer(["a"]), [], TASK) == 1


def test_ids_alone_and_lists_of_one_are_the_same() -> None:
    assert ranking.distance(answer(["a", "b"]), answer([["a"], ["b"]]), TASK) == 0


def test_candidates_left_out_share_the_last_place() -> None:
    assert ranking.distance(answer(["a"]), answer(["a", ["b", "c"]]), TASK) == 0
    assert ranking.distance(answer(["a"]), answer(["b"]), TASK) == 1


@pytest.mark.parametrize("value", [["a", "b"], [["a"], ["b"]]])
def test_a_good_value_passes_check_and_schema(value: Any) -> None:
    [annotation] = answer(value)
    assert not list(ranking.check(annotation, STRICT, Taxonomy(STRICT)))
    assert Draft202012Validator(ranking.region_schema(STRICT)).is_valid(value)


@pytest.mark.parametrize("value", ["a", [], [1], [[]], [["a", "b"]]])
def test_a_bad_value_fails_check_and_schema(value: Any) -> None:
    [annotation] = answer(value)
    [found] = ranking.check(annotation, STRICT, Taxonomy(STRICT))
    assert found.kind == "malformed-value"
    assert not Draft202012Validator(ranking.region_schema(STRICT)).is_valid(value)


def test_candidates_are_known_and_stand_once() -> None:
    twice, unknown = answer(["a", "a"], ["a", "z"])
    assert "twice" in next(ranking.check(twice, STRICT, Taxonomy(STRICT))).message
    assert "'z'" in next(ranking.check(unknown, STRICT, Taxonomy(STRICT))).message
    assert not list(ranking.check(unknown, TASK, Taxonomy(TASK)))


def test_a_ranking_needs_a_value_and_no_region() -> None:
    odd = Annotation("i", region={})
    kinds = [found.kind for found in ranking.check(odd, TASK, Taxonomy(TASK))]
    assert kinds == ["unexpected-region", "missing-value"]
    assert not list(
        ranking.check(odd._replace(region=None, status="skipped"), TASK, Taxonomy(TASK))
    )
