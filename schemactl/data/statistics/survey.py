"""Survey: all statistics of data files in one pass."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.data.slicing import slice_of
from schemactl.data.statistics.catalog import STATISTICS
from schemactl.data.statistics.drift import drift
from schemactl.data.statistics.statistic import Question, Seen
from schemactl.files.dataset import Record
from schemactl.model.release import ReleasedSchema

MINIMUM = 50


def statistics(
    paths: list[Path],
    schema: ReleasedSchema,
    options: DataOptions,
    minimum: int = MINIMUM,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Return the result of each statistic by its name; `minimum` is for starved labels.

    `progress` is told the bytes of each record. Labels that the schema lacks are only counted,
    as `unknown_labels`. Raises SchemactlError for what cannot be read.
    """
    reader = DataReader(schema, options)
    roles = frozenset(options.role_columns().values())
    labels = frozenset(column.column for column in options.label_columns)
    wide = frozenset(column for layout in options.layouts for _, column in layout.columns)
    question = Question(reader.tasks, roles | labels | wide, minimum)
    collectors = {name: start(question) for name, start in STATISTICS.items()}
    unknown: dict[str, int] = {}
    for seen in _seen(_records(paths, reader, progress), reader, unknown):
        for collector in collectors.values():
            collector.add(seen)
    return {
        **{name: collector.result() for name, collector in collectors.items()},
        "unknown_labels": dict(sorted(unknown.items(), key=lambda one: (-one[1], one[0]))),
    }


def drift_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Compare the labels of two results task by task; tasks that either lacks are left out."""
    return {
        task: found
        for task, counted in after["counts"]["tasks"].items()
        if (found := drift(before["counts"]["tasks"][task]["labels"], counted["labels"]))
    }


def slice_drifts(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Compare the labels of two results slice by slice; tasks that did not move are left out."""
    earlier = before["slices"]["slices"]
    found = {
        name: {
            task: moved
            for task, labels in one["labels"].items()
            if (moved := drift(earlier[name]["labels"].get(task, {}), labels))
            and moved["total_variation"]
        }
        for name, one in after["slices"]["slices"].items()
        if name in earlier
    }
    return {name: tasks for name, tasks in found.items() if tasks}


def _records(
    paths: list[Path], reader: DataReader, progress: Callable[[int], None] | None
) -> Iterator[tuple[Record, list[Placed]]]:
    for path in paths:
        for record, found in reader.read(path):
            yield record, found
            if progress is not None:
                progress(len(record.raw))


def _seen(
    records: Iterable[tuple[Record, list[Placed]]], reader: DataReader, unknown: dict[str, int]
) -> Iterator[Seen]:
    column = reader.options.role_columns().get("slice", "slice")
    for record, found in records:
        group = slice_of(record.values, column)
        for placed in found:
            annotation = placed.annotation
            if placed.task is None or not placed.is_known:
                label = annotation.label or ""
                unknown[label] = unknown.get(label, 0) + 1
                continue
            yield Seen(annotation, record.values, group, placed.content)
