"""Tests of counts."""

from typing import Any

from tests.data.statistics.conftest import Collect


def test_everything_is_counted(collect: Collect) -> None:
    rows: list[dict[str, Any]] = [
        {"item": "1", "label": "refund", "annotator": "ann", "batch": "b", "schema": "t@1.0.0"},
        {"item": "1", "label": "REFUND", "annotator": "ben", "origin": "model"},
        {"item": "2", "label": None, "suggested": "old", "status": "unsure"},
        {"item": "3", "label": "old", "suggested": "old", "status": "skipped"},
        {"item": "4", "task": "names", "label": None},
        {"item": "4", "task": "urgency", "value": 3},
    ]
    found = collect(*rows)["counts"]
    assert found["annotations"] == 6
    assert found["tasks"]["intent"] == {
        "annotations": 4,
        "none": 0,
        "unanswered": 1,
        "values": {},
        "labels": {"money": 0, "billing": 0, "refund": 2, "old": 1},
    }
    assert found["tasks"]["names"]["none"] == 1
    assert found["tasks"]["urgency"] == {
        **{"annotations": 1, "none": 0, "unanswered": 0, "values": {"3": 1}, "labels": {}}
    }
    assert found["annotators"] == {"ann": 1, "ben": 1}
    assert (found["batches"], found["schemas"]) == ({"b": 1}, {"t@1.0.0": 1})
    assert found["statuses"] == {"final": 4, "unsure": 1, "skipped": 1}
    assert found["shares"] == {
        **{"unsure": 1 / 6, "skipped": 1 / 6, "escalated": 0.0},
        **{"model": 1 / 6, "suggested": 2 / 6, "followed": 0.5},
    }


def test_labels_that_the_schema_lacks_stand_apart(collect: Collect) -> None:
    found = collect({"item": "1", "label": "refunt"}, {"item": "2", "label": "refund"})
    assert found["unknown_labels"] == {"refunt": 1}
    assert found["counts"]["annotations"] == 1


def test_shares_of_nothing_are_none(collect: Collect) -> None:
    found = collect({"item": "1", "label": "x"})["counts"]["shares"]
    assert (found["unsure"], found["followed"]) == (0.0, None)


def test_values_are_told_by_size_as_far_as_there_are_few(collect: Collect) -> None:
    rows = [{"item": str(n), "value": value} for n, value in enumerate([5, 10, 5, 0.5])]
    found = collect(*rows, task="urgency")["counts"]["tasks"]["urgency"]
    assert list(found["values"].items()) == [("0.5", 1), ("5", 2), ("10", 1)]
    rows = [{"item": str(n), "value": n} for n in range(150)]
    found = collect(*rows, task="urgency")["counts"]["tasks"]["urgency"]
    assert list(found["values"].items())[-1] == ("other", 50)
