"""checkpoint-missing: entries have stood for days in the database alone."""

from collections.abc import Iterator
from datetime import date, timedelta

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected

TITLE = "entries are not covered by a checkpoint for days (--checkpoint-days)"


def find(record: Inspected) -> Iterator[Found]:
    """Look at the oldest entry since the last checkpoint."""
    newer = [one for one in record.entries.values() if one.seq > record.covered]
    times = sorted(one.at[:10] for one in newer if one.at)
    if not times:
        return
    days = record.options.checkpoint_days
    limit = date.fromisoformat(record.options.now[:10]) - timedelta(days=days)
    if date.fromisoformat(times[0]) < limit:
        first = min(newer, key=lambda one: one.seq)
        yield Found(
            first.ref,
            f"{len(newer)} of {len(record.entries)} entries are in no checkpoint, the oldest since "
            f"{times[0]}",
            "run `schemactl registry checkpoint`, and commit registry/journal",
        )
