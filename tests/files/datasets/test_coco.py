"""Tests of coco."""

import json
import tempfile
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
from schemactl.files.datasets import coco
from schemactl.files.signs import coco as signs
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema, SchemaRelease
from tests.files.datasets.releases import release_of

ROOF = {"id": 3, "name": "roof", "supercategory": "building"}
POSE = {"id": 40, "name": "pose", "keypoints": ["nose", "tail"], "skeleton": [[1, 2]]}
IMAGE = {"id": 9, "file_name": "a.png", "width": 100, "height": 50}
RING = [0, 0, 4, 0, 4, 4]


def frame(*annotations: dict[str, Any], **others: Any) -> bytes:
    """Write a file whose tables stand behind its annotations."""
    rows = [{"id": i, "image_id": 9, "category_id": 3, **a} for i, a in enumerate(annotations)]
    whole = {"annotations": rows, "images": [IMAGE], "categories": [ROOF, POSE], **others}
    return orjson.dumps(whole)


def read(tmp_path: Path, content: bytes) -> list[Record]:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    return list(coco.read(path, Layout()))


def test_annotations_get_names_from_tables_that_stand_behind_them(tmp_path: Path) -> None:
    content = frame({"bbox": [1, 2.5, 3, 4]}, info={"version": "roofs@1.2.0", "year": 2026})
    first, image, *categories, info = read(tmp_path, content)
    [use] = first.uses
    box = {"x": 1, "y": 2.5, "width": 3, "height": 4}
    expected = Annotation("a.png", None, "roof", box, schema="roofs@1.2.0", annotation="0")
    assert use.annotation == expected
    assert use.content == Content(file="a.png", width=100, height=50)
    assert [image.section, info.section] == ["images", "info"]
    assert [record.values["name"] for record in categories] == ["roof", "pose"]
    assert info.values == {"version": "roofs@1.2.0", "year": 2026}
    assert all(not record.problems for record in (first, image, *categories, info))


@pytest.mark.parametrize(
    ("values", "regions"),
    [
        ({"segmentation": [RING]}, {"polygon": {"points": [[0, 0], [4, 0], [4, 4]]}}),
        (
            {"segmentation": [RING, RING]},
            {"polygon": {"rings": [[[0, 0], [4, 0], [4, 4]]] * 2}},
        ),
        (
            {"segmentation": {"size": [2, 3], "counts": "15"}, "iscrowd": 1},
            {"mask": {"size": [2, 3], "counts": "15"}},
        ),
        (
            {"segmentation": {"size": [2, 3], "counts": [1, 5]}, "bbox": [0, 0, 3, 2]},
            {
                "mask": {"size": [2, 3], "counts": [1, 5]},
                "box": {"x": 0, "y": 0, "width": 3, "height": 2},
            },
        ),
        (
            {"category_id": 40, "keypoints": [1, 2, 2, 0, 0, 0], "area": 12.5},
            {"keypoints": {"points": {"nose": [1, 2, 2], "tail": [0, 0, 0]}, "area": 12.5}},
        ),
        ({"segmentation": []}, {}),
    ],
)
def test_every_region_of_an_annotation_is_told(
    tmp_path: Path, values: dict[str, Any], regions: dict[str, Any]
) -> None:
    record = read(tmp_path, frame(values))[0]
    assert record.uses[0].regions == regions
    assert record.problems == ()


@pytest.mark.parametrize(
    ("values", "kind", "message"),
    [
        ({"category_id": 4}, "unknown-category", "none with the id 4"),
        ({"category_id": None}, "unknown-category", "none with the id None"),
        ({"image_id": 8}, "unknown-image", "none with the id 8"),
        ({"image_id": [9]}, "unknown-image", "none with the id"),
        ({"bbox": [1, 2, 3]}, "malformed-annotation", "`bbox` is"),
        ({"bbox": "1"}, "malformed-annotation", "`bbox` is"),
        ({"segmentation": [[1, 2, 3]]}, "malformed-annotation", "an odd number"),
        ({"segmentation": ["x"]}, "malformed-annotation", "neither lists"),
        ({"segmentation": "x"}, "malformed-annotation", "neither lists"),
        ({"keypoints": [1, 2, 2]}, "malformed-annotation", "not 0 times"),
    ],
)
def test_what_only_the_tables_tell_is_reported(
    tmp_path: Path, values: dict[str, Any], kind: str, message: str
) -> None:
    [problem] = read(tmp_path, frame(values))[0].problems
    assert problem.kind == kind
    assert message in problem.message


