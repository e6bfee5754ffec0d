"""Tests of label-studio."""

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
from schemactl.files.datasets import label_studio
from schemactl.files.signs import label_studio as signs
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import SchemaRelease
from tests.files.datasets.releases import release_of


def result(kind: str, value: dict[str, Any], **others: Any) -> dict[str, Any]:
    """Return a result of a control that is named `ask`."""
    return {"from_name": "ask", "to_name": "text", "type": kind, "value": value, **others}


def task(*results: dict[str, Any], **others: Any) -> dict[str, Any]:
    """Return a task with one annotation."""
    said = {"completed_by": 3, "created_at": "2026-01-02T03:04:05Z", "result": list(results)}
    return {"id": 7, "data": {"text": "Ada met Bo"}, "annotations": [said], **others}


def read(tmp_path: Path, *tasks: dict[str, Any]) -> list[Record]:
    path = tmp_path / "a.json"
    path.write_bytes(orjson.dumps(list(tasks), option=orjson.OPT_INDENT_2))
    return list(label_studio.read(path, Layout()))


def test_a_task_is_an_item_and_its_results_are_annotations(tmp_path: Path) -> None:
    values = task(
        result("choices", {"choices": ["a", "b"]}),
        result("labels", {"start": 0, "end": 3, "labels": ["person"]}, id="x1"),
        meta={"schema": "test@1.0.0", "guideline": "how@2.0.0"},
    )
    [record] = read(tmp_path, values)
    assert (record.line, record.values, record.problems) == (2, values, ())
    by: dict[str, Any] = {"annotator": "3", "at": "2026-01-02T03:04:05Z"}
    stamps: dict[str, Any] = {"schema": "test@1.0.0", "guideline": "how@2.0.0"}
    assert [use.annotation for use in record.uses] == [
        Annotation("7", "ask", "a", **by, **stamps),
        Annotation("7", "ask", "b", **by, **stamps),
        Annotation("7", "ask", "person", {"start": 0, "end": 3}, annotation="x1", **by, **stamps),
    ]
    assert record.uses[2].regions == {
        "span": {"start": 0, "end": 3},
        "segment": {"start": 0, "end": 3},
    }
    assert record.uses[0].content == Content(text="Ada met Bo")


def test_tasks_may_stand_one_per_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(orjson.dumps(task()) + b"\n" + orjson.dumps(task(id=8)) + b"\n")
    assert [record.line for record in label_studio.read(path, Layout())] == [1, 2]


def test_predictions_are_of_a_model_and_drafts_are_unsure(tmp_path: Path) -> None:
    chosen = [result("choices", {"choices": ["a"]})]
    values = {
        "id": 1,
        "data": {},
        "annotations": [{"completed_by": {"id": 4, "email": "x@y.z"}, "was_cancelled": True}],
        "predictions": [{"model_version": "m1", "score": 0.75, "result": chosen}],
        "drafts": [{"user": "me", "result": chosen}],
    }
    skipped, predicted, draft = (use.annotation for use in read(tmp_path, values)[0].uses)
    assert skipped == Annotation("1", annotator="x@y.z", status="skipped")
    assert (predicted.annotator, predicted.origin, predicted.confidence) == ("m1", "model", 0.75)
    assert (draft.annotator, draft.status, draft.note) == ("me", "unsure", "draft")


SIZES = {"original_width": 200, "original_height": 100}
PERCENT = {"x": 10, "y": 20, "width": 30, "height": 40}
PIXELS = {"x": 20.0, "y": 20.0, "width": 60.0, "height": 40.0}


