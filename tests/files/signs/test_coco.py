"""What data of COCO is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.coco import recognise


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"images": [{"id": 1, "file_name": "a"', True),
        (b'{"info": {}, "annotations": [], "images": []}', True),
        (b'\xef\xbb\xbf\n{\n  "categories": [\n    {"supercategory": "x"', True),
        (b'{"categories": [{"name": "x", "id": 1}, {', True),
        (b'{"images": ["a.png"], "label": "a"}', False),
        (b'{"id": 1, "annotations": [{"result": []}]}', False),
        (b"[]", False),
    ],
)
def test_the_frame_is_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.json"), head) is expected