@pytest.mark.parametrize(
    ("others", "kind", "message"),
    [
        ({"categories": [ROOF, {"id": 3, "name": "b"}]}, "duplicate-category-id", "the id 3"),
        ({"categories": [ROOF, {"id": 1.5, "name": "b"}]}, "malformed-category", "is 1.5"),
        ({"images": [IMAGE, {"id": 9}]}, "duplicate-image-id", "the id 9"),
        ({"images": [IMAGE, {"file_name": "b"}]}, "malformed-image", "is None"),
    ],
)
def test_numbers_stand_in_a_table_once(
    tmp_path: Path, others: dict[str, Any], kind: str, message: str
) -> None:
    records = read(tmp_path, frame({}, **others))
    [problem] = [problem for record in records for problem in record.problems]
    assert problem.kind == kind
    assert message in problem.message
    # The first entry counts.
    assert records[0].uses[0].annotation.label == "roof"
    assert records[0].uses[0].annotation.item == "a.png"


@given(st.lists(st.integers(0, 9) | st.sampled_from(["1", 2**70])), st.integers(0, 4))
def test_of_many_images_those_that_come_again_are_known(ids: list[Any], few: int) -> None:
    images = [{"id": number} for number in ids]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(coco, "_FEW", few)
        found = [
            bool(one.problems)
            for one in read(Path(folder), json.dumps({"images": images}).encode())
        ]
    assert found == [number in ids[:at] for at, number in enumerate(ids)]


def test_broken_files_are_refused_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"a\.json:1:18: the key `id` stands there twice"):
        read(tmp_path, b'{"annotations": [{"id": 1, "id": 2}], "images": []}')
    with pytest.raises(SchemactlError, match=r"a\.json:1:\d+: what begins here is not closed"):
        read(tmp_path, frame({"bbox": [1, 2, 3, 4]})[:40])
    with pytest.raises(SchemactlError, match=r"a\.json:1:28: not valid JSON"):
        read(tmp_path, b'{"annotations": [{"score": NaN}]}')


def test_a_survey_finds_what_other_readers_accept(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    boxes: list[dict[str, Any]] = [
        {"bbox": [1, 2, 3, 4]},
        {"bbox": [1, 2, -3, 4]},
        {"bbox": [1, 2, 3, 4], "category_id": 77},
        {"bbox": [1, 2, 3, 4], "image_id": 77},
        {"segmentation": [RING]},
    ]
    path.write_bytes(frame(*boxes, categories=[ROOF, POSE, ROOF]))
    found = survey([path], release_of(box=["roof", "pose"]), DataOptions())
    expected = {
        *("malformed-region", "unknown-category", "unknown-label", "unknown-image"),
        *("missing-region", "duplicate-category-id"),
    }
    assert set(found.summary) == expected
    assert set(found.summary.values()) == {1}
    assert (found.annotations, found.records) == (5, 9)


NUMBERS = st.floats(0, 1000).map(lambda value: round(value, 2))
SIDES = st.floats(0.5, 100).map(lambda value: round(value, 2))
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS).map(list), min_size=3, max_size=5)
BOXES = st.builds(
    lambda x, y, width, height: ("box", {"x": x, "y": y, "width": width, "height": height}),
    *(NUMBERS, NUMBERS, SIDES, SIDES),
)
OUTLINES = POINTS.map(lambda points: ("polygon", {"points": points})) | st.lists(
    POINTS, min_size=2, max_size=3
).map(lambda rings: ("polygon", {"rings": rings}))
MASKS = st.integers(1, 5).map(lambda n: ("mask", {"size": [2, 3], "counts": [n, 6 - n]}))


def written(
    path: Path, release: SchemaRelease, documents: list[Document]
) -> tuple[list[Record], list[Loss]]:
    """Write and read again, and return what was lost."""
    losses = list(coco.write(path, documents, release.schema))
    assert signs.recognise(path, path.read_bytes())
    return list(coco.read(path, Layout())), losses


@settings(deadline=None)
@given(regions=st.lists(BOXES | OUTLINES | MASKS, max_size=4))
def test_regions_come_back(
    tmp_path_factory: pytest.TempPathFactory, regions: list[tuple[str, dict[str, Any]]]
) -> None:
    path = tmp_path_factory.mktemp("coco") / "a.json"
    release = release_of(box=["a"], polygon=["b"], mask=["c"])
    labels = {"box": "a", "polygon": "b", "mask": "c"}
    annotations = tuple(
        Annotation("1.png", task, labels[task], region, attributes={"far": True}, confidence=0.5)
        for task, region in regions
    )
    document = Document("1.png", Content(file="1.png", width=9, height=9), annotations)
    records, losses = written(path, release, [document, Document("2.png", Content(), ())])
    assert losses == []
    uses = [use for record in records for use in record.uses]
    again = [
        (use.annotation.label, use.regions[task])
        for use, (task, _) in zip(uses, regions, strict=True)
    ]
    assert again == [(one.label, one.region) for one in annotations]
    for use in uses:
        assert use.annotation.schema == "test@1.0.0"
        assert (use.annotation.attributes, use.annotation.confidence) == ({"far": True}, 0.5)
        assert use.content == document.content


