"""Runs on Spark itself, for test_spark: a process of its own, with PySpark on its path.

Arguments: what to do, the folder to do it in. Prints one line of JSON.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.local_files import LocalStretch, Task, migrate_stretches
from schemactl.migrate.engines.manifest import Plain
from schemactl.migrate.engines.partition import Edges, migrate_lines
from schemactl.migrate.engines.session import open_session
from schemactl.migrate.engines.spark import Request, apply_with_spark
from schemactl.migrate.engines.spark_rows import Rows
from schemactl.migrate.engines.undo_parts import undo_parts
from schemactl.migrate.engines.unit import Units
from tests.migrate.engines.test_spark import a_request


def fail_at_first(folder: Path, name: str, times: int) -> None:
    """Fail so many times by this name."""
    mark = folder / "marks" / name
    tried = len(mark.read_bytes()) if mark.exists() else 0
    mark.write_bytes(b"x" * (tried + 1))
    if tried < times:
        raise RuntimeError("the task fails after it has written")


def failing_task(folder: Path, times: int) -> Task:
    """Return tasks that write files of their own and then fail, so many times each."""

    def task(units: Units, stretches: Sequence[LocalStretch], own: str) -> list[Plain]:
        told = migrate_stretches(units, stretches, own)
        fail_at_first(folder, f"{Path(stretches[0].path).name}-{stretches[0].begin}", times)
        return told

    return task


def failing(folder: Path, times: int) -> Rows:
    """Return tasks that hand over all they have and then fail, so many times each."""

    def rows(units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
        name = "none"
        for batch in migrate_lines(units, edges, batches):
            told = next(row for row in batch.to_pylist() if row["kind"] == "told")
            name = str(json.loads(told["value"])["place"][1])
            yield batch
        fail_at_first(folder, name, times)

    return rows


def run(what: str, folder: Path) -> dict[str, Any]:
    """Migrate what is in the folder, and undo it."""
    rows: Rows | None = None
    task: Task = migrate_stretches
    if what == "plain through Spark":
        rows = migrate_lines
    elif what != "plain":
        (folder / "marks").mkdir()
        times = 9 if what.startswith("lost") else 1
        if what.endswith("locally"):
            task = failing_task(folder, times)
        else:
            rows = failing(folder, times)
    request: Request = a_request(folder, stretch=20_000)
    try:
        told = apply_with_spark(open_session("local[2,3]"), request, rows, task)
    except SchemactlError as error:
        return {"message": error.message}
    undo_parts(folder / "data", folder / "undo", folder / "back")
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], Path(sys.argv[2]))) + "\n")
    sys.stdout.flush()
