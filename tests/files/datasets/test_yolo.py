"""Tests of yolo."""

import struct
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Loss, Record
from schemactl.files.datasets import yolo
from schemactl.files.datasets.catalog import find_format
from schemactl.files.signs import yolo as signs
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import SchemaRelease
from tests.files.datasets.releases import release_of

TABLE = "path: .\ntrain: images/train\nnames: [car, truck]\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 200, 100)


def folder(tmp_path: Path, table: str = TABLE, **labels: str) -> Path:
    """Write a folder whose images are of the split `train`."""
    (tmp_path / "data.yaml").write_text(table, encoding="utf-8")
    (tmp_path / "labels" / "train").mkdir(parents=True)
    for name, rows in labels.items():
        (tmp_path / "labels" / "train" / f"{name}.txt").write_text(rows, encoding="utf-8")
    return tmp_path


def read(path: Path) -> list[Record]:
    return list(yolo.read(path, Layout()))


def with_image(path: Path, name: str) -> None:
    file = path / "images" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(PNG)


def test_a_row_is_an_annotation_in_pixels_of_its_image(tmp_path: Path) -> None:
    path = folder(tmp_path, a="0 0.5 0.5 0.1 0.2\n\n1 0 0 1 0 1 1 0.5\n")
    with_image(path, "train/a.png")
    table, first, second = read(path)
    assert (table.section, table.part, table.values["names"]) == (
        "names",
        "data.yaml",
        ["car", "truck"],
    )
    [use] = first.uses
    box = {"x": 90.0, "y": 40.0, "width": 20.0, "height": 20.0}
    assert use.annotation == Annotation("train/a.png", label="car", region=box)
    assert use.content == Content(file="train/a.png", width=200, height=100)
    assert (first.part, first.line, first.offset) == ("labels/train/a.txt", 1, 0)
    assert (second.line, second.offset, second.raw) == (3, 19, b"1 0 0 1 0 1 1 0.5\n")
    assert second.problems[0].kind == "malformed-annotation"


@pytest.mark.parametrize(
    ("row", "regions", "confidence"),
    [
        ("0 0.5 0.5 1 1 0.9", {"box": {"x": 0, "y": 0, "width": 1, "height": 1}}, 0.9),
        ("0 0 0 1 0 1 1", {"polygon": {"points": [[0, 0], [1, 0], [1, 1]]}}, None),
        ("0 0 0 1 0 1 1 0 1", {"polygon": {"points": [[0, 0], [1, 0], [1, 1], [0, 1]]}}, None),
    ],
)
def test_without_its_size_an_image_is_measured_in_shares(
    tmp_path: Path, row: str, regions: dict[str, Any], confidence: float | None
) -> None:
    [_, record] = read(folder(tmp_path, a=row))
    [use] = record.uses
    assert (use.regions, use.annotation.confidence) == (regions, confidence)
    assert (use.annotation.item, use.content) == ("train/a", Content(width=1.0, height=1.0))


def test_points_are_named_by_their_numbers(tmp_path: Path) -> None:
    table = "names: {7: cat}\nkpt_shape: [2, 3]\n"
    [_, record] = read(folder(tmp_path, table, a="7 0.5 0.5 1 1 0 0 1 1 0.5 0"))
    assert record.uses[0].regions["keypoints"] == {"points": {"1": [0, 0, 1], "2": [1, 0.5, 0]}}
    assert record.uses[0].annotation.label == "cat"
    flat = "names: {7: cat}\nkpt_shape: [1, 2]\n"
    (tmp_path / "data.yaml").write_text(flat)
    (tmp_path / "labels" / "train" / "a.txt").write_text("7 0.5 0.5 1 1 0.25 0.75")
    assert read(tmp_path)[1].uses[0].regions["keypoints"] == {"points": {"1": [0.25, 0.75, 2]}}


def test_an_empty_file_says_that_somebody_looked(tmp_path: Path) -> None:
    [_, record] = read(folder(tmp_path, a="\n"))
    assert [use.annotation for use in record.uses] == [Annotation("train/a")]


def test_labels_beside_the_images_of_each_split_are_found(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "valid" / "labels").mkdir(parents=True)
    (path / "valid" / "labels" / "b.txt").write_text("0 0.5 0.5 1 1")
    (path / "valid" / "images").mkdir()
    (path / "valid" / "images" / "b.jpg").write_bytes(b"no picture")
    [_, record] = read(path)
    assert record.uses[0].annotation.item == "valid/b.jpg"
    assert record.uses[0].content == Content(file="valid/b.jpg", width=1.0, height=1.0)