@pytest.mark.parametrize(
    ("one", "regions"),
    [
        (result("rectanglelabels", {**PERCENT, "rectanglelabels": ["a"]}), {"box": PIXELS}),
        (result("labels", {**PERCENT, "rotation": 0, "labels": ["a"]}), {"box": PIXELS}),
        (
            result("polygonlabels", {"points": [[0, 0], [50, 0], [50, 50]], "labels": ["a"]}),
            {"polygon": {"points": [[0, 0], [100, 0], [100, 50]]}},
        ),
        (
            result("vectorlabels", {"vertices": [{"x": 0, "y": 10}], "vectorlabels": ["a"]}),
            {"polyline": {"points": [[0, 10]]}},
        ),
        (
            result("keypointlabels", {"x": 50, "y": 50, "width": 1, "keypointlabels": ["a"]}),
            {"keypoints": {"points": {"a": [100, 50, 2]}}},
        ),
        (
            result("labels", {"start": 0.5, "end": 1.25, "channel": 0, "labels": ["a"]}),
            {"segment": {"start": 0.5, "end": 1.25}},
        ),
        (
            result(
                "hypertextlabels",
                {
                    **{"start": "/p/text()", "end": "/p/text()", "startOffset": 1, "endOffset": 2},
                    "globalOffsets": {"start": 4, "end": 5},
                    "hypertextlabels": ["a"],
                },
            ),
            {"span": {"start": 4, "end": 5}, "segment": {"start": 4, "end": 5}},
        ),
        (
            result(
                "videorectangle",
                {"sequence": [{"frame": 1, "enabled": True, **PERCENT}], "labels": ["a"]},
            ),
            {"box": {**PIXELS, "frame": 0}},
        ),
        (
            result(
                "timelinelabels",
                {
                    "ranges": [{"start": 11, "end": 20}],
                    **{"timelinelabels": ["a"], "framesCount": 100, "duration": 10},
                },
            ),
            {"segment": {"start": 1.0, "end": 2.0}},
        ),
    ],
)
def test_every_place_is_told_as_its_task_type_has_it(
    tmp_path: Path, one: dict[str, Any], regions: dict[str, Any]
) -> None:
    [record] = read(tmp_path, task({**one, **SIZES}))
    [use] = record.uses
    assert use.annotation.label == "a"
    assert use.regions == regions
    assert record.problems == ()


def test_a_turned_rectangle_is_an_outline(tmp_path: Path) -> None:
    turned = {**PERCENT, "rotation": 90, "rectanglelabels": ["a"]}
    [use] = read(tmp_path, task(result("rectanglelabels", turned, **SIZES)))[0].uses
    assert use.regions["polygon"]["points"][0] == pytest.approx([20, 20])
    assert use.regions["polygon"]["points"][2] == pytest.approx([-20, 80])


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("rating", {"rating": 4}, (None, (), 4)),
        ("number", {"number": 1.5}, (None, (), 1.5)),
        ("textarea", {"text": ["hello"]}, (None, (), "hello")),
        ("pairwise", {"selected": "left"}, ("left", (), None)),
        ("ranker", {"ranker": {"_": ["c"], "rank": ["b", "a"]}}, (None, (), ["b", "a"])),
        ("taxonomy", {"taxonomy": [["x", "y"]]}, ("y", ("x", "y"), None)),
        ("choices", {"choices": []}, (None, (), None)),
        ("taxonomy", {"taxonomy": []}, (None, (), None)),
    ],
)
def test_answers_of_the_whole_item(
    tmp_path: Path, kind: str, value: dict[str, Any], expected: Any
) -> None:
    [use] = read(tmp_path, task(result(kind, value)))[0].uses
    assert (use.annotation.label, use.path, use.annotation.value) == expected
    assert use.annotation.region is None


def test_relations_name_the_regions_in_their_direction(tmp_path: Path) -> None:
    relation = {"type": "relation", "from_id": "x", "to_id": "y", "labels": ["of"]}
    [record] = read(tmp_path, task(relation, {**relation, "direction": "left"}))
    assert [use.annotation.region for use in record.uses] == [
        {"from": "x", "to": "y"},
        {"from": "y", "to": "x"},
    ]


def test_what_is_said_of_a_region_are_its_attributes(tmp_path: Path) -> None:
    span = result("labels", {"start": 0, "end": 3, "labels": ["a"]}, id="x")
    said = {**result("choices", {"choices": ["yes"]}, id="x"), "from_name": "alive"}
    noted = {**result("number", {"number": 2}, id="x"), "from_name": "age"}
    [use] = read(tmp_path, task(span, said, noted))[0].uses
    assert use.annotation.attributes == {"alive": "yes", "age": 2}


