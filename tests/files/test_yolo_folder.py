"""Tests of a folder of YOLO in the making."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.files.dataset import Document, Layout
from schemactl.files.datasets import yolo
from schemactl.files.yolo_folder import image_name, write_folder
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from tests.files.datasets.releases import release_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("./images/train/a.png\n", "train/a.png"),
        ("/data/set/images/a.png", "/data/set/a.png"),
        ("a.png", "a.png"),
    ],
)
def test_a_listed_image_is_named_below_the_images(line: str, name: str) -> None:
    assert image_name(line) == name


def test_a_folder_without_items_has_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "out"
    assert list(write_folder(path, [], release_of(box=["a"]).schema)) == []
    assert sorted(file.name for file in path.iterdir()) == [
        "data.yaml",
        "labelmap.json",
        "train.txt",
    ]
    assert "names:" in (path / "data.yaml").read_text(encoding="utf-8")


POINTS = [{"id": "left-ear"}, {"id": "right-ear"}]
SIZED = Content(width=200, height=100)


def posing(*tasks: dict[str, Any]) -> ReleasedSchema:
    """Return a schema with these tasks, each with the label `dog` of its own."""
    labels = {"labels": [{"id": "dog", "index": 0}]}
    named = {"schemactl": 1, "name": "s", "version": "1.0.0"}
    return ReleasedSchema.model_validate({**named, "tasks": [{**one, **labels} for one in tasks]})


POSE = {"id": "pose", "type": "keypoints", "points": POINTS}
BOX = {"id": "box", "type": "box"}


def test_poses_are_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "out"
    pose = {"points": {"left-ear": [20, 10, 2], "right-ear": [60, 30, 1]}}
    first = Annotation("a.png", "pose", "dog", pose, annotator="ada")
    nothing = Annotation("b.png", "pose")
    documents = [Document("a.png", SIZED, (first,)), Document("b.png", SIZED, (nothing,))]
    losses = list(write_folder(path, documents, posing(POSE)))
    assert [(loss.kind, loss.item) for loss in losses] == [("box", "a.png"), ("annotator", "a.png")]
    table = (path / "data.yaml").read_text("utf-8")
    assert "flip_idx:\n  - 1\n  - 0\n" in table
    assert (path / "labels" / "b.txt").read_bytes() == b""
    (path / "images").mkdir()
    size = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (200).to_bytes(4, "big") + (100).to_bytes(4, "big")
    (path / "images" / "a.png").write_bytes(size)
    uses = [use for record in yolo.read(path, Layout()) for use in record.uses]
    assert [use.regions.get("keypoints") for use in uses] == [pose, None]


def test_a_folder_has_poses_or_boxes(tmp_path: Path) -> None:
    schema = posing(BOX, POSE)
    box = Annotation("a.png", "box", "dog", {"x": 0, "y": 0, "width": 20, "height": 10})
    pose = Annotation("a.png", "pose", "dog", {"points": {"left-ear": [20, 10, 2]}})
    looked = Document("0.png", SIZED, (Annotation("0.png", "pose"), Annotation("0.png", "box")))
    for number, said in enumerate([(box, pose), (pose, box)]):
        path = tmp_path / str(number)
        losses = list(write_folder(path, [looked, Document("a.png", SIZED, said)], schema))
        [left_out] = [one for one in losses if one.kind == "annotation" and one.item == "a.png"]
        assert f"task `{said[1].task}`" in left_out.message
        assert ("kpt_shape" in (path / "data.yaml").read_text("utf-8")) == (said[0] is pose)
        assert len((path / "labels" / "a.txt").read_text("utf-8").split()) == (
            5 if said[0] is box else 11
        )


def test_points_without_names_and_points_of_another_task_are_losses(tmp_path: Path) -> None:
    other = {**POSE, "id": "other", "points": [{"id": "tail"}]}
    bare = {"id": "bare", "type": "keypoints"}
    tail = Annotation("a.png", "other", "dog", {"points": {"tail": [20, 10, 2]}})
    first = Annotation("a.png", "pose", "dog", {"points": {"left-ear": [20, 10, 2]}})
    any_point = tail._replace(task="bare")
    document = Document("a.png", SIZED, (first, tail, any_point))
    losses = list(write_folder(tmp_path / "out", [document], posing(POSE, other, bare)))
    kinds = [loss.kind for loss in losses]
    assert kinds == ["task", "box", "annotation", "annotation"]
    assert "the points of `pose`" in losses[-1].message
    [item, lost] = list(write_folder(tmp_path / "bare", [document], posing(bare)))[-1:-3:-1]
    assert (item.kind, lost.kind) == ("item", "annotation")
    assert "named points" in lost.message
