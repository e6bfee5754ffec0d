"""Counting each dataset, record and model once."""

from collections.abc import Iterator

from schemactl.diff.impact import Impact
from schemactl.registry.census import Census


def itself(key: str) -> Iterator[str]:
    yield key


def test_nothing_counts_nothing() -> None:
    census: Census[str, str] = Census(itself)
    census.add_model(["dataset:gone@1"])
    assert census.result() == {}


def test_models_are_counted_once_through_all_that_they_come_from() -> None:
    census: Census[str, str] = Census(itself)
    census.add_dataset("d1", {"a": 5, "b": 1}, [])
    census.add_dataset("d2", {"a": 7}, [])
    census.add_dataset("d3", {}, ["d1", "d2"])
    census.add_model(["d1", "d3"])
    census.add_model(["d2"])
    assert census.result() == {"a": Impact(2, 12, 2), "b": Impact(1, 1, 1)}


def test_a_split_adds_a_dataset_and_no_records() -> None:
    census: Census[str, str] = Census(itself)
    census.add_dataset("all", {"a": 10}, [])
    census.add_dataset("train", {"a": 8, "b": 1}, ["all"], ["all"])
    census.add_dataset("other", {"a": 1}, ["elsewhere"], ["elsewhere"])
    assert census.result() == {"a": Impact(3, 11, 0), "b": Impact(1, 1, 0)}


def test_a_sum_over_versions_counts_a_model_once() -> None:
    census: Census[str, str] = Census(lambda key: (key, key.partition("@")[0]))
    census.add_dataset("d", {"s@1": 1}, [])
    census.add_dataset("e", {"s@2": 2}, [])
    census.add_model(["d", "e"])
    assert census.result()["s"] == Impact(2, 3, 1)
