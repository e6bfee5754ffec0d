"""What data of our own format is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.annotations import recognise


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"item": "1", "label": "a", "schema": "s@1.0.0"}\n', True),
        (b'{"item": "1", "value": 3, "schema": "s@1.0.0"}\n', True),
        (b'{"status": "skipped", "schema": "s@1"}\n{"label": "a", "schema": "s@1"}\n', True),
        (b'{"item": "1", "label": "a"}\n', False),
        (b'{"item": "1", "schema": "s@1.0.0"}\nnot JSON\n[]\n', False),
        (b"item,label,schema\n", False),
    ],
)
def test_a_stamp_beside_a_label_is_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.jsonl"), head) is expected
