"""Tests of versions."""

from tests.data.statistics.conftest import Collect


def test_each_version_is_compared_with_the_one_before(collect: Collect) -> None:
    rows = [
        {"item": f"{version}{n}", "label": label, "schema": f"tickets@{version}"}
        for version, labels in {
            "10.0.0": ["old", "old"],
            "9.0.0": ["refund", "old"],
            "odd": ["refund"],
        }.items()
        for n, label in enumerate(labels)
    ]
    found = collect(*rows)["versions"]
    assert [(one["from"], one["to"], one["task"], one["total_variation"]) for one in found] == [
        ("tickets@odd", "tickets@9.0.0", "intent", 0.5),
        ("tickets@9.0.0", "tickets@10.0.0", "intent", 0.5),
    ]