@pytest.mark.parametrize(
    ("one", "kind", "message"),
    [
        (result("choices", {"choices": "a"}), "malformed-annotation", "a list of labels"),
        (result("choices", {"choices": [["a"]]}), "malformed-annotation", "is no label"),
        (result("taxonomy", {"taxonomy": ["a"]}), "malformed-annotation", "no path of labels"),
        (result("strange", {"x": 1}), "malformed-annotation", "'strange' is not known"),
        (result("ranker", {"ranker": {"a": [], "b": []}}), "malformed-annotation", "one bucket"),
        (result("rectanglelabels", {**PERCENT, "labels": ["a"]}), "unknown-place", "needed"),
        (result("ellipselabels", {"radiusX": 2, "labels": ["a"]}), "unknown-place", "an ellipse"),
        (result("brushlabels", {"imageDataURL": "", "labels": []}), "unknown-place", "a picture"),
        (result("labels", {**PERCENT, "x": "1", "labels": ["a"]}), "unknown-place", "percentage"),
        (result("brushlabels", {"rle": [1], "labels": []}, **SIZES), "unknown-place", "too early"),
        (
            result("paragraphlabels", {"start": "0", "end": "0", "startOffset": 1, "labels": []}),
            "unknown-place",
            "globalOffsets",
        ),
        (
            result("timelinelabels", {"ranges": [{"start": 1, "end": 2}], "labels": ["a"]}),
            "unknown-place",
            "framesCount",
        ),
    ],
)
def test_what_cannot_be_read_is_reported(
    tmp_path: Path, one: dict[str, Any], kind: str, message: str
) -> None:
    [problem] = read(tmp_path, task(one))[0].problems
    assert (problem.kind, problem.item) == (kind, "7")
    assert message in problem.message


def test_a_survey_finds_what_other_validators_let_pass(tmp_path: Path) -> None:
    release = release_of(classification=["a", "b"], span=["person"])
    taxonomy = [
        {"id": "fruit", "labels": [{"id": "apple", "index": 0}]},
        {"id": "firm", "labels": [{"id": "acme", "index": 1, "aliases": ["Acme"]}]},
    ]
    tasks = [*release.schema.model_dump()["tasks"]]
    tasks.append({"id": "topic", "type": "classification", "labels": taxonomy})
    schema = release.schema.model_validate({**release.schema.model_dump(), "tasks": tasks})
    named = {"classification": "choices", "span": "labels", "topic": "taxonomy"}
    path = tmp_path / "a.json"

    def said(name: str, value: dict[str, Any]) -> dict[str, Any]:
        return {**result(named[name], value), "from_name": name}

    values = task(
        said("classification", {"choices": ["a", "b"]}),
        said("classification", {"choices": ["c"]}),
        said("span", {"start": 0, "end": 3, "labels": ["persn"]}),
        said("topic", {"taxonomy": [["firm", "apple"]]}),
        said("topic", {"taxonomy": [["nowhere", "apple"]]}),
        said("topic", {"taxonomy": [["firm", "Acme"]]}),
    )
    path.write_bytes(orjson.dumps([values]))
    found = survey([path], release._replace(schema=schema), DataOptions())
    assert (found.summary["unknown-label"], found.summary["wrong-parent"]) == (2, 2)
    assert found.summary["too-many-choices"] == 2
    assert found.labels["topic"] == {"acme": 1}


def test_a_broken_list_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"data": {}},\n {"data": {"a": 1, "a": 2}}]')
    with pytest.raises(SchemactlError, match=r"a\.json:2:2: the key `a` stands there twice"):
        list(label_studio.read(path, Layout()))


def written(
    path: Path, release: SchemaRelease, document: Document
) -> tuple[list[Annotation], list[Loss]]:
    """Write and read again: the annotations, and what was lost."""
    losses = list(label_studio.write(path, [document], release.schema))
    assert signs.recognise(path, path.read_bytes())
    [record] = label_studio.read(path, Layout())
    assert record.problems == ()
    return [use.annotation for use in record.uses], losses


TEXT = "Ada met Bo in \U0001f600 Rome"
NAMES = st.none() | st.sampled_from(["ann", "bob"])
SPANS = st.tuples(st.integers(0, 8), st.integers(9, len(TEXT))).map(
    lambda ends: ("span", "person", {"start": ends[0], "end": ends[1]}, None)
)
CHOICES = st.sampled_from(["a", "b"]).map(lambda label: ("classification", label, None, None))
VALUES = st.sampled_from(
    [
        ("rating", None, None, 4),
        ("number", None, None, 2.5),
        ("text", None, None, "hi"),
        ("ranking", None, None, ["b", "a"]),
    ]
)
MASKS = st.integers(1, 5).map(lambda n: ("mask", "m", {"size": [2, 3], "counts": [n, 6 - n]}, None))
SAID = st.tuples(SPANS | CHOICES | VALUES | MASKS, NAMES, st.sampled_from([None, 0.5]))
ALL = release_of(
    **{"span": ["person"], "classification": ["a", "b"], "rating": [], "number": [], "text": []},
    **{"ranking": ["a", "b"], "mask": ["m"], "box": ["b"], "polygon": ["p"], "relation": ["of"]},
    **{"segment": ["s"], "polyline": ["l"], "keypoints": ["k"], "cuboid": ["c"]},
)


