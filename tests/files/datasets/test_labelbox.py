"""Tests of labelbox."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import labelbox
from schemactl.files.signs import labelbox as signs
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.files.labelbox_export import EXPORT


def data_row(annotations: dict[str, Any], **given: Any) -> dict[str, Any]:
    details = {"created_by": "ada@example.org", "created_at": "2026-05-01T10:00:00.000+00:00"}
    label = {"label_details": details, "annotations": annotations}
    row = {"id": "r1", "global_key": "cat.png", "row_data": "https://example.org/cat.png"}
    return {
        "data_row": {**row, **given},
        "media_attributes": {"width": 640, "height": 480},
        "metadata_fields": [{"schema_name": "schema", "value": "test@1.0.0"}],
        "projects": {"p1": {"name": "Cats", "labels": [label]}},
    }


def read(tmp_path: Path, row: dict[str, Any]) -> Record:
    path = tmp_path / "a.ndjson"
    path.write_bytes(orjson.dumps(row) + b"\n")
    [record] = labelbox.read(path, Layout())
    assert record.values == row
    return record


def choice(value: str, *inner: dict[str, Any]) -> dict[str, Any]:
    return {"name": value.title(), "value": value, "classifications": list(inner)}


BOX = {
    "feature_id": "f1",
    "name": "Cat",
    "value": "cat",
    "annotation_kind": "ImageBoundingBox",
    "bounding_box": {"top": 2, "left": 1, "height": 4, "width": 3},
    "classifications": [
        {
            "name": "Hidden?",
            "value": "occluded",
            "radio_answer": choice(
                "yes", {"name": "Why", "value": "why", "text_answer": {"content": "a bush"}}
            ),
        },
        {"value": "parts", "checklist_answers": [choice("ear"), choice("tail")]},
    ],
}


def test_an_object_has_place_person_time_and_answers(tmp_path: Path) -> None:
    [use] = read(tmp_path, data_row({"objects": [BOX]})).uses
    assert use.annotation == Annotation(
        "cat.png",
        None,
        "cat",
        {"x": 1, "y": 2, "width": 3, "height": 4},
        attributes={"occluded": "yes", "why": "a bush", "parts": ["ear", "tail"]},
        annotator="ada@example.org",
        at="2026-05-01T10:00:00.000+00:00",
        schema="test@1.0.0",
        annotation="f1",
    )
    assert use.content == Content(file="https://example.org/cat.png", width=640, height=480)


def test_objects_of_a_video_have_their_frame_from_0(tmp_path: Path) -> None:
    record = read(tmp_path, data_row({"frames": {"3": {"objects": {"f1": BOX}}}}))
    region = record.uses[0].annotation.region
    assert region == {"x": 1, "y": 2, "width": 3, "height": 4, "frame": 2}


def test_classifications_are_tasks(tmp_path: Path) -> None:
    nested = {"value": "size", "radio_answer": choice("big")}
    answers = [
        {"name": "Mood?", "value": "mood", "radio_answer": choice("calm", nested)},
        {"value": "things", "checklist_answers": [choice("sofa"), choice("lamp")]},
        {"value": "pets", "checklist_answers": []},
        {"value": "caption", "text_answer": {"content": "A cat."}},
    ]
    record = read(tmp_path, data_row({"classifications": answers}))
    found = [
        (a.task, a.label, a.value, a.attributes) for a in (use.annotation for use in record.uses)
    ]
    assert found == [
        ("mood", "calm", None, {"size": "big"}),
        ("things", "sofa", None, None),
        ("things", "lamp", None, None),
        ("pets", None, None, None),
        ("caption", None, "A cat.", None),
    ]


def test_relationships_join_objects(tmp_path: Path) -> None:
    one = {
        "feature_id": "f3",
        "name": "owns",
        "unidirectional_relationship": {"source": "f1", "target": "f2"},
    }
    [use] = read(tmp_path, data_row({"relationships": [one]})).uses
    assert (use.annotation.label, use.annotation.region) == ("owns", {"from": "f1", "to": "f2"})


def test_texts_stand_in_the_data_row(tmp_path: Path) -> None:
    entity = {"name": "person", "location": {"start": 0, "end": 2}}
    row = data_row({"objects": [entity]}, row_data="Ada met Bo", global_key=None)
    [use] = read(tmp_path, row).uses
    assert use.content == Content(text="Ada met Bo", width=640, height=480)
    assert (use.annotation.item, use.annotation.region) == ("r1", {"start": 0, "end": 3})


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        (
            {"objects": [{"name": "a", "annotation_kind": "ImageSegmentationMask", "mask": {}}]},
            "`a`: the mask is at an address, which an export only names",
        ),
        (
            {"objects": [{"name": "a", "annotation_kind": "Odd"}]},
            "`a`: 'Odd' has no place that can be read",
        ),
        ({"objects": [{"bounding_box": {}}]}, "an object has no name"),
        ({"classifications": [{"name": "a"}]}, "the classification 'a' has no answer"),
        (
            {"classifications": [{"name": "a", "checklist_answers": [{"value": None}]}]},
            "an answer to 'a' has no name",
        ),
    ],
)
def test_what_cannot_be_read_is_reported(
    tmp_path: Path, annotations: dict[str, Any], message: str
) -> None:
    record = read(tmp_path, data_row(annotations))
    # A label is one, wherever its place is.
    assert [use.annotation.label for use in record.uses] == (["a"] if message[:1] == "`" else [])
    [problem] = record.problems
    assert problem.kind == "malformed-annotation"
    assert problem.item == "cat.png"
    assert problem.message.startswith(message)


def boxed(given: dict[str, Any]) -> Annotation:
    return Annotation("i1", "box", schema="test@1.0.0", **given)


def comparable(annotations: Iterable[Annotation]) -> list[bytes]:
    bare = [one._replace(task=None)._asdict() for one in annotations]
    return sorted(orjson.dumps(one, option=orjson.OPT_SORT_KEYS) for one in bare)


BOXES = st.fixed_dictionaries(
    {
        "label": st.sampled_from(["a", "b"]),
        "region": st.fixed_dictionaries(
            {side: st.integers(1, 9) for side in ("x", "y", "width", "height")}
        ),
        "attributes": st.none()
        | st.dictionaries(st.text(min_size=1), st.text() | st.lists(st.text()), min_size=1),
        "annotator": st.sampled_from([None, "me", "you"]),
        "at": st.sampled_from([None, "2026-05-01"]),
        "annotation": st.text(min_size=1),
    }
).map(boxed)


@given(st.lists(BOXES, max_size=4))
def test_boxes_come_back(
    tmp_path_factory: pytest.TempPathFactory, annotations: list[Annotation]
) -> None:
    path = tmp_path_factory.mktemp("labelbox") / "a.ndjson"
    content = Content(file="c.png", width=9, height=9)
    document = Document("i1", content, tuple(annotations))
    assert list(labelbox.write(path, [document], release_of(box=["a", "b"]).schema)) == []
    assert signs.recognise(path, path.read_bytes())
    [record] = labelbox.read(path, Layout())
    EXPORT.validate(record.values)
    assert not record.problems
    found = [use.annotation for use in record.uses]
    assert comparable(found) == comparable(annotations)
    assert {use.content for use in record.uses} <= {content}


def test_answers_texts_spans_and_relations_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    annotations = (
        Annotation("1", "span", "a", {"start": 0, "end": 3}, annotation="x"),
        Annotation("1", "classification", "b", attributes={"sure": "no"}),
        Annotation("1", "text", value="A name."),
        Annotation("1", "relation", "of", {"from": "x", "to": "y"}, annotation="z"),
    )
    schema = release_of(span=["a"], classification=["b"], text=[], relation=["of"]).schema
    document = Document("1", Content(text="Ada met Bo"), annotations)
    assert list(labelbox.write(path, [document], schema)) == []
    [record] = labelbox.read(path, Layout())
    EXPORT.validate(record.values)
    found = [use.annotation._replace(schema=None) for use in record.uses]
    assert comparable(found) == comparable(annotations)
    tasks = [use.annotation.task for use in record.uses]
    assert tasks == [None, "classification", "text", None]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    annotations = (
        Annotation("1", "box", None),
        Annotation("1", "box", "a", {"x": 1, "y": 1, "width": 1, "height": 1}, confidence=0.5),
        Annotation("1", "classification", None, attributes={"n": 3}, status="unsure"),
        Annotation("1", "rating", value=3),
    )
    schema = release_of(box=["a"], classification=["b"], rating=[]).schema
    document = Document("1", Content(file="c.png", frames=3), annotations)
    losses = labelbox.write(tmp_path / "a.ndjson", [document], schema)
    kinds = ["frames", "annotation", "confidence", "attributes", "status", "value", "annotation"]
    assert [loss.kind for loss in losses] == kinds


def test_each_place_has_its_kind(tmp_path: Path) -> None:
    points = [[1, 2], [3, 4], [5, 9]]
    places: dict[str, dict[str, Any]] = {
        "box": {"x": 1, "y": 2, "width": 3, "height": 4},
        "polygon": {"points": points},
        "polyline": {"points": points},
        "keypoints": {"points": {"a": [1, 2, 2]}},
        "span": {"start": 0, "end": 3},
    }
    schema = release_of(**{name: ["a"] for name in places}).schema
    annotations = tuple(
        Annotation("1", name, "a", region, annotation=name) for name, region in places.items()
    )
    path = tmp_path / "a.ndjson"
    assert not list(labelbox.write(path, [Document("1", Content(text="Ada"), annotations)], schema))
    [record] = labelbox.read(path, Layout())
    EXPORT.validate(record.values)
    assert [use.annotation.region for use in record.uses] == list(places.values())


def test_one_choice_is_a_radio_answer(tmp_path: Path) -> None:
    schema = release_of(classification=["a", "b"]).schema
    one = Annotation("1", "classification", "a", annotator="x")
    both = (one, one._replace(annotator="y"), one._replace(annotator="y", label="b"))
    none = one._replace(annotator="z", label=None)
    path = tmp_path / "a.ndjson"
    assert not list(labelbox.write(path, [Document("1", Content(), (*both, none))], schema))
    [record] = labelbox.read(path, Layout())
    EXPORT.validate(record.values)
    labels = record.values["projects"]["test"]["labels"]
    answers = [label["annotations"]["classifications"][0] for label in labels]
    assert [len(answer.get("checklist_answers", ())) for answer in answers] == [0, 2, 0]
    assert answers[0]["radio_answer"]["value"] == "a"
    found = [use.annotation._replace(schema=None) for use in record.uses]
    assert found == [*both, none]
