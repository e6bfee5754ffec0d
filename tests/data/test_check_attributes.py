"""Tests of attributes."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.data.check_attributes import attributes_of, check_attributes
from schemactl.data.checking import check_data
from schemactl.data.options import DataOptions
from schemactl.files.dataset import Document
from schemactl.files.datasets.catalog import named_format
from schemactl.files.pseudonym import VARIABLE
from schemactl.model.annotation import Annotation, Content
from schemactl.model.label import Attribute, Label
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy

VALUES = [{"id": "red"}, {"id": "blue"}]
GIVEN: list[dict[str, Any]] = [
    {"id": "seen", "type": "yes-no", "required": True},
    {"id": "paint", "type": "choice", "values": VALUES},
    {"id": "paints", "type": "choices", "values": VALUES},
    {"id": "wheels", "type": "number", "minimum": 2, "maximum": 4},
    {"id": "plate", "type": "text"},
]
KNOWN = {given["id"]: Attribute.model_validate(given) for given in GIVEN}


def kinds(attributes: Any, **fields: Any) -> list[str]:
    annotation = Annotation("1", "t", "car", attributes=attributes)._replace(**fields)
    return [problem.kind for problem in check_attributes(annotation, KNOWN)]


@pytest.mark.parametrize(
    "attributes",
    [
        {"paint": "red"},
        {"paints": ["red", "blue"]},
        {"paints": []},
        {"wheels": 3},
        {"wheels": 2.5},
        {"plate": "", "wheels": None},
    ],
)
def test_legal_values_pass(attributes: dict[str, Any]) -> None:
    assert not kinds({"seen": False, **attributes})


@pytest.mark.parametrize(
    "attributes",
    [
        *({"seen": "yes"}, {"seen": 1}),
        *({"paint": "rde"}, {"paint": ["red"]}, {"paint": 1}),
        *({"paints": "red"}, {"paints": ["green"]}, {"paints": ["red", "red"]}),
        *({"wheels": 1}, {"wheels": 5}, {"wheels": "3"}, {"wheels": True}),
        {"plate": 7},
    ],
)
def test_other_values_do_not(attributes: dict[str, Any]) -> None:
    assert kinds({"seen": True, **attributes}) == ["malformed-attribute"]


def test_a_required_attribute_is_answered_where_there_is_an_answer() -> None:
    assert kinds(None) == kinds({"seen": None}) == ["missing-attribute"]
    assert not kinds(None, status="skipped")
    assert not kinds(None, label=None)


def test_other_names_and_no_objects_are_reported() -> None:
    assert kinds({"seen": True, "paimt": "red"}) == ["unknown-attribute"]
    assert kinds("red") == ["malformed-attribute"]


def test_labels_add_and_leave_out() -> None:
    attribute = Attribute(id="wheels", type="number")
    own = Attribute(id="size", type="number")
    label = Label.model_validate({"id": "car", "except": ["wheels"], "attributes": [own]})
    task = Task(id="t", type="box", attributes=(attribute,), labels=(label, Label(id="bus")))
    taxonomy = Taxonomy(task, ())
    assert list(attributes_of(taxonomy, "car")) == ["size"]
    assert list(attributes_of(taxonomy, "bus")) == ["wheels"]
    assert list(attributes_of(taxonomy, "tram")) == ["wheels"]


REQUIRED = ReleasedSchema.model_validate(
    {
        **{"schemactl": 1, "name": "s", "version": "1.0.0"},
        "tasks": [
            {
                **{"id": name, "type": kind, "labels": [{"id": "a", "index": 0}]},
                "attributes": [
                    {"id": "k", "type": "choice", "required": True, "values": [{"id": "x"}]}
                ],
            }
            for name, kind in (("cars", "box"), ("names", "span"), ("mood", "classification"))
        ],
    }
)
SAID = (
    Document(
        "a.png",
        Content(file="a.png", width=9, height=9),
        (Annotation("a.png", "cars", "a", {"x": 1, "y": 1, "width": 2, "height": 2}),),
    ),
    Document(
        "t",
        Content(text="Ada met Bo"),
        (
            Annotation("t", "names", "a", {"start": 0, "end": 3}),
            Annotation("t", "mood", "a", annotator="x"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Where each answer may have attributes, each lacks one.
        *((name, ["cars", "names", "mood"]) for name in ("jsonl", "csv", "parquet", "labelbox")),
        *(("coco", ["cars"]), ("cvat", ["cars"])),
        # A format with attributes at places only cannot be asked for those of whole items.
        *((name, ["cars", "names"]) for name in ("label-studio", "scale", "hf")),
        *((name, []) for name in ("yolo", "doccano", "conll", "conllu", "ground-truth")),
        *((name, []) for name in ("mturk", "label-matrix", "spacy")),
    ],
)
def test_only_what_has_a_place_for_attributes_is_asked_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, expected: list[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "a key of workers, long enough")
    path = tmp_path / "data"
    list(named_format(name).write(path, SAID, REQUIRED))
    release = SchemaRelease("schema:s@1.0.0", "sha256:0", None, Path(), REQUIRED)
    # Matrices do not say which task they answer.
    options = DataOptions(format=name, task="mood" if name == "label-matrix" else None)
    found = [problem for _, problem in check_data([path], release, options).problems]
    lacking = [problem for problem in found if problem.kind == "missing-attribute"]
    assert len(lacking) == len(expected)
