"""Tests of answers in augmented manifests."""

from typing import Any

import pytest

from schemactl.files.manifest_answer import Answer, Job, answers_of, write_answer
from schemactl.model.annotation import Annotation


def read(kind: str, value: Any, **metadata: Any) -> list[Answer | str]:
    return list(answers_of(value, {"type": f"groundtruth/{kind}", **metadata}))


def test_a_class_is_known_by_its_name() -> None:
    found = read("image-classification", 3, **{"class-name": "polo", "confidence": 0.0})
    assert found == [Answer("polo", None, 0.0, "3")]
    assert read("text-classification", 3) == ["the class 3 has no `class-name`"]


def test_several_classes_are_led_to_names_by_the_map() -> None:
    metadata = {"class-map": {"0": "a", "4": "b"}, "confidence-map": {"4": 0.5}}
    found = read("image-classification-multilabel", [4, 0, 7], **metadata)
    assert found == [
        Answer("b", None, 0.5, "4"),
        Answer("a", None, None, "0"),
        "the class 7 is not in the `class-map`",
    ]
    assert read("text-classification-multilabel", []) == [Answer(None)]
    assert read("text-classification-multilabel", 3) == ["3 where a list of classes is expected"]


def test_boxes_have_a_class_and_a_confidence_each() -> None:
    box = {"class_id": 1, "left": 1, "top": 2, "width": 3, "height": 4}
    value = {"annotations": [box, 7]}
    metadata = {"class-map": {"1": "cat"}, "objects": [{"confidence": 0.5}]}
    region = {"x": 1, "y": 2, "width": 3, "height": 4}
    assert read("object-detection", value, **metadata) == [
        Answer("cat", region, 0.5, "1"),
        "7 is no box",
    ]
    assert read("object-detection", {"annotations": []}) == [Answer(None)]
    assert read("object-detection", 7) == ["an object detection has no list `annotations`"]


def test_spans_are_named() -> None:
    entities = [{"label": "a", "startOffset": 0, "endOffset": 3}, {"startOffset": 0}]
    value = {"annotations": {"entities": entities}}
    first, second = read("text-span", value, entities=[{"confidence": 0.5}])
    assert first == Answer("a", {"start": 0, "end": 3}, 0.5)
    assert second == "{'startOffset': 0} has no label"
    assert read("text-span", {"annotations": {"entities": []}}) == [Answer(None)]
    assert read("text-span", {}) == ["a text span has no list `annotations.entities`"]


def test_other_jobs_are_named() -> None:
    found = read("semantic-segmentation", "s3://b/mask.png")
    assert found == ["the masks are in the picture 's3://b/mask.png', which a manifest only names"]
    colors = {
        "0": {"class-name": "BACKGROUND", "hex-color": "#ffffff"},
        "1": {"class-name": "road", "hex-color": "#2acf59", "confidence": 0.9},
        "2": {"hex-color": "#000000"},
        "3": 7,
    }
    found = read("semantic-segmentation", "s3://b/mask.png", **{"internal-color-map": colors})
    assert found[0] == Answer("road", None, 0.9)
    assert len(found) == 2
    assert read("3d-tracking", 3) == ["annotations of type '3d-tracking' are not read"]


@pytest.mark.parametrize(
    ("type_name", "region"),
    [("box", {"points": []}), ("span", None), ("polygon", {"points": []})],
)
def test_what_a_manifest_cannot_say(type_name: str, region: Any) -> None:
    job = Job(type_name, False, {"a": 0}, "image")
    assert write_answer(job, [Annotation("1", "t", "a", region)]) is None


def test_a_label_without_index_or_a_second_answer_has_no_place() -> None:
    job = Job("classification", False, {"a": 0}, "text")
    assert write_answer(job, [Annotation("1", "t", "b")]) is None
    assert write_answer(job, [Annotation("1", "t", "a"), Annotation("1", "t", "a")]) is None
    assert write_answer(job, [Annotation("1", "t", None)]) is None
