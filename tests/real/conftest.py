"""Tests on published sets, which stand in the folder SCHEMACTL_REAL_DATA and nowhere else."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.real.repository import Repository

DATA = os.environ.get("SCHEMACTL_REAL_DATA", "")

# Without the sets there is nothing to collect: no test is skipped, for none is there.
collect_ignore_glob = [] if DATA else ["test_*.py"]


@pytest.fixture
def published() -> Path:
    """Return the folder with the published sets."""
    return Path(DATA)


@pytest.fixture
def repository(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> Iterator[Repository]:
    """Return an empty label repository; how long its commands took stands in a JUnit report."""
    (tmp_path / "schemas").mkdir()
    found = Repository(tmp_path)
    yield found
    for command, seconds in found.seconds.items():
        record_property(command, seconds)
