"""pycocotools reads the COCO that is written."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.datasets import coco
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop

BOX = {"x": 1, "y": 2, "width": 3, "height": 4}
SQUARE = {"points": [[0, 0], [4, 0], [4, 4], [0, 4]]}
# Two columns of three pixels in an image of four by four, counted column by column.
MASK = {"size": [4, 4], "counts": [4, 3, 1, 3, 5]}


def test_boxes_outlines_and_masks(tmp_path: Path) -> None:
    schema = release_of(box=["car", "van"], polygon=["road"], mask=["sky"]).schema
    annotations = (
        Annotation("a.png", "box", "van", BOX),
        Annotation("a.png", "polygon", "road", SQUARE),
        Annotation("a.png", "mask", "sky", MASK),
    )
    document = Document("a.png", Content(file="a.png", width=4, height=4), annotations)
    assert not list(coco.write(tmp_path / "a.json", [document], schema))
    seen = seen_by("pycocotools", tmp_path / "a.json")
    assert [one["label"] for one in seen] == ["van", "road", "sky"]
    assert seen[0]["box"] == [1, 2, 3, 4]
    assert [one["pixels"] for one in seen] == [0, 16, 6]
    assert {one["file"] for one in seen} == {"a.png"}
