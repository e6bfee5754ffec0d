"""Entries that have been in no checkpoint for days."""

import pytest

from schemactl.audit.findings import checkpoint_missing as finding
from schemactl.audit.inspected import Options
from tests.audit.findings.records import NOW, a_dataset, a_record, messages

CONTENTS = {"dataset:d@1": a_dataset(), "dataset:d@2": a_dataset()}
AT = {"dataset:d@1": "2026-11-01T00:00:00Z", "dataset:d@2": "2026-11-13T00:00:00Z"}


@pytest.mark.parametrize(
    ("covered", "days", "found"),
    [
        (2, 0, []),
        (1, 8, []),
        (
            1,
            7,
            [("dataset:d@2", "1 of 2 entries are in no checkpoint, the oldest since 2026-11-13")],
        ),
        (
            0,
            8,
            [("dataset:d@1", "2 of 2 entries are in no checkpoint, the oldest since 2026-11-01")],
        ),
        (0, 30, []),
    ],
)
def test_days_are_counted_from_the_oldest(
    covered: int, days: int, found: list[tuple[str, str]]
) -> None:
    options = Options(NOW, checkpoint_days=days)
    record = a_record(dict(CONTENTS), at=AT, covered=covered, options=options)
    assert messages(finding, record) == found


def test_entries_without_a_time_are_no_finding() -> None:
    assert messages(finding, a_record(dict(CONTENTS), covered=0)) == []
