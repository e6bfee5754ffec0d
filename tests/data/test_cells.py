"""Tests of cells."""

from typing import Any

import pytest

from schemactl.data.cells import Fields, label_cells, lift
from schemactl.data.options import DataOptions
from schemactl.model.annotation import Annotation

COLUMNS = {field: field for field in Annotation._fields}
PLAIN, NONE = DataOptions(), DataOptions(empty="none")


def as_annotation(values: dict[str, Any], is_text: bool = False) -> Annotation:
    rest, wrong = Fields(COLUMNS, is_text).read(values)
    assert not wrong
    return Annotation("i", None, None, *rest)


def test_fields_keep_their_order_and_defaults() -> None:
    assert as_annotation({}) == Annotation("i")
    values = {"annotator": 7, "cites": ["R1"], "confidence": 1, "region": {"start": 0}}
    found = as_annotation(values)
    assert (found.annotator, found.cites, found.confidence) == ("7", ("R1",), 1)
    assert found.region == {"start": 0}


def test_text_cells_hold_json_where_a_field_is_structured() -> None:
    values = {"region": '{"start": 0}', "value": "3", "confidence": "0.5", "annotator": "1"}
    found = as_annotation(values | {"note": "", "status": ""}, is_text=True)
    assert (found.region, found.value, found.confidence) == ({"start": 0}, 3, 0.5)
    assert (found.annotator, found.note, found.status) == ("1", None, "final")
    assert as_annotation({"value": "high"}, is_text=True).value == "high"


def test_wrong_fields_are_named() -> None:
    values = {"status": ["final"], "confidence": "high", "annotator": {"id": "x"}}
    _, wrong = Fields(COLUMNS, False).read(values)
    kinds = [kind for kind, _ in wrong]
    assert kinds == ["malformed-field", "unknown-status", "malformed-field"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [({}, False), ({"value": 0}, True), ({"region": {}}, True), ({"status": "skipped"}, True)],
)
def test_an_answer_may_stand_beside_the_label(values: dict[str, Any], expected: bool) -> None:
    rest, _ = Fields(COLUMNS, False).read(values)
    assert Fields.is_answer(rest) is expected
    assert Fields.value(Fields.with_value(rest, 9)) == 9


@pytest.mark.parametrize(
    ("cell", "options", "is_text", "is_list", "expected"),
    [
        ("a", PLAIN, False, False, ["a"]),
        (None, PLAIN, False, False, [None]),
        (None, PLAIN, False, True, []),
        ([], PLAIN, False, True, [None]),
        (["a", "b"], PLAIN, False, True, ["a", "b"]),
        ("", PLAIN, True, False, []),
        ("", NONE, True, False, [None]),
        (None, PLAIN, True, False, []),
        (None, NONE, True, False, [None]),
        ("a,b", PLAIN, True, False, ["a,b"]),
        ("a,b", DataOptions(separator=","), True, False, ["a", "b"]),
    ],
)
def test_none_and_not_asked_are_two_things(
    cell: Any, options: DataOptions, is_text: bool, is_list: bool, expected: list[Any]
) -> None:
    assert label_cells(cell, options, is_text, is_list) == expected


def test_dotted_columns_lead_inside() -> None:
    values = {"meta": {"id": "7"}, "a": 1}
    assert lift(values, ["meta.id", "meta.no", "a.b"]) == {**values, "meta.id": "7"}


def test_what_is_no_text_is_read_as_text() -> None:
    values = {"note": 7, "annotation": ["x"], "annotator": {"id": 1}, "cites": [7, "T1"]}
    assert (
        Fields(COLUMNS, False).read({"status": 0})[0][Annotation._fields[3:].index("status")] == "0"
    )
    rest, wrong = Fields(COLUMNS, False).read(values)
    told = Annotation("i", None, None, *rest)
    assert (told.note, told.annotation, told.cites) == ("7", "['x']", ("7", "T1"))
    assert [kind for kind, _ in wrong] == ["malformed-field"]
