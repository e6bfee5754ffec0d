"""Tests of slices."""

import pytest

from schemactl.data.statistics import slices
from tests.data.statistics.conftest import Collect

ROWS = [
    {"item": "1", "label": "a", "country": "de"},
    {"item": "2", "label": "b", "country": "fr", "status": "unsure"},
    {"item": "3", "label": "b", "country": "de", "origin": "model"},
    {"item": "4", "label": "b"},
]


def test_each_slice_is_counted_and_its_empty_cells_named(collect: Collect) -> None:
    found = collect(*ROWS, task="topics", columns=["slice=country"])["slices"]
    assert found["slices"]["de"]["labels"] == {"topics": {"a": 1, "b": 1}}
    assert found["slices"]["de"]["shares"] == {"unsure": 0.0, "skipped": 0.0, "model": 0.5}
    assert found["slices"]["fr"]["annotations"] == 1
    assert [(one["slice"], one["label"]) for one in found["empty"]] == [
        ("de", "c"),
        ("fr", "a"),
        ("fr", "c"),
    ]


def test_more_slices_than_anyone_looks_at_are_left_out(
    collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "MOST_SLICES", 1)
    found = collect(*ROWS, task="topics", columns=["slice=country"])["slices"]
    assert (list(found["slices"]), found["annotations_of_further_slices"]) == (["de"], 1)


def test_a_slice_may_stand_deep_in_a_record(collect: Collect) -> None:
    row = {"item": "1", "label": "a", "meta": {"country": "de"}}
    found = collect(row, task="topics", columns=["slice=meta.country"])
    assert list(found["slices"]["slices"]) == ["de"]


def test_what_is_told_of_the_whole_is_told_of_each_slice(collect: Collect) -> None:
    rows = [
        {
            "item": "1",
            "label": ["a", "b"],
            "slice": "de",
            "text": "an a",
            "schema": "tickets@1.0.0",
        },
        {"item": "2", "status": "skipped", "label": None, "slice": "de"},
        {"item": "3", "label": ["b"], "slice": "de", "schema": "tickets@2.0.0"},
    ]
    one = collect(*rows, task="topics")["slices"]["slices"]["de"]
    assert one["items"] == {"items": 3, "unlabeled": 1, "unlabeled_items": ["2"]}
    assert one["cooccurrence"]["topics"] == [{"labels": ["a", "b"], "count": 1, "share": 0.5}]
    assert [(leak["label"], leak["in"]) for leak in one["leakage"]] == [("a", "text")]
    assert [change["to"] for change in one["versions"]] == ["tickets@2.0.0"]
