"""Plan: what a migration would do to a file, counted without writing anything."""

from collections import Counter
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from schemactl.migrate.reading import ranges_of, with_plain
from schemactl.migrate.report import report
from schemactl.migrate.source import Job, open_source
from schemactl.migrate.tally import Counts, check_conserved

Progress = Callable[[int], None]

_SECONDS_PER_HOUR = 3600
_CENT = Decimal("0.01")


def plan(job: Job, progress: Progress, processes: int = 1) -> dict[str, Any]:
    """Run over the whole file and return the report.

    Raises SchemactlError for what cannot be read or would not be written.
    """
    source = open_source(job)
    counts: Counts = Counter()
    with with_plain(job) as whole:
        for one in ranges_of(whole, source, 0, processes):
            counts.update(one.counts)
            progress(one.size)
    source.check(job.path, counts)
    check_conserved(counts, job.migration, source.lane.is_lines)
    return {**report(counts, job.migration), "format": source.format.NAME}


def effort(entries: int, seconds: Decimal, rate: Decimal | None) -> dict[str, float | None]:
    """Return the hours that people need for the queue, and what they cost, to two digits."""
    hours = entries * seconds / _SECONDS_PER_HOUR
    cost = None if rate is None else _rounded(hours * rate)
    return {"hours": _rounded(hours), "cost": cost}


def _rounded(number: Decimal) -> float:
    return float(number.quantize(_CENT, ROUND_HALF_UP))
