"""Tests of outliers."""

import math

import pytest

from schemactl.data.check_outliers import Distribution, told


def filled(*values: float) -> Distribution:
    found = Distribution()
    for value in values:
        found.add(value)
    return found


def test_far_out_is_beyond_three_ranges_of_the_quartiles() -> None:
    fences = filled(*range(80, 121), 100_000).fences()
    assert fences is not None
    assert fences.is_outside(100_000)
    assert not fences.is_outside(120)
    assert fences.median == pytest.approx(100, rel=0.05)
    # The quartiles are less than a doubling apart, which counts as one.
    assert fences.high == pytest.approx(110 * 8, rel=0.1)
    assert fences.low == pytest.approx(90 / 8, rel=0.1)
    assert fences.shown().startswith("median 1")
    assert fences._replace(median=1.02).shown(is_count=True).startswith("median 1, half")
    assert [told(one) for one in (1.0249, 999, 12345.6, 2e20)] == ["1.02", "999", "12346", "2e+20"]


def test_usual_and_few_values_have_no_outliers() -> None:
    assert filled(*range(80, 121)).fences() is None
    assert filled(1, 1, 1, 100_000).fences() is None


def test_what_is_not_above_0_has_no_logarithm() -> None:
    assert not filled(0, -1).bins
    found = Distribution()
    found.extend([(0, 5), (2.0, 3)])
    assert found.bins.total() == 3
    fences = filled(*[1.0] * 30, 99.0).fences()
    assert fences is not None
    assert not fences.is_outside(0)


def test_sizes_beyond_all_measure_are_outside() -> None:
    fences = filled(*[10.0] * 30, math.inf).fences()
    assert fences is not None
    assert fences.is_outside(math.inf)
