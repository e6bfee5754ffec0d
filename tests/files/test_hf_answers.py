"""Tests of answers in rows."""

from typing import Any

import pytest

from schemactl.files.hf_answers import answers_of
from schemactl.files.hf_features import LabelColumn
from schemactl.model.annotation import Annotation, Problem

ONE = LabelColumn("x", "one", ("a", "b"))
SEVERAL = LabelColumn("x", "several", ("a", "b"))
TAGS = LabelColumn("x", "tags", ("O", "B-A", "I-A"))
BOXES = LabelColumn("x", "objects", ("a", "b"), "category")
BOX = [1.0, 2.0, 3.0, 4.0]
REGION = {"x": 1.0, "y": 2.0, "width": 3.0, "height": 4.0}


PLAIN = LabelColumn("x", "one", None)
PLAINS = LabelColumn("x", "several", None)


def read(column: LabelColumn, cell: Any, **values: Any) -> list[Any]:
    found = answers_of(Annotation("1"), column, {"x": cell, **values})
    return [one.kind if isinstance(one, Problem) else (one.label, one.region) for one in found]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        (ONE, 1, [("b", None)]),
        (ONE, -1, []),
        (ONE, None, []),
        (ONE, 2, ["unknown-label"]),
        (ONE, -2, ["unknown-label"]),
        (ONE, True, ["unknown-label"]),
        (SEVERAL, [1, 0, 7], [("b", None), ("a", None), "unknown-label"]),
        (SEVERAL, [], [(None, None)]),
        (SEVERAL, None, []),
        (BOXES, [{"bbox": BOX, "category": 1}], [("b", REGION)]),
        (BOXES, {"bbox": [BOX], "category": [1]}, [("b", REGION)]),
        (BOXES, [], [(None, None)]),
        (BOXES, {"bbox": BOX, "category": 1}, [("b", REGION)]),
        (PLAIN, "a", [("a", None)]),
        (PLAIN, -1, [("-1", None)]),
        (PLAIN, 2.5, [("2.5", None)]),
        (PLAIN, True, [("true", None)]),
        (PLAIN, None, []),
        (PLAINS, ["a", "b"], [("a", None), ("b", None)]),
        (PLAINS, [], [(None, None)]),
        (BOXES, {"bbox": [BOX], "category": []}, ["malformed-annotation"]),
        (BOXES, [{"bbox": [1.0], "category": 1}], ["malformed-annotation"]),
    ],
)
def test_numbers_become_names(column: LabelColumn, cell: Any, expected: list[Any]) -> None:
    assert read(column, cell) == expected


@pytest.mark.parametrize(
    ("tokens", "cell", "expected"),
    [
        (["Ada", "B", "met"], [1, 2, 0], [("A", {"start": 0, "end": 5})]),
        (["met", "Bo"], [0, 1], [("A", {"start": 4, "end": 6})]),
        (["met"], [0], [(None, None)]),
        (["met"], [-1], [(None, None)]),
        (["met", "Bo"], [0, 2], ["broken-sequence", ("A", {"start": 4, "end": 6})]),
        (["met"], [9], ["unknown-label", (None, None)]),
        (["met"], [0, 0], ["malformed-annotation"]),
    ],
)
def test_tags_become_spans(tokens: list[str], cell: list[int], expected: list[Any]) -> None:
    assert read(TAGS, cell, tokens=tokens) == expected


def test_the_scheme_is_that_of_the_names() -> None:
    iob1 = TAGS._replace(names=("O", "I-A"))
    assert read(iob1, [0, 1], tokens=["met", "Bo"]) == [("A", {"start": 4, "end": 6})]
    iobes = TAGS._replace(names=("O", "B-A", "E-A", "S-A"))
    assert read(iobes, [3, 1], tokens=["a", "b"]) == [
        "broken-sequence",
        ("A", {"start": 0, "end": 1}),
        ("A", {"start": 2, "end": 3}),
    ]


def test_a_ranking_has_places_that_several_may_share() -> None:
    ranked = LabelColumn("x", "ranked", None)
    [found] = answers_of(Annotation("1"), ranked, {"x": [["a"], ["b", "c"]]})
    assert found == Annotation("1", "x", value=["a", ["b", "c"]])
