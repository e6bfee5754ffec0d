"""Tests of drift."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.statistics.drift import drift

COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 50), min_size=1)


def test_measures_of_four_labels() -> None:
    before = {"a": 500, "b": 300, "c": 150, "d": 50}
    found = drift(before, {"a": 420, "b": 310, "c": 200, "d": 70})
    assert found is not None
    # Computed by hand from the formulas.
    assert found["psi"] == pytest.approx(0.0353897, abs=1e-6)
    assert found["jensen_shannon_bits"] == pytest.approx(0.0063643, abs=1e-6)
    assert found["total_variation"] == pytest.approx(0.08)
    assert found["chi_square"] == pytest.approx(17.5966466, abs=1e-6)
    assert found["degrees_of_freedom"] == 3
    assert found["cramers_v"] == pytest.approx(0.0937994, abs=1e-6)
    assert found["labels"][0] == {"label": "a", "before": 0.5, "after": 0.42}


@given(COUNTS, COUNTS)
def test_laws(before: dict[str, int], after: dict[str, int]) -> None:
    found, back = drift(before, after), drift(after, before)
    if found is None or back is None:
        assert found is back is None
        return
    assert 0 <= found["total_variation"] <= 1 + 1e-9
    assert -1e-9 <= found["jensen_shannon_bits"] <= 1 + 1e-9
    assert found["psi"] >= -1e-9
    for name in ("psi", "jensen_shannon_bits", "total_variation", "cramers_v"):
        assert found[name] == pytest.approx(back[name])
    same = drift(before, before)
    assert same is not None
    assert same["psi"] == same["total_variation"] == 0
    assert same["labels"] == []
