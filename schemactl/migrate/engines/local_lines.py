"""Local lines: stretches of files on disks that every worker sees, opened by the task itself.

Lines that Spark reads go from Java to Python one by one, which takes longer than to migrate them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.migrate.engines.hadoop_files import Stored
from schemactl.migrate.engines.partition import LINE_END, rows_of
from schemactl.migrate.engines.unit import Place, Units
from schemactl.migrate.spread import cuts


class LocalStretch(NamedTuple):
    """Whole lines of a file: its path, its address as Spark tells it, and where they stand."""

    path: str
    address: str
    begin: int
    size: int


def local_stretches(files: Sequence[Stored], size: int) -> list[LocalStretch] | None:
    """Return stretches of about a size of all files; None where not all are on such a disk."""
    found = []
    for one in files:
        if not one.path.startswith("file:"):
            return None
        path = re.sub(r"^file:/+", "/", one.path)
        for begin, end in cuts(Path(path), 0, size):
            found.append(LocalStretch(path, one.address, begin, end - begin))
    return found


def migrate_stretches(
    stretches: Sequence[LocalStretch], units: Units, batches: Iterable[Any]
) -> Iterator[Any]:
    """Yield what stretches come to, of which batches tell the numbers: rows of kind and value."""
    for batch in batches:
        for number in batch.column(0).to_pylist():
            one = stretches[number]
            with Path(one.path).open("rb") as file:
                file.seek(one.begin)
                lines = file.read(one.size)
            yield rows_of(partial(units.lines, Place(one.address, one.begin), lines), LINE_END)