def keypoint_release() -> SchemaRelease:
    task = {
        "id": "pose",
        "type": "keypoints",
        "points": [{"id": "nose"}, {"id": "tail"}],
        "skeleton": [["nose", "tail"]],
        "labels": [{"id": "cat", "index": 5, "name": "Cat"}],
    }
    schema = ReleasedSchema.model_validate(
        {"schemactl": 1, "name": "test", "version": "1.0.0", "tasks": [task]}
    )
    return release_of()._replace(schema=schema)


def test_a_category_has_the_index_the_id_and_the_points_of_its_label(tmp_path: Path) -> None:
    region = {"points": {"tail": [4, 6, 1]}}
    annotation = Annotation("1", "pose", "cat", region, guideline="cats@1.0.0")
    document = Document("1", Content(), (annotation,))
    records, losses = written(tmp_path / "a.json", keypoint_release(), [document])
    assert losses == []
    [category] = [record.values for record in records if record.section == "categories"]
    expected = {"id": 5, "name": "cat", "keypoints": ["nose", "tail"], "skeleton": [[1, 2]]}
    assert category == expected
    [use] = [use for record in records for use in record.uses]
    assert use.regions["keypoints"] == {"points": {"nose": [0, 0, 0], "tail": [4, 6, 1]}}
    assert use.annotation.guideline == "cats@1.0.0"


def test_a_mask_that_lies_in_a_part_of_its_image_is_written_for_the_whole(tmp_path: Path) -> None:
    region = {"size": [1, 2], "counts": [1, 1], "x": 1, "y": 1}
    annotations = (Annotation("1", "mask", "a", region),)
    release = release_of(mask=["a"])
    document = Document("1", Content(width=3, height=2), annotations)
    records, losses = written(tmp_path / "a.json", release, [document])
    assert losses == []
    values = records[1].values
    assert values["segmentation"] == {"size": [2, 3], "counts": [5, 1]}
    assert (values["bbox"], values["area"]) == ([2, 1, 1, 1], 1)
    lost = written(tmp_path / "b.json", release, [document._replace(content=Content())])[1]
    assert [loss.kind for loss in lost] == ["annotation"]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    release = release_of(box=["a"], polygon=["b"], mask=["c"], rating=[], keypoints=["d"])
    outline = {"points": [[0, 0], [4, 0], [4, 4]]}
    annotations = (
        Annotation("1", "rating", value=3),
        Annotation("1", "box"),
        Annotation("1", "box", "a", {"x": 1}),
        Annotation("1", "polygon", "b", {"points": [[0, 0]]}),
        Annotation("1", "polygon", "b", {**outline, "holes": []}, annotator="me"),
        Annotation("1", "mask", "c", {"size": [2, 3], "counts": [6]}),
        Annotation("1", "mask", "c", {"size": [2, 3], "counts": [7]}),
        Annotation("1", "keypoints", "d", {"points": {"x": [1, 2, 2]}}),
        Annotation("1", "keypoints", "d"),
    )
    document = Document("1", Content(file="x.png", text="x"), annotations)
    losses = written(tmp_path / "a.json", release, [document])[1]
    kinds = ["text", "file", *["annotation"] * 4, "region", "annotator", *["annotation"] * 4]
    assert [loss.kind for loss in losses] == kinds


@pytest.mark.parametrize(
    ("score", "expected"), [(0.5, 0.5), (1, 1.0), (0, 0.0), ("1", None), (True, None), (None, None)]
)
def test_a_score_is_a_confidence(tmp_path: Path, score: Any, expected: float | None) -> None:
    first, *_ = read(tmp_path, frame({"bbox": [1, 2, 3, 4], "score": score}))
    assert first.uses[0].annotation.confidence == expected


def test_the_area_of_points_is_told_to_be_made_up(tmp_path: Path) -> None:
    region = {"points": {"nose": [1, 2, 2], "tail": [4, 6, 1]}}
    annotations = (
        Annotation("1", "pose", "cat", region),
        Annotation("1", "pose", "cat", {**region, "area": 7}),
    )
    document = Document("1", Content(), annotations)
    records, losses = written(tmp_path / "a.json", keypoint_release(), [document])
    assert [loss.kind for loss in losses] == ["area"]
    uses = [use for record in records for use in record.uses]
    assert [use.regions["keypoints"].get("area") for use in uses] == [12, 7]


def test_sides_that_no_image_has_are_numbers(tmp_path: Path) -> None:
    wide = b'"width": %d' % 2**70
    first, *_ = read(tmp_path, frame({"bbox": [1, 2, 3, 4]}).replace(b'"width":100', wide))
    content = first.uses[0].content
    assert content is not None
    assert (content.width, content.height) == (2.0**70, 50)
