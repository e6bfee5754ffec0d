"""Tests of keys of JSON values."""

from typing import Any

import pytest

from schemactl.files.json_keys import DEEPEST, TooDeep, keys_in


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_keys_at_every_depth_count() -> None:
    assert keys_in({"a": 1, "b": [{"c": {"d": None}}, "x"], "e": {}}) == 5
    assert keys_in([[], {}]) == 0
    assert keys_in(nested(DEEPEST)) == 0


def test_deeper_values_are_refused() -> None:
    with pytest.raises(TooDeep, match="nested more than 200 levels deep"):
        keys_in(nested(DEEPEST + 1))
