"""Slices: found by column, counted by label, given up where they are no groups."""

import pytest

from schemactl.data import slicing
from schemactl.data.slicing import SliceTable, slice_of


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        ({"slice": "web"}, "slice", "web"),
        ({"slice": 7}, "slice", "7"),
        ({"slice": ""}, "slice", None),
        ({}, "slice", None),
        ({"meta": {"site": "a"}}, "meta.site", "a"),
        ({"meta": "a"}, "meta.site", None),
        ({"meta.site": "b", "meta": {"site": "a"}}, "meta.site", "b"),
    ],
)
def test_the_slice_of_a_record(
    values: dict[str, object], column: str, expected: str | None
) -> None:
    assert slice_of(values, column) == expected


def test_labels_are_counted_by_slice() -> None:
    table = SliceTable()
    table.add("topic", "b", "web", 2)
    table.add("topic", "a", "web")
    table.add("topic", "a", "app")
    for label, name in ((None, "web"), ("a", None), ("a", "")):
        table.add("topic", label, name)
    table.add("gone", "a", "web")
    assert table.table(["topic"]) == {"topic": {"a": {"app": 1, "web": 1}, "b": {"web": 2}}}


def test_too_many_slices_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "MOST_SLICES", 2)
    table = SliceTable()
    for name in ("1", "2", "3", "4"):
        table.add("topic", "a", name)
    assert (table.is_too_large, table.table(["topic"])) == (True, {})
