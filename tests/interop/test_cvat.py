"""cvat-sdk takes the labels of the file that is written, and encodes its masks alike."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.datasets import cvat
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop

MASK = {"size": [4, 4], "counts": [4, 3, 1, 3, 5]}


def test_labels_and_masks(tmp_path: Path) -> None:
    schema = release_of(box=["car"], mask=["sky"]).schema
    document = Document(
        "a.png",
        Content(file="a.png", width=4, height=4),
        (Annotation("a.png", "mask", "sky", MASK),),
    )
    assert not list(cvat.write(tmp_path / "a.xml", [document], schema))
    seen = seen_by("cvat-sdk", tmp_path / "a.xml")
    assert seen["labels"] == [["car", "rectangle", []], ["sky", "mask", []]]
    assert seen["masks"] == [{"pixels": 6, "same": True}]
