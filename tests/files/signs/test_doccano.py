"""What data of doccano is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.doccano import recognise


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"id": 1, "text": "x", "label": [[0, 1, "a"]]}\n', True),
        (b'{"id": 1, "text": "x", "label": ["a"], "Comments": []}\n', True),
        (b'{"text": "x", "entities": [{"start_offset": 0}]}\n', True),
        (b'{"text": "x", "entities": [[0, 1, "a"]]}\n', True),
        (b'{"filename": "c.png", "bbox": [{"x": 1}]}\n', True),
        (b'{"text": "x", "label": ["a"]}\n', False),
        (b'{"text": "x", "label": "a"}\n', False),
        (b"text,label\n", False),
    ],
)
def test_its_lists_are_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.jsonl"), head) is expected
