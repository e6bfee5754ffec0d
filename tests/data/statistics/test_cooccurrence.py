"""Tests of cooccurrence."""

from tests.data.statistics.conftest import Collect


def test_pairs_are_of_one_annotator_and_item(collect: Collect) -> None:
    rows = [
        {"item": "1", "label": ["a", "b"], "annotator": "x"},
        {"item": "1", "label": ["c"], "annotator": "y"},
        {"item": "2", "label": "b", "annotator": "x"},
        {"item": "2", "label": "a", "annotator": "x"},
        {"item": "3", "label": ["b"], "annotator": "x"},
    ]
    found = collect(*rows, task="topics")["cooccurrence"]
    assert found["topics"] == [{"labels": ["a", "b"], "count": 2, "share": 2 / 3}]
    assert "intent" not in found
