"""Tests of a COCO file in the making."""

from pathlib import Path

import orjson

from schemactl.files.coco_file import write_file
from schemactl.files.dataset import Document
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of


def test_numbers_are_counted_on_where_several_tasks_have_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    schema = release_of(box=["a", "b"], polygon=["c"]).schema
    box = {"x": 0, "y": 0, "width": 2, "height": 3}
    documents = [
        Document(name, Content(), (Annotation(name, "box", "b", box),)) for name in ("1", "2")
    ]
    assert list(write_file(path, documents, schema)) == []
    found = orjson.loads(path.read_bytes())
    assert [(one["id"], one["name"]) for one in found["categories"]] == [
        (0, "a"),
        (1, "b"),
        (2, "c"),
    ]
    assert [(one["id"], one["image_id"], one["area"]) for one in found["annotations"]] == [
        (1, 1, 6),
        (2, 2, 6),
    ]
    assert found["info"] == {"version": "test@1.0.0"}


def test_a_file_without_items_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert list(write_file(path, [], release_of(box=["a"]).schema)) == []
    assert orjson.loads(path.read_bytes())["images"] == []
