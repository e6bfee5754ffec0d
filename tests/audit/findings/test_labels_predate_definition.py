"""Labels that are older than the definition they are recorded under."""

import pytest

from schemactl.audit.findings import labels_predate_definition as finding
from tests.audit.findings.records import (
    a_batch,
    a_dataset,
    a_record,
    a_release,
    messages,
    pins,
    redefined,
)

RELEASED = {"schema:s@1.0.0": "2026-03-02T10:00:00Z"}


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ({"since": "2026-01-01", "until": "2026-03-01"}, True),
        ({"since": "2026-03-01"}, True),
        ({"since": "2026-01-01", "until": "2026-03-02"}, False),
        ({"since": "2026-03-03"}, False),
        ({}, False),
    ],
)
def test_a_batch_that_ended_before_the_release(said: dict[str, str], is_found: bool) -> None:
    record = a_record({"batch:b@1": a_batch(**said)}, at=RELEASED)
    ended = said.get("until") or said.get("since")
    message = f"it was labeled by {ended}, and schema:s@1.0.0 was released on 2026-03-02T10:00:00Z"
    assert messages(finding, record) == ([("batch:b@1", message)] if is_found else [])


@pytest.mark.parametrize(
    ("effect", "labels", "label", "is_found"),
    [
        ("narrow", "1", "a", True),
        ("shift", "1", "a", True),
        ("clarify", "1", "a", False),
        ("narrow", "2", "a", False),
        ("narrow", "1", "b", False),
    ],
)
def test_labels_that_were_carried_over_unchanged(
    effect: str, labels: str, label: str, is_found: bool
) -> None:
    record = a_record(
        {
            "dataset:d@1": a_dataset(),
            "dataset:d@2": a_dataset(
                "schema:s@2.0.0", labels=labels, derived_from=pins("dataset:d@1")
            ),
        },
        a_release("1.0.0"),
        a_release("2.0.0", redefined(effect, label)),
    )
    message = (
        f"schema:s@2.0.0 redefines a ({effect}), and its labels are those of dataset:d@1, unchanged"
    )
    assert messages(finding, record) == ([("dataset:d@2", message)] if is_found else [])
