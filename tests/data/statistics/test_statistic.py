"""Tests of what a statistic defines."""

from schemactl.data.statistics.catalog import STATISTICS
from schemactl.data.statistics.statistic import Question


def test_each_has_a_result_without_any_annotation() -> None:
    question = Question({}, frozenset(), 50)
    assert all(
        not any(map(bool, _values(start(question).result()))) for start in STATISTICS.values()
    )


def _values(result: object) -> list[object]:
    if isinstance(result, dict):
        return [leaf for value in result.values() for leaf in _values(value)]
    return [result]
