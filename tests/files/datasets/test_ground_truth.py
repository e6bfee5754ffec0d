"""Tests of ground-truth."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import ground_truth
from schemactl.files.signs import ground_truth as signs
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of


def read(tmp_path: Path, *rows: dict[str, Any]) -> list[Record]:
    path = tmp_path / "a.manifest"
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return list(ground_truth.read(path, Layout()))


def sport(number: int, name: str, **metadata: Any) -> dict[str, Any]:
    kind = "groundtruth/image-classification"
    return {"sport": number, "sport-metadata": {"class-name": name, "type": kind, **metadata}}


def test_an_attribute_is_a_task_and_its_metadata_says_the_rest(tmp_path: Path) -> None:
    metadata = {
        "confidence": 0.94,
        "job-name": "labeling-job/identify-sport",
        "human-annotated": "yes",
        "creation-date": "2026-05-01T10:00:00.000000",
    }
    row = {"source-ref": "s3://b/1.jpg", "schema": "s@1.0.0", **sport(0, "polo", **metadata)}
    [record] = read(tmp_path, row)
    assert record.values == row
    [use] = record.uses
    assert use.annotation == Annotation(
        "s3://b/1.jpg",
        "sport",
        "polo",
        at="2026-05-01T10:00:00.000000",
        batch="identify-sport",
        schema="s@1.0.0",
        confidence=0.94,
        origin="human",
    )
    assert use.content == Content(file="s3://b/1.jpg")


def test_boxes_tell_the_size_of_the_image(tmp_path: Path) -> None:
    box = {"class_id": 0, "left": 1, "top": 2, "width": 3, "height": 4}
    value = {"annotations": [box], "image_size": [{"width": 64, "height": 48, "depth": 3}]}
    metadata = {
        "class-map": {"0": "cat"},
        "type": "groundtruth/object-detection",
        "human-annotated": "no",
    }
    [record] = read(tmp_path, {"source-ref": "1.jpg", "cats": value, "cats-metadata": metadata})
    [use] = record.uses
    assert use.content == Content(file="1.jpg", width=64, height=48)
    assert use.annotation.origin == "model"
    assert use.annotation.region == {"x": 1, "y": 2, "width": 3, "height": 4}


def test_texts_without_an_id_are_known_by_themselves(tmp_path: Path) -> None:
    [record] = read(tmp_path, {"source": "x", **sport(0, "polo")})
    assert record.uses[0].annotation.item.startswith("sha256:2d711642")
    assert record.uses[0].content == Content(text="x")


def test_a_number_that_means_two_names_is_reported(tmp_path: Path) -> None:
    one, two, other = (
        {"source-ref": name, **sport(0, label, **{"job-name": job})}
        for name, label, job in [("1", "polo", "j"), ("2", "golf", "j"), ("3", "golf", "k")]
    )
    records = read(tmp_path, one, two, other)
    assert [len(record.problems) for record in records] == [0, 1, 0]
    [problem] = records[1].problems
    assert (problem.kind, problem.item, problem.label) == ("class-clash", "2", "golf")
    assert problem.message == "`sport`: class 0 was 'polo', now 'golf'"
    assert records[1].uses[0].annotation.label == "golf"


def test_a_class_without_name_is_reported(tmp_path: Path) -> None:
    metadata = {"class-map": {"0": "a"}, "type": "groundtruth/image-classification-multilabel"}
    [record] = read(tmp_path, {"source-ref": "1", "tags": [0, 3], "tags-metadata": metadata})
    assert [use.annotation.label for use in record.uses] == ["a"]
    [problem] = record.problems
    assert problem.message == "`tags`: the class 3 is not in the `class-map`"


CONFIDENCE = st.none() | st.floats(0, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(5, 9), st.sampled_from(["a", "b"]), CONFIDENCE),
    max_size=4,
)


@given(spans=SPANS, tags=st.dictionaries(st.sampled_from(["c", "d"]), CONFIDENCE))
def test_spans_and_tags_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    spans: list[tuple[int, int, str, float | None]],
    tags: dict[str, float | None],
) -> None:
    path = tmp_path_factory.mktemp("manifest") / "a.manifest"
    release = release_of(span=["a", "b"], classification=["c", "d"])
    schema = several(release.schema)
    annotations = [
        Annotation(
            "1", "span", label, {"start": start, "end": end}, schema="test@1.0.0", confidence=sure
        )
        for start, end, label, sure in spans
    ] or [Annotation("1", "span", schema="test@1.0.0")]
    annotations += [
        Annotation("1", "classification", label, schema="test@1.0.0", confidence=sure)
        for label, sure in tags.items()
    ] or [Annotation("1", "classification", schema="test@1.0.0")]
    document = Document("1", Content(text="ten chars!"), tuple(annotations))
    assert list(ground_truth.write(path, [document], schema)) == []
    assert signs.recognise(path, path.read_bytes())
    [record] = ground_truth.read(path, Layout())
    assert not record.problems
    assert [use.annotation for use in record.uses] == annotations


def several(schema: Any) -> Any:
    """Let every classification take several labels."""
    tasks = [
        task.model_copy(update={"choose": task.choose.model_copy(update={"min": 0, "max": None})})
        for task in schema.tasks
    ]
    return schema.model_copy(update={"tasks": tuple(tasks)})


def test_boxes_and_a_class_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.manifest"
    schema = release_of(box=["a"], classification=["c", "d"]).schema
    region = {"x": 1, "y": 2, "width": 3, "height": 4}
    told: dict[str, Any] = {
        "schema": "test@1.0.0",
        "batch": "j",
        "at": "2026-05-01",
        "origin": "human",
    }
    annotations = (
        Annotation("1", "box", "a", region, confidence=0.5)._replace(**told),
        Annotation("1", "classification", "d", confidence=1.0)._replace(**told),
    )
    content = Content(file="1.jpg", width=64, height=48)
    document = Document("1", content, annotations)
    assert list(ground_truth.write(path, [document], schema)) == []
    [record] = ground_truth.read(path, Layout())
    assert tuple(use.annotation for use in record.uses) == annotations
    assert record.uses[0].content == content
    assert record.values["classification"] == 1


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    schema = release_of(box=["a"], classification=["c"], rating=[]).schema
    region = {"x": 1, "y": 2, "width": 3, "height": 4}
    annotations = (
        Annotation("1", "rating", value=3),
        Annotation("1", "box", "a", region, batch="j", origin="rule"),
        Annotation("1", "box", "a", region, batch="k", annotator="me"),
        Annotation("1", "classification", "c"),
        Annotation("1", "classification", "c"),
        Annotation("1", "gone", "c"),
    )
    document = Document("1", Content(text="x", file="1.jpg", duration=3), annotations)
    losses = ground_truth.write(tmp_path / "a.manifest", [document], schema)
    kinds = ["text", "duration", "annotation", "origin", "annotator", "batch"]
    assert [loss.kind for loss in losses] == [*kinds, "annotation", "annotation", "annotation"]
