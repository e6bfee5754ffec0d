"""Tests of attributes."""

from typing import Any

import pytest

from schemactl.data.check_attributes import attributes_of, check_attributes
from schemactl.model.annotation import Annotation
from schemactl.model.label import Attribute, Label
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
