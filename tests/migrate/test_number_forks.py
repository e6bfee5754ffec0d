"""Tests of number forks: arrays come to the same end of a row as its condition does."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.migrate.compose import Decision, Fork, evaluate
from schemactl.migrate.condition import compile_condition
from schemactl.migrate.number_forks import UNKNOWN, Limits, NumberForks, limits_of, plain_floats
from schemactl.migrate.outcome import Mapped
from schemactl.migrate.record import FieldRecord
from schemactl.model.migration import Test

FIRST, SECOND = Mapped("t", "in"), Mapped("t", "out")
NUMBERS = st.floats(-2, 2).map(lambda number: round(number, 1))
VALUES = st.one_of(NUMBERS, st.sampled_from([1, "1", True, None, [0.5], 2.0**64, -0.0]))


def a_fork(when: Mapping[str, Any], end: Decision = FIRST) -> Fork:
    condition = compile_condition({name: Test(**test) for name, test in when.items()})
    return Fork(((condition, end),), SECOND, SECOND, None)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4),
    st.lists(st.lists(st.tuples(st.integers(0, 3), VALUES), min_size=1, max_size=6), max_size=6),
)
def test_arrays_decide_as_the_condition_does(
    ranges: list[tuple[float, float]], batches: list[list[tuple[int, Any]]]
) -> None:
    forks = [a_fork({"n": {"minimum": low, "maximum": high}}) for low, high in ranges]
    found = NumberForks()
    found.grow(map(limits_of, forks), ["m", "n"])
    for batch in batches:
        numbers = np.array([number % len(forks) for number, _ in batch])
        values = [value for _, value in batch]
        patches = found.find(numbers, {"n": values}).tolist()
        for number, value, patch in zip(numbers.tolist(), values, patches, strict=True):
            end = evaluate(forks[number], FieldRecord({"n": value}))
            own = 2 * number + (end == SECOND)
            assert patch in (UNKNOWN, own)
            found.learn(number, {"n": value}, own)


def test_both_ends_are_known_once_rows_came_to_them() -> None:
    found = NumberForks()
    found.grow([None], ["n"])
    found.grow([Limits("n", 0.5, np.inf), Limits("strange", 0, 1)], ["n"])
    numbers = np.array([1, 1, 0, 2])
    column = {"n": [0.5, 0.4, 0.5, 0.5]}
    assert found.find(numbers, column).tolist() == [UNKNOWN] * 4
    found.learn(1, {"n": 0.7}, 8)
    assert found.find(numbers, column).tolist() == [8, UNKNOWN, UNKNOWN, UNKNOWN]
    found.learn(1, {"n": 0.1}, 9)
    found.learn(2, {"n": 0.1}, 7)
    assert found.find(numbers, column).tolist() == [8, 9, UNKNOWN, UNKNOWN]
    assert found.find(numbers, {}).tolist() == [UNKNOWN] * 4
    assert found.find(numbers, {"n": [1, 0.4, 0.5, 0.5]}).tolist() == [UNKNOWN] * 4


def test_limits_are_those_of_one_number_between_two_ends() -> None:
    assert limits_of(a_fork({"n": {"minimum": 1}})) == ("n", 1, np.inf)
    assert limits_of(a_fork({"n": {"maximum": 0.5}})) == ("n", -np.inf, 0.5)


@pytest.mark.parametrize(
    "decision",
    [
        lambda: FIRST,
        lambda: a_fork({"n": {"exists": True}}),
        lambda: a_fork({"n": {"minimum": 1, "pattern": "1"}}),
        lambda: a_fork({"n": {"minimum": 1}, "m": {"minimum": 1}}),
        lambda: a_fork({"task:n": {"minimum": 1}}),
        lambda: a_fork({"n": {"not": {"minimum": 1}}}),
        lambda: a_fork({"n": {"minimum": 2**53 + 1}}),
        lambda: a_fork({"n": {"minimum": 1}}, a_fork({"n": {"minimum": 1}})),
        lambda: a_fork({"n": {"minimum": 1}})._replace(otherwise=a_fork({"n": {"minimum": 1}})),
        lambda: a_fork({"n": {"minimum": 1}})._replace(cases=()),
    ],
)
def test_whatever_else_decides_has_no_limits(decision: Callable[[], Decision]) -> None:
    assert limits_of(decision()) is None


def test_only_floats_are_compared_as_floats() -> None:
    assert plain_floats([0.5, -0.0]) is not None
    for values in ([], [1], [True], [0.5, None], ["0.5"], [2.0**63]):
        assert plain_floats(values) is None
