"""Tests of predictors."""

import pytest

from schemactl.data.statistics import predictors
from schemactl.data.wide_layout import parse_layout
from tests.data.statistics.conftest import Collect


def rows(number: int) -> list[dict[str, object]]:
    """Return rows whose `source` gives the label away, unlike `hour` and `serial`."""
    return [
        {
            "item": str(n),
            "label": "refund" if n % 4 < 2 else "old",
            "source": "shop" if n % 4 < 2 else "mail",
            "hour": n % 3,
            "serial": f"s{n}",
            "nested": {"source": n % 4},
        }
        for n in range(number)
    ]


def test_a_column_that_tells_the_label_is_named(collect: Collect) -> None:
    found = collect(*rows(100))["predictors"]
    assert found == [
        {"task": "intent", "column": "source", "accuracy": 1.0, "guessing": found[0]["guessing"]}
    ]
    assert 0.4 < found[0]["guessing"] < 0.6


def test_few_records_tell_nothing(collect: Collect) -> None:
    assert collect(*rows(30))["predictors"] == []


def test_columns_that_name_items_are_left_alone(
    collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predictors, "MOST_VALUES", 1)
    assert collect(*rows(100))["predictors"] == []


def test_what_every_record_has_tells_nothing(collect: Collect) -> None:
    same = [{"item": str(n), "label": "refund", "source": "shop"} for n in range(100)]
    assert collect(*same)["predictors"] == []


def test_columns_that_are_the_answers_are_no_news(collect: Collect) -> None:
    votes = [
        {"item": str(n), "refund": n % 2, "old": 1 - n % 2, "source": n % 2} for n in range(99)
    ]
    found = collect(*votes, layouts=(parse_layout("flags=refund,old"),))["predictors"]
    assert [one["column"] for one in found] == ["source"]
