"""Tests of scale."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import scale
from schemactl.files.signs import scale as signs
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of

BOX = {"uuid": "u1", "type": "box", "label": "cat", "left": 1, "top": 2, "width": 3, "height": 4}


def task(response: Any, **given: Any) -> dict[str, Any]:
    return {
        "task_id": "t1",
        "batch": "march",
        "project_param_version": 3,
        "completed_at": "2026-05-01T10:00:00Z",
        "params": {"attachment": "https://example.org/cat.png"},
        "response": response,
        **given,
    }


def read_bytes(tmp_path: Path, content: bytes) -> list[Record]:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    records = list(scale.read(path, Layout()))
    for record in records:
        assert content[record.offset :].startswith(record.raw)
    return records


def read(tmp_path: Path, response: Any, **given: Any) -> Record:
    [record] = read_bytes(tmp_path, orjson.dumps(task(response, **given)) + b"\n")
    return record


def test_an_annotation_has_place_time_and_parameters(tmp_path: Path) -> None:
    response = {"annotations": [{**BOX, "attributes": {"hidden": "no"}}]}
    metadata = {"item": "i1", "schema": "s@1.0.0"}
    [use] = read(tmp_path, response, metadata=metadata).uses
    assert use.annotation == Annotation(
        "i1",
        None,
        "cat",
        {"x": 1, "y": 2, "width": 3, "height": 4},
        attributes={"hidden": "no"},
        at="2026-05-01T10:00:00Z",
        batch="march@3",
        schema="s@1.0.0",
        annotation="u1",
    )
    assert use.content == Content(file="https://example.org/cat.png")


def test_lists_pages_and_lines_say_the_same(tmp_path: Path) -> None:
    one = task({"annotations": [BOX]})
    lines = read_bytes(tmp_path, orjson.dumps(one) + b"\n")
    listed = read_bytes(tmp_path, orjson.dumps([one], option=orjson.OPT_INDENT_2))
    paged = read_bytes(tmp_path, orjson.dumps({"total": 1, "docs": [one]}))
    assert listed[0].uses == lines[0].uses == paged[1].uses
    assert (listed[0].line, listed[0].values) == (2, one)
    assert (paged[0].section, paged[0].values) == ("page", {"total": 1})


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({"annotations": []}, [(None, None)]),
        (
            {"annotations": {"mood": {"response": [["good"], ["calm"]]}}},
            [("mood", "good"), ("mood", "calm")],
        ),
        ({"annotations": {"mood": "good"}}, [("mood", "good")]),
        ({"taxonomies": {"mood": []}}, [("mood", None)]),
        (
            {"global_attributes": {"dark": True, "lamps": 3, "n": None}},
            [("dark", "true"), ("lamps", "3")],
        ),
        ({"category": ["a", "b"]}, [(None, "a"), (None, "b")]),
        ({}, []),
        (None, []),
    ],
)
def test_every_form_of_an_answer_is_read(
    tmp_path: Path, response: Any, expected: list[Any]
) -> None:
    record = read(tmp_path, response)
    assert [(use.annotation.task, use.annotation.label) for use in record.uses] == expected
    assert record.problems == ()


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        (7, "`annotations` is neither list nor object: 7"),
        ([{"type": "box"}], "{'type': 'box'} has no label"),
        ([{"type": "star", "label": "a"}], "`a`: a place of type 'star' is not read"),
        (
            [{"type": "ellipse", "label": "a"}],
            "`a`: an ellipse is no polygon, and is not read; export it as one",
        ),
        (
            [{"type": "cuboid", "label": "a", "vertices": []}],
            "`a`: a cuboid on a picture has no size in metres, and is not read",
        ),
    ],
)
def test_what_cannot_be_read_is_reported(tmp_path: Path, annotations: Any, message: str) -> None:
    record = read(tmp_path, {"annotations": annotations})
    # A label is one, wherever its place is.
    assert [use.annotation.label for use in record.uses] == (["a"] if message[:3] == "`a`" else [])
    assert [(p.kind, p.item, p.message) for p in record.problems] == [
        ("malformed-annotation", "t1", message)
    ]


@pytest.mark.parametrize(
    ("given", "item", "batch"),
    [
        ({"unique_id": "u7", "batch": None, "project": "p"}, "u7", "p@3"),
        ({"project_param_version": None}, "t1", "march"),
        ({"batch": None}, "t1", "@3"),
    ],
)
def test_item_and_batch(tmp_path: Path, given: Any, item: str, batch: str) -> None:
    [use] = read(tmp_path, {"category": "a"}, **given).uses
    assert (use.annotation.item, use.annotation.batch) == (item, batch)


def test_texts_stand_in_the_attachment(tmp_path: Path) -> None:
    params = {"attachment": "Ada met Bo", "attachment_type": "text"}
    response = {"annotations": [{"label": "person", "start": 0, "end": 3}]}
    [use] = read(tmp_path, response, params=params).uses
    assert use.content == Content(text="Ada met Bo")
    assert use.annotation.region == {"start": 0, "end": 3}


def test_half_a_list_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"a.json:1:1: "):
        read_bytes(tmp_path, b'[{"task_id": "1"}')


LABELS = st.lists(st.sampled_from(["a", "b"]), max_size=3)


@given(labels=LABELS, tags=LABELS, batch=st.sampled_from([None, "m", "m@3", "@7", "m@03", "@"]))
def test_boxes_and_tags_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    labels: list[str],
    tags: list[str],
    batch: str | None,
) -> None:
    path = tmp_path_factory.mktemp("scale") / "a.jsonl"
    region = {"x": 1, "y": 2, "width": 3, "height": 4}
    bare = Annotation("1", at="2026-05-01", batch=batch, schema="test@1.0.0")
    annotations = [
        *(bare._replace(task="box", label=label, region=region) for label in labels),
        *(bare._replace(task="classification", label=tag) for tag in tags),
        *([] if tags else [bare._replace(task="classification")]),
    ]
    schema = release_of(box=["a", "b"], classification=["a", "b"]).schema
    document = Document("1", Content(file="c.png"), tuple(annotations))
    assert list(scale.write(path, [document], schema)) == []
    assert signs.recognise(path, path.read_bytes())
    [record] = scale.read(path, Layout())
    found = [use.annotation for use in record.uses]
    bare_boxes = [a._replace(task=None) if a.region else a for a in annotations]
    assert found == bare_boxes
    assert record.uses[0].content == document.content


def test_values_and_spans_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    annotations = (
        Annotation("1", "span", "a", {"start": 0, "end": 3}, annotation="x"),
        Annotation("1", "rating", value=4),
    )
    schema = release_of(span=["a"], rating=[]).schema
    document = Document("1", Content(text="Ada met Bo"), annotations)
    assert list(scale.write(path, [document], schema)) == []
    [record] = scale.read(path, Layout())
    found = [(use.annotation.task, use.annotation.label) for use in record.uses]
    assert found == [(None, "a"), ("rating", "4")]
    assert record.uses[0].content == Content(text="Ada met Bo")


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    annotations = (
        Annotation("1", "box", None),
        Annotation("1", "box", "a", {"x": 1, "y": 1, "width": 1, "height": 1}, annotator="me"),
        Annotation("1", "classification", "b", attributes={"n": 3}),
        Annotation("1", "mask", "b", {"counts": []}),
    )
    schema = release_of(box=["a"], classification=["b"], mask=["b"]).schema
    document = Document("1", Content(file="c.png", width=3), annotations)
    losses = scale.write(tmp_path / "a.jsonl", [document], schema)
    kinds = ["width", "annotation", "annotator", "attributes", "annotation"]
    assert [loss.kind for loss in losses] == kinds
