"""What statistics are collected from: rows under the schema of the tests of data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.statistics.survey import statistics
from schemactl.model.release import SchemaRelease

Collect = Callable[..., dict[str, Any]]


@pytest.fixture
def collect(release: SchemaRelease, write: Callable[..., Path]) -> Collect:
    """Return what collects all statistics from rows; the task is `intent` where none is given."""

    def collected(*rows: dict[str, Any], minimum: int = 50, **given: Any) -> dict[str, Any]:
        given["columns"] = parse_columns(given.get("columns", ()))
        options = DataOptions(**{"task": "intent", "format": "jsonl", **given})
        return statistics([write(*rows)], release.schema, options, minimum)

    return collected
