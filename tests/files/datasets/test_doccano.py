"""Tests of doccano."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.dataset import Document, Layout, Loss, Record
from schemactl.files.datasets import doccano
from schemactl.files.signs import doccano as signs
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from tests.files.datasets.releases import release_of


def read(tmp_path: Path, *rows: dict[str, Any]) -> list[Record]:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return list(doccano.read(path, Layout()))


def said(record: Record) -> list[tuple[str, str | None, Any]]:
    return [(u.annotation.item, u.annotation.label, u.annotation.region) for u in record.uses]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"id": 1, "text": "x", "label": ["a", "b"]}, [("1", "a", None), ("1", "b", None)]),
        ({"id": 1, "text": "x", "labels": ["a"]}, [("1", "a", None)]),
        ({"id": 1, "text": "x", "label": []}, [("1", None, None)]),
        ({"id": 1, "text": "x"}, []),
        ({"id": 1, "text": "x", "cats": [], "label": None}, []),
        ({"id": 1, "text": "xy", "label": [[0, 2, "a"]]}, [("1", "a", {"start": 0, "end": 2})]),
        (
            {"id": 1, "text": "xy", "entities": [[0, 1, "a"]], "cats": ["b"]},
            [("1", "a", {"start": 0, "end": 1}), ("1", "b", None)],
        ),
        (
            {
                "filename": "c.png",
                "bbox": [{"x": 1, "y": 2, "width": 3, "height": 4, "label": "a"}],
            },
            [("c.png", "a", {"x": 1, "y": 2, "width": 3, "height": 4})],
        ),
        (
            {"filename": "c.png", "segmentation": [{"points": [0, 0, 4, 0, 4, 4], "label": "a"}]},
            [("c.png", "a", {"points": [[0, 0], [4, 0], [4, 4]]})],
        ),
    ],
)
def test_each_kind_of_project_is_read(tmp_path: Path, row: dict[str, Any], expected: Any) -> None:
    [record] = read(tmp_path, row)
    assert said(record) == expected
    assert (record.values, record.problems) == (row, ())


def test_relations_name_the_entities(tmp_path: Path) -> None:
    entity = {"id": 3, "start_offset": 0, "end_offset": 1, "label": "a"}
    relation = {"id": 9, "from_id": 3, "to_id": 4, "type": "of"}
    [record] = read(
        tmp_path, {"id": 1, "text": "xy", "entities": [entity], "relations": [relation]}
    )
    first, second = (use.annotation for use in record.uses)
    assert (first.annotation, first.region) == ("3", {"start": 0, "end": 1})
    assert (second.label, second.region) == ("of", {"from": "3", "to": "4"})


def test_items_without_an_id_are_known_by_their_text(tmp_path: Path) -> None:
    [record] = read(tmp_path, {"text": "x", "label": ["a"]})
    assert record.uses[0].annotation.item.startswith("sha256:2d711642")
    assert record.uses[0].content == Content(text="x")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"label": "a"}, "`label` is no list: 'a'"),
        ({"label": [[0, "a"]]}, r"in `label`: \[0, 'a'\] is not \[start, end, label\]"),
        ({"label": [{}]}, "neither a label nor"),
        ({"entities": [{"id": 1}]}, "has no label"),
        ({"relations": [{}]}, "has no type"),
        ({"bbox": [7]}, "has no label"),
        ({"segmentation": [{}]}, "has no label"),
    ],
)
def test_what_is_no_annotation_is_reported(
    tmp_path: Path, row: dict[str, Any], message: str
) -> None:
    [record] = read(tmp_path, {"id": 1, "text": "x", **row})
    assert record.uses == ()
    [problem] = record.problems
    assert (problem.kind, problem.item) == ("malformed-annotation", "1")
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(problem.message)


LABELS = st.sampled_from(["a", "b"])
SPANS = st.tuples(st.integers(0, 5), st.integers(6, 9), LABELS)


def written(
    path: Path, schema: ReleasedSchema, documents: list[Document]
) -> tuple[list[list[Annotation]], list[Loss]]:
    """Write and read again: the annotations of each item, and what was lost."""
    losses = list(doccano.write(path, documents, schema))
    assert signs.recognise(path, path.read_bytes())
    return [[u.annotation for u in r.uses] for r in doccano.read(path, Layout())], losses


@given(spans=st.lists(SPANS, max_size=4, unique=True), text=st.text(min_size=9))
def test_spans_come_back(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int, str]], text: str
) -> None:
    path = tmp_path_factory.mktemp("doccano") / "a.jsonl"
    schema = release_of(span=["a", "b"]).schema
    annotations = tuple(
        Annotation("i/1", "span", label, {"start": start, "end": end}, schema="test@1.0.0")
        for start, end, label in spans
    ) or (Annotation("i/1", "span", schema="test@1.0.0"),)
    found, losses = written(path, schema, [Document("i/1", Content(text=text), annotations)])
    assert losses == []
    assert found == [[annotation._replace(task=None) for annotation in annotations]]


def test_entities_relations_and_categories_come_back_together(tmp_path: Path) -> None:
    schema = release_of(span=["a"], relation=["of"], classification=["b"]).schema
    annotations = (
        Annotation("1", "span", "a", {"start": 0, "end": 1}, annotation="x"),
        Annotation("1", "relation", "of", {"from": "x", "to": "y"}, annotation="z"),
        Annotation("1", "classification", "b"),
    )
    document = Document("1", Content(text="xy"), annotations)
    found, losses = written(tmp_path / "a.jsonl", schema, [document])
    assert losses == []
    by_label = {one.label: one._replace(task=None, schema=None) for one in found[0]}
    assert by_label == {one.label: one._replace(task=None) for one in annotations}


def test_shapes_come_back(tmp_path: Path) -> None:
    schema = release_of(box=["a"], polygon=["b"]).schema
    annotations = (
        Annotation("1", "box", "a", {"x": 1.5, "y": 2, "width": 3, "height": 4}),
        Annotation("1", "polygon", "b", {"points": [[0, 0], [4, 0], [4, 4]]}),
    )
    document = Document("1", Content(file="c.png"), annotations)
    found, losses = written(tmp_path / "a.jsonl", schema, [document])
    assert losses == []
    assert [(one.label, one.region) for one in found[0]] == [
        (one.label, one.region) for one in annotations
    ]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    schema = release_of(relation=["of"], polygon=["b"], rating=[]).schema
    annotations = (
        Annotation("1", "rating", value=3),
        Annotation("1", "relation"),
        Annotation("1", "polygon", "b", {"rings": [[[0, 0], [4, 0], [4, 4]]]}),
        Annotation("1", "polygon", "b", {"points": [], "holes": []}, annotator="me"),
    )
    document = Document("1", Content(file="c.png", width=4), annotations)
    losses = list(doccano.write(tmp_path / "a.jsonl", [document], schema))
    kinds = ["width", "annotation", "annotation", "annotation", "annotator", "region"]
    assert [loss.kind for loss in losses] == kinds
