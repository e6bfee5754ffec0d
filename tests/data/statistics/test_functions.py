"""Tests of functions."""

from tests.data.statistics.conftest import Collect


def test_coverage_overlap_and_conflict(collect: Collect) -> None:
    rows = [
        {"item": item, "label": label, "annotator": function, "origin": "rule"}
        for item, function, label in [
            ("1", "f", "refund"),
            ("1", "g", "refund"),
            ("2", "f", "refund"),
            ("2", "g", "old"),
            ("3", "f", "old"),
            ("4", "f", "old"),
        ]
    ]
    found = collect(*rows, {"item": "5", "label": "old", "annotator": "ann"})["functions"]
    assert found == {
        "f": {"answers": 4, "coverage": 1.0, "overlap": 0.5, "conflict": 0.25},
        "g": {"answers": 2, "coverage": 0.5, "overlap": 0.5, "conflict": 0.25},
    }