@settings(deadline=None)
@given(said=st.lists(SAID, min_size=1, max_size=5))
def test_annotations_come_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[Any, str | None, float | None]]
) -> None:
    annotations = [
        Annotation("i", *what)._replace(annotator=name, confidence=confidence, schema="test@1.0.0")
        for what, name, confidence in said
    ]
    path = tmp_path_factory.mktemp("tasks") / "a.json"
    document = Document("i", Content(text=TEXT), tuple(annotations))
    found, losses = written(path, ALL, document)
    assert losses == []
    assert sorted(found, key=repr) == sorted(annotations, key=repr)


def test_places_come_back_as_they_were_but_for_rounding(tmp_path: Path) -> None:
    box = {"x": 10.5, "y": 3, "width": 7, "height": 9}
    points = [[1, 2], [30, 4], [5, 60]]
    annotations = (
        Annotation("i", "box", "b", box, attributes={"far": "yes", "age": 3}, annotation="1"),
        Annotation("i", "box", "b", {**box, "frame": 4}, annotation="2"),
        Annotation("i", "polygon", "p", {"points": points}),
        Annotation("i", "polyline", "l", {"points": points}),
        Annotation("i", "keypoints", "k", {"points": {"k": [4, 5, 2]}}),
        Annotation("i", "segment", "s", {"start": 0.5, "end": 2.5}),
        Annotation("i", "relation", "of", {"from": "1", "to": "2"}),
    )
    content = Content(file="a.png", width=333, height=77)
    found, losses = written(tmp_path / "a.json", ALL, Document("i", content, annotations))
    assert losses == []
    for one, again in zip(annotations, found, strict=True):
        assert flat(again.region) == pytest.approx(flat(one.region))
        task_name = None if one.task == "relation" else one.task
        expected = one._replace(region=None, schema="test@1.0.0", task=task_name)
        assert again._replace(region=None) == expected


def flat(value: Any) -> list[Any]:
    """Return the numbers in a region, or its texts where it has no numbers."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [inner for one in value for inner in flat(one)]
    return [ord(value[0]) if isinstance(value, str) else value]


def test_makers_and_answers_that_nothing_applies_come_back(tmp_path: Path) -> None:
    document = Document(
        "i",
        Content(),
        (
            Annotation("i", "classification", "a", annotator="m", origin="model", confidence=0.5),
            Annotation("i", "classification", annotator="x", at="2026-01-01T00:00:00Z"),
            Annotation("i", "classification", annotator="y", status="skipped"),
            Annotation("i", "span", annotator="z", suggested_by="m"),
        ),
    )
    found, losses = written(tmp_path / "a.json", ALL, document)
    assert [loss.kind for loss in losses] == ["task", "task"]
    by = {one.annotator: one._replace(schema=None) for one in found}
    assert by["m"] == document.annotations[0]
    assert by["x"] == document.annotations[1]
    # Which control was skipped or left empty is not said.
    assert by["y"] == document.annotations[2]._replace(task=None)
    assert by["z"] == document.annotations[3]._replace(task=None)


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    span = Annotation("i", "span", "person", {"start": 0, "end": 3})
    annotations = (
        Annotation("i", "cuboid", "c"),
        Annotation("i", "box", "b", {"x": 1, "y": 1, "width": 1, "height": 1}),
        Annotation("i", "polygon", "p", {"rings": []}),
        Annotation("i", "mask", "m", {"size": [2, 3], "counts": [1, 5], "x": 1}),
        Annotation("i", "mask", "m", {"size": [2, 3], "counts": [1]}),
        Annotation("i", "keypoints", "k", {"points": {"other": [1, 2, 2]}}),
        Annotation("i", "ranking", value=[["a", "b"]]),
        Annotation("i", "rating", value="x"),
        Annotation("i", "span", "person"),
        span._replace(status="unsure", batch="b"),
        span._replace(attributes={"a": "x"}),
        span._replace(region={"start": 0, "end": 3, "input": "text"}),
        Annotation("i", "span"),
    )
    found = written(tmp_path / "a.json", ALL, Document("i", Content(), annotations))[1]
    kinds = [*["annotation"] * 9, "batch", "status", "attributes", "region", "annotation"]
    assert [loss.kind for loss in found] == kinds