@pytest.mark.parametrize(
    ("table", "row", "kind"),
    [
        (TABLE, "2 0.5 0.5 1 1", "unknown-class"),
        (TABLE, "0 0.5 0.5 1", "malformed-annotation"),
        (TABLE, "0 0.5 0.5 1 nan", "malformed-annotation"),
        (TABLE, "0 0.5 0.5 1 x", "malformed-annotation"),
        (TABLE, "0", "malformed-annotation"),
        (TABLE + "nc: 3\n", "0 0.5 0.5 1 1", "miscounted-classes"),
        ("names: [car, car]\n", "0 0.5 0.5 1 1", "duplicate-class-name"),
    ],
)
def test_what_only_the_folder_tells_is_reported(
    tmp_path: Path, table: str, row: str, kind: str
) -> None:
    records = read(folder(tmp_path, table, a=row))
    assert [problem.kind for record in records for problem in record.problems] == [kind]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("names: [a\n", r"data\.yaml:\d+: "),
        ("names: [a]\nnames: [b]\n", r"data\.yaml:2: "),
        ("names: &a [b]\nnc: *a\n", r"data\.yaml:1: "),
        ("- a\n", r"data\.yaml:1: no mapping"),
        ("names: a\n", r"data\.yaml:1: `names` is no list"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        read(folder(tmp_path, table))


def test_a_folder_is_known_by_its_table(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"no data\.yaml"):
        read(tmp_path)
    path = folder(tmp_path, a="0 0.5 0.5 2 1\n5 0.5 0.5 1 1\n")
    assert find_format(path).NAME == "yolo"
    (path / "labels" / "train" / "b.txt").write_bytes(b"0 \xff\n")
    with pytest.raises(SchemactlError, match=r"b\.txt:1: not UTF-8"):
        read(path)
    (path / "labels" / "train" / "b.txt").unlink()
    found = survey([path], release_of(box=["car", "truck"]), DataOptions())
    assert found.annotations == 2
    assert {"unknown-class", "unknown-label"} <= set(found.summary)


def written(
    path: Path, release: SchemaRelease, *documents: Document
) -> tuple[list[Annotation], list[Loss]]:
    """Write and read again: the annotations, and what was lost."""
    losses = list(yolo.write(path, documents, release.schema))
    assert signs.recognise(path, b"")
    for document in documents:
        with_image(path, document.item)
    return [use.annotation for record in read(path) for use in record.uses], losses


NUMBERS = st.floats(0, 90).map(lambda value: round(value, 3))
BOXES = st.builds(
    lambda x, y, width, height: ("box", {"x": x, "y": y, "width": width, "height": height}),
    *(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
)
OUTLINES = st.lists(st.tuples(NUMBERS, NUMBERS).map(list), min_size=3, max_size=5).map(
    lambda points: ("polygon", {"points": points})
)
ALL = release_of(box=["car", "truck"], polygon=["truck", "road"], rating=[])
SIZED = Content(width=200, height=100)


def flat(region: Any) -> list[float]:
    """Return the numbers of a box or an outline."""
    if "points" in region:
        return [side for point in region["points"] for side in point]
    return [region[side] for side in ("x", "y", "width", "height")]


@settings(deadline=None)
@given(said=st.lists(BOXES | OUTLINES, min_size=1, max_size=4))
def test_regions_come_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, Any]]
) -> None:
    annotations = tuple(Annotation("t/a.png", task, "truck", region) for task, region in said)
    path = tmp_path_factory.mktemp("yolo") / "out"
    found, losses = written(path, ALL, Document("t/a.png", SIZED, annotations))
    assert losses == []
    for one, again in zip(annotations, found, strict=True):
        assert flat(again.region) == pytest.approx(flat(one.region), abs=1e-9)
        assert again._replace(region=None) == one._replace(region=None, task=None)


def test_a_class_is_the_rank_of_the_index_and_a_label_is_one_class(tmp_path: Path) -> None:
    path = tmp_path / "out"
    box = {"x": 0, "y": 0, "width": 20, "height": 10}
    annotations = (
        Annotation("a.png", "box", "car", box, confidence=0.5),
        Annotation("a.png", "polygon", "road", {"points": [[0, 0], [20, 0], [20, 10]]}),
    )
    nothing = (Annotation("b.png", "box"),)
    documents = [Document("a.png", SIZED, annotations), Document("b.png", SIZED, nothing)]
    found, losses = written(path, ALL, *documents)
    # Two tasks have regions, and an empty file says of neither that it was looked for.
    assert [(loss.kind, loss.item) for loss in losses] == [("task", "b.png")]
    assert [(one.item, one.label, one.confidence) for one in found] == [
        ("a.png", "car", 0.5),
        ("a.png", "road", None),
        ("b.png", None, None),
    ]
    assert (path / "labels" / "a.txt").read_text().startswith("0 0.05 0.05 0.1 0.1 0.5\n2 ")
    table = orjson.loads((path / "labelmap.json").read_bytes())
    assert table["schema"] == "test@1.0.0"
    assert table["labels"] == [
        {"position": 0, "index": 0, "id": "car"},
        {"position": 1, "index": 1, "id": "truck"},
        {"position": 2, "index": 1, "id": "road"},
    ]
    assert table["digest"].startswith("sha256:")


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    box = {"x": 0, "y": 0, "width": 20, "height": 10}
    annotations = (
        Annotation("a.png", "rating", value=3),
        Annotation("a.png", "box", "car", {"x": 1}),
        Annotation("a.png", "polygon", "road", {"points": [[0, 0]]}),
        Annotation("a.png", "box", "car", {**box, "frame": 1}, annotator="me"),
        Annotation("a.png", "box", "car", box, schema="test@1.0.0"),
    )
    documents = [
        Document("a.png", SIZED._replace(text="x", file="y"), annotations),
        Document("b.png", Content(), (Annotation("b.png", "box", "car", box),)),
        *(Document(name, SIZED, ()) for name in ("a.jpg", "../x", "/x", "a\nb", "")),
    ]
    losses = list(yolo.write(tmp_path / "out", documents, ALL.schema))
    kinds = ["schema", "text", "file", *["annotation"] * 3, "region", "annotator", "annotation"]
    # Without the labels that cannot be written, b.png would be an image without any.
    assert [loss.kind for loss in losses] == [*kinds, *["item"] * 6]
    assert (tmp_path / "out" / "train.txt").read_text("utf-8") == "./images/a.png\n"
    assert not (tmp_path / "x.txt").exists()
