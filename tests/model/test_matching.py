"""Tests of matching."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.matching import best_total, matched_distance

SCORES = st.sampled_from([0.0, 0.0, 0.1, 0.25, 0.5, 0.9, 1.0])


@st.composite
def tables(draw: st.DrawFn) -> list[list[float]]:
    columns = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(SCORES, min_size=columns, max_size=columns), max_size=5))


def by_trying_all(scores: list[list[float]]) -> float:
    """Return the best total by brute force."""
    if not scores:
        return 0.0
    if len(scores) > len(scores[0]):
        scores = [list(column) for column in zip(*scores, strict=True)]
    columns = range(len(scores[0]))
    return max(
        sum(row[column] for row, column in zip(scores, chosen, strict=True))
        for chosen in permutations(columns, len(scores))
    )


@given(tables())
def test_no_matching_is_better(scores: list[list[float]]) -> None:
    assert best_total(scores) == pytest.approx(by_trying_all(scores))


def test_the_greedy_choice_is_not_always_the_best() -> None:
    assert best_total([[0.9, 0.8], [0.8, 0.0]]) == pytest.approx(1.6)


def test_distant_parts_are_cheap() -> None:
    size = 400
    scores = [[1.0 if i == j else 0.0 for j in range(size)] for i in range(size)]
    assert best_total(scores) == size


def test_what_has_no_partner_counts_as_no_overlap() -> None:
    def same(a: int, b: int) -> float:
        return float(a == b)

    assert matched_distance({"a": [1, 2]}, {"a": [2, 1]}, same) == 0
    assert matched_distance({"a": [1, 2]}, {"a": [2]}, same) == 0.5
    assert matched_distance({"a": [1]}, {"b": [1]}, same) == 1
    assert matched_distance({}, {"a": []}, same) == 0
