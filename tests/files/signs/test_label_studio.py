"""What data of Label Studio is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.label_studio import recognise


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'[{"id": 1, "data": {"text": "x"}, "annotations": []}]', True),
        (b'\xef\xbb\xbf[\n {"data": {}, "predictions": [{"result"', True),
        (b'{"id": 1, "drafts": [], "data": {}}\n', True),
        (b'[{"id": 1, "annotations": []}]', False),
        (b'{"data": {"text": "x"}, "label": "a"}\n', False),
    ],
)
def test_data_beside_annotations_is_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.json"), head) is expected
