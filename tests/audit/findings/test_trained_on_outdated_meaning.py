"""Models whose labels have since been narrowed."""

import pytest

from schemactl.audit.findings import trained_on_outdated_meaning as finding
from tests.audit.findings.records import (
    a_dataset,
    a_model,
    a_record,
    a_release,
    messages,
    redefined,
)


@pytest.mark.parametrize(
    ("effect", "label", "is_found"),
    [
        ("narrow", "a", True),
        ("shift", "a", True),
        ("widen", "a", False),
        ("clarify", "a", False),
        ("narrow", "b", False),
    ],
)
def test_a_label_in_use_was_narrowed(effect: str, label: str, is_found: bool) -> None:
    record = a_record(
        {"dataset:d@1": a_dataset(), "model:m@1": a_model("dataset:d@1", "dataset:gone@1")},
        a_release("2.0.0", redefined(effect, label)),
        a_release("1.0.0", redefined("narrow")),
    )
    message = (
        f"schema:s@2.0.0 redefines a ({effect}); it learned the label from dataset:d@1 under "
        "schema:s@1.0.0"
    )
    assert messages(finding, record) == ([("model:m@1", message)] if is_found else [])
