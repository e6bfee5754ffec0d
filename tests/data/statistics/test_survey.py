"""Tests of the survey of statistics."""

from collections.abc import Callable
from pathlib import Path

from schemactl.data.options import DataOptions
from schemactl.data.statistics.catalog import STATISTICS
from schemactl.data.statistics.survey import drift_between, slice_drifts, statistics
from schemactl.model.release import SchemaRelease
from tests.data.statistics.conftest import Collect


def test_one_pass_answers_every_question(
    release: SchemaRelease, write: Callable[..., Path]
) -> None:
    done: list[int] = []
    path = write({"item": "1", "task": "intent", "label": "refund"})
    found = statistics([path], release.schema, DataOptions(), progress=done.append)
    assert set(found) == {*STATISTICS, "unknown_labels"}
    assert sum(done) == path.stat().st_size


def test_two_results_are_compared_task_by_task(collect: Collect) -> None:
    before = collect({"item": "1", "label": "refund"})
    after = collect({"item": "1", "label": "old"}, {"item": "2", "task": "topics", "label": "a"})
    found = drift_between(before, after)
    assert list(found) == ["intent"]
    assert found["intent"]["total_variation"] == 1.0


def test_drift_is_told_slice_by_slice(collect: Collect) -> None:
    rows = [{"item": str(n), "label": "a", "slice": "de"} for n in range(4)]
    before = collect(*rows, task="topics")
    moved = [{**row, "label": "b"} for row in rows]
    after = collect(*moved, {**rows[0], "slice": "fr"}, task="topics")
    found = slice_drifts(before, after)
    assert list(found) == ["de"]
    assert found["de"]["topics"]["total_variation"] == 1
