"""Tests of balance."""

import pytest

from schemactl.data.statistics.balance import distribution
from tests.data.statistics.conftest import Collect


def test_measures_of_a_distribution() -> None:
    assert distribution([1, 1, 1, 1, 0]) == {
        **{"entropy_bits": 2.0, "effective_classes": 4.0, "imbalance_ratio": 1.0}
    }
    # Four labels with 500, 300, 150 and 50 annotations: values computed by hand.
    found = distribution([500, 300, 150, 50])
    assert found["entropy_bits"] == pytest.approx(1.6477309)
    assert found["effective_classes"] == pytest.approx(3.1334043)
    assert found["imbalance_ratio"] == 10.0
    assert distribution([]) == dict.fromkeys(found)


def test_starved_are_labels_that_may_be_chosen_and_rarely_are(collect: Collect) -> None:
    rows = [{"item": str(number), "label": "refund"} for number in range(3)]
    found = collect(*rows, {"item": "9", "label": "old"}, minimum=3)["balance"]
    # `money` groups labels and `old` is deprecated.
    assert found["intent"]["starved"] == {"billing": 0}
    assert "urgency" not in found
