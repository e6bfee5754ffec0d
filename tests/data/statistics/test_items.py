"""Tests of items."""

from tests.data.statistics.conftest import Collect


def test_an_item_without_an_answer_is_named(collect: Collect) -> None:
    rows = [
        {"item": "1", "status": "skipped"},
        {"item": "1", "label": "refund"},
        {"item": "2", "status": "skipped"},
        {"item": "3", "status": "unsure", "label": "old"},
        {"item": "4", "task": "names", "label": None},
    ]
    assert collect(*rows)["items"] == {"items": 4, "unlabeled": 1, "unlabeled_items": ["2"]}


def test_items_that_are_labeled_later_are_not_named(collect: Collect) -> None:
    # So many that their hashes share first bytes.
    rows = [{"item": str(n), "status": "skipped"} for n in range(900)]
    rows += [{"item": str(n), "label": "refund"} for n in range(898)]
    assert collect(*rows)["items"]["unlabeled_items"] == ["898", "899"]
