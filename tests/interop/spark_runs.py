"""Runs on Spark itself, for test_spark: a process of its own, with PySpark on its path.

Arguments: what to do, the folder to do it in. Prints one line of JSON.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.partition import Edges, migrate_lines
from schemactl.migrate.engines.session import open_session
from schemactl.migrate.engines.spark import Request, Rows, apply_with_spark
from schemactl.migrate.engines.undo_parts import undo_parts
from schemactl.migrate.engines.unit import Units
from tests.migrate.engines.test_spark import a_request


def failing(folder: Path, times: int) -> Rows:
    """Return tasks that write all they have and then fail, so many times each."""

    def rows(units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
        name = "none"
        for batch in migrate_lines(units, edges, batches):
            told = next(row for row in batch.to_pylist() if row["kind"] == "told")
            name = str(json.loads(told["value"])["place"][1])
            yield batch
        mark = folder / "marks" / name
        tried = len(mark.read_bytes()) if mark.exists() else 0
        mark.write_bytes(b"x" * (tried + 1))
        if tried < times:
            raise RuntimeError("the task fails after it has written")

    return rows


def run(what: str, folder: Path) -> dict[str, Any]:
    """Migrate what is in the folder, and undo it."""
    rows = None
    if what != "plain":
        (folder / "marks").mkdir()
        rows = failing(folder, {"retried": 1, "lost": 9}[what])
    request: Request = a_request(folder, stretch=20_000)
    try:
        told = apply_with_spark(open_session("local[2,3]"), request, rows)
    except SchemactlError as error:
        return {"message": error.message}
    undo_parts(folder / "data", folder / "undo", folder / "back")
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], Path(sys.argv[2]))) + "\n")
    sys.stdout.flush()
