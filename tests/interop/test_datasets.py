"""The library datasets reads the folders that are written."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.datasets import hf
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop


def test_classes_have_their_names_and_ranks(tmp_path: Path) -> None:
    schema = release_of(classification=["refund", "defect", "other"]).schema
    documents = [
        Document("1", Content(text="Money"), (Annotation("1", "classification", "defect"),)),
        Document("2", Content(text="Broken"), (Annotation("2", "classification", "refund"),)),
    ]
    assert not list(hf.write(tmp_path / "data", documents, schema))
    seen = seen_by("datasets", tmp_path / "data")
    [(column, names)] = seen["names"].items()
    assert names == ["refund", "defect", "other"]
    assert [row[column] for row in seen["rows"]] == [1, 0]


def test_places_and_values_are_as_they_were(tmp_path: Path) -> None:
    labels = {name: ["a", "b"] for name in ("box", "span", "mask", "keypoints", "polygon")}
    schema = release_of(**labels, rating=[], ranking=["a", "b"]).schema
    box = {"x": 1.5, "y": 2.0, "width": 3.0, "height": 4.0}
    said = (
        Annotation("1", "box", "b", box, annotation="7"),
        Annotation("1", "span", "a", {"start": 0, "end": 3}),
        Annotation("1", "mask", "a", {"size": [2, 3], "counts": [1, 5]}),
        Annotation("1", "keypoints", "a", {"points": {"nose": [1.0, 2.0, 2]}}),
        Annotation("1", "polygon", "a", {"points": [[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]]}),
        Annotation("1", "rating", value=3),
        Annotation("1", "ranking", value=["b", "a"]),
    )
    documents = [Document("1", Content(text="Ada"), said), Document("2", Content(text="Bo"), ())]
    assert not list(hf.write(tmp_path / "data", documents, schema))
    one, two = seen_by("datasets", tmp_path / "data")["rows"]
    assert one["box"] == [{"category": 1, "bbox": [1.5, 2.0, 3.0, 4.0], "id": "7"}]
    assert one["span"] == [{"label": 0, "start": 0, "end": 3, "id": None}]
    assert one["mask"][0]["counts"] == [1, 5]
    [pose] = one["keypoints"]
    assert pose["points"] == [{"name": "nose", "x": 1.0, "y": 2.0, "visibility": 2}]
    assert (one["rating"], one["ranking"]) == (3, [["b"], ["a"]])
    assert [two[name] for name in ("box", "span", "rating", "ranking")] == [None] * 4
