"""Tests of tasks of Label Studio in the making."""

from pathlib import Path

import orjson

from schemactl.files.dataset import Document
from schemactl.files.label_studio_tasks import write_tasks
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of


def test_choices_of_one_person_are_one_result(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    release = release_of(classification=["a", "b"])
    inputs = {"note": {"type": "text"}}
    schema = release.schema.model_validate({**release.schema.model_dump(), "inputs": inputs})
    chosen = tuple(Annotation("1", "classification", label, annotator="x") for label in "ab")
    assert list(write_tasks(path, [Document("1", Content(text="t"), chosen)], schema)) == []
    [task] = orjson.loads(path.read_bytes())
    assert task["data"] == {"item": "1", "text": "t", "note": "t"}
    assert task["meta"] == {"schema": "test@1.0.0"}
    [said] = task["annotations"]
    assert said["completed_by"] == "x"
    assert said["result"] == [
        {
            "type": "choices",
            "to_name": "item",
            "from_name": "classification",
            "value": {"choices": ["a", "b"]},
        }
    ]


def test_no_items_are_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert list(write_tasks(path, [], release_of(span=["a"]).schema)) == []
    assert orjson.loads(path.read_bytes()) == []
