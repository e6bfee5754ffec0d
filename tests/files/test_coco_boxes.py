"""Tests of boxes that are read many at once: they are what each annotation says, or nothing."""

import json
from typing import Any

import pytest

from schemactl.files import coco_boxes
from schemactl.files.coco_boxes import BoxReader
from schemactl.files.coco_tables import Category, CocoTables
from schemactl.files.image_table import Image, ImageTable
from schemactl.files.json_element import Stretch

TABLES = CocoTables(
    {7: Category("car", []), True: Category("odd", []), 8: Category("van", [])},
    ImageTable(Image(number, None, None, None) for number in (3, 5, "7")),
    (None, None),
)
USUAL = {"id": 1, "image_id": 5, "category_id": 8, "bbox": [1, 2.5, 3, 4]}


def stretch_of(*texts: str) -> Stretch:
    block = ",".join(texts).encode()
    opens, end = [], 0
    closes = []
    for text in texts:
        opens.append(end)
        closes.append(end + len(text.encode()))
        end = closes[-1] + 1
    return Stretch("annotations", 1, 0, block, opens, closes, [0] * len(texts), True)


def test_boxes_are_read_by_columns() -> None:
    rings = {"segmentation": [[0, 0, 1, 0, 1, 1]]}
    other = {**USUAL, "image_id": 3, "bbox": [0, 0, 1, 1], **rings}
    found = BoxReader(TABLES).read(
        stretch_of(json.dumps({**USUAL, "segmentation": []}), json.dumps(other))
    )
    assert found is not None
    assert (found.images.tolist(), found.categories.tolist()) == ([1, 0], [2, 2])
    assert found.has_outline.tolist() == [False, True]
    assert found.sides.tolist() == [[1, 2.5, 3, 4], [0, 0, 1, 1]]


@pytest.mark.parametrize(
    "other",
    [
        *({"image_id": 4}, {"image_id": 5.0}, {"image_id": 2**70}, {"category_id": True}),
        *({"category_id": "8"}, {"bbox": [1, 2, 3]}, {"bbox": [1, 2, 3, "4"]}, {"bbox": None}),
        *({"segmentation": [[1, 2, 3]]}, {"segmentation": [1]}, {"segmentation": {"size": [1, 1]}}),
        *({"attributes": {"a": 1}}, {"keypoints": [1, 2, 2]}),
    ],
)
def test_what_says_more_is_read_by_itself(other: dict[str, Any]) -> None:
    reader = BoxReader(TABLES)
    usual = {"segmentation": [], "attributes": None, "keypoints": None, **USUAL}
    assert reader.read(stretch_of(json.dumps(usual))) is not None
    assert reader.read(stretch_of(json.dumps(usual), json.dumps(usual | other))) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"image_id":5,"category_id":8,"bbox":[1,2,3,4],"image_id":3}',
        '{"image_id":5,"category_id":8,"bbox":[1,2,3,4],"image_id" :3}',
        '{"image_id":5,"category_id":8,"bbox":[1,2,3,NaN]}',
        '{"image_id":5,"category_id":8,"note":"\ud800","bbox":[1,2,3,4]}',
        '{"image_id":5,"category_id":8}',
        '{"image_id":5,"category_id":8,"b\\"":1,"bbox":[1,2,3,4]}',
        "[1]",
    ],
)
def test_other_annotations_are_left_to_others(text: str) -> None:
    raw = text.encode(errors="surrogatepass")
    stretch = Stretch("annotations", 1, 0, raw, [0], [len(raw)], [0], True)
    assert BoxReader(TABLES).read(stretch) is None


def test_keys_of_another_shape_are_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coco_boxes, "_PATIENCE", 2)
    reader, usual = BoxReader(TABLES), stretch_of(json.dumps(USUAL))
    scored, odd = stretch_of(json.dumps({**USUAL, "score": 0.5})), stretch_of("{}")
    found = [reader.read(one) is not None for one in (usual, scored, odd, odd, usual)]
    assert found == [True, True, False, False, True]
    for _ in range(3):
        reader.read(odd)
    assert reader.read(usual) is None
