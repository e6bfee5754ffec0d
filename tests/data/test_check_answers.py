"""Tests of answers that belong together."""

from typing import Any

import pytest

from schemactl.data.answer_log import Answer
from schemactl.data.check_answers import AnswerChecker, is_single, limits_of, said_of
from schemactl.model.annotation import Annotation
from schemactl.model.release import ReleasedSchema
from schemactl.model.taxonomy import taxonomies

LABELS = [{"id": name} for name in "abc"]
SCHEMA = ReleasedSchema.model_validate(
    {
        **{"schemactl": 1, "name": "s", "version": "1.0.0", "inputs": {"i": {"type": "image"}}},
        "tasks": [
            {"id": "one", "type": "classification", "labels": LABELS},
            {"id": "some", "type": "classification", "choose": {"min": 2, "max": 2},
             "labels": LABELS},
            {"id": "any", "type": "classification", "choose": "any", "labels": LABELS},
            {"id": "tree", "type": "classification", "choose": "any",
             "hierarchy": {"choose": "any-level", "ancestors": "explicit"},
             "labels": [{"id": "top", "labels": [{"id": "below"}]}]},
            {"id": "grade", "type": "rating", "scale": {"min": 1, "max": 5}},
            {"id": "marks", "type": "box", "inputs": ["i"], "labels": LABELS},
            {"id": "joins", "type": "relation", "labels": LABELS,
             "joins": {"from": ["marks"], "to": ["marks"]}},
            {"id": "paint", "type": "mask", "inputs": ["i"], "every_pixel": True,
             "labels": LABELS},
        ],
        "constraints": [
            {"id": "k1", "if": {"one": "a"}, "then": {"grade": {"maximum": 1}}, "because": "So."},
            {"id": "k2", "if": {"one": ["b"]}, "then": {"any": {"exists": True}}},
            {"id": "k3", "if": {"marks/seen": True}, "then": {"one": {"not": "c"}}},
        ],
    }
)  # fmt: skip
TAXONOMIES = {one.task.id: one for one in taxonomies(SCHEMA)}


def found(*rows: dict[str, Any], is_content: bool = False) -> list[tuple[str, int]]:
    """Return kinds and lines of what is wrong with annotations of one item in lines of theirs."""
    answers = [
        Answer(0, row.pop("line", number), True, Annotation(**{"item": "1", **row}))
        for number, row in enumerate(rows, 1)
    ]
    checked = AnswerChecker(SCHEMA, is_content).check(answers)
    return sorted((problem.kind, answer.line) for answer, problem in checked)


def row(task: str, label: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"task": task, "label": label, "annotator": "x", **fields}


def test_what_is_answered_once_is_single() -> None:
    single = [name for name, taxonomy in TAXONOMIES.items() if is_single(taxonomy)]
    assert single == ["one", "grade"]
    assert limits_of(TAXONOMIES["some"]) == (2, 2)
    assert limits_of(TAXONOMIES["marks"]) == (0, None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("one", "a"), row("one", "c")], [("contradiction", 2)]),
        ([row("one", "a", line=1), row("one", "c", line=1)], [("too-many-choices", 1)]),
        ([row("one", "a"), row("one", "c", annotator="y")], []),
        ([row("one", "c"), row("one", "c", note="again")], [("duplicate-annotation", 2)]),
        ([row("grade", value=1), row("grade", value=2)], [("contradiction", 2)]),
        ([row("grade", value=1), row("grade", status="unsure")], []),
        ([row("some", "a")], [("too-few-choices", 1)]),
        ([row("some", "a"), row("some", "b")], []),
        ([row("some", "a"), row("some", "b"), row("some", "c")], [("too-many-choices", 1)]),
        (
            [row("some", "a"), row("some", "a")],
            [("duplicate-annotation", 2), ("too-few-choices", 1)],
        ),
        ([row("any", label) for label in "abc"], []),
        ([row("tree", "below")], [("missing-ancestor", 1)]),
        ([row("tree", "below"), row("tree", "top")], []),
        ([row("tree", "top")], []),
        ([row("marks", "a", region={"x": 1}), row("marks", "a", region={"x": 2})], []),
    ],
)
def test_choices(rows: list[dict[str, Any]], expected: list[tuple[str, int]]) -> None:
    assert found(*rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("one", "a"), row("grade", value=2)], [("constraint-violated", 2)]),
        ([row("one", "a"), row("grade", value=1)], []),
        ([row("one", "a"), row("grade", value=2, annotator="y")], []),
        ([row("one", "a")], []),
        ([row("one", "c"), row("grade", value=2)], []),
        ([row("one", "b")], [("constraint-violated", 1)]),
        ([row("one", "b"), row("any")], []),
        (
            [row("one", "c"), row("marks", "a", attributes={"seen": True})],
            [("constraint-violated", 1)],
        ),
        ([row("one", "c"), row("marks", "a", attributes={"seen": False})], []),
    ],
)
def test_constraints(rows: list[dict[str, Any]], expected: list[tuple[str, int]]) -> None:
    assert found(*rows) == expected


def test_ends_of_relations_are_annotations_of_the_item() -> None:
    marks = [row("marks", "a", annotation=name, note=name) for name in ("m1", "m2")]
    marks = [{**mark, "value": mark["note"]} for mark in marks]
    good = row("joins", "a", annotation="r1", region={"from": "m1", "to": "m2"})
    lost = row("joins", "a", region={"from": "m1", "to": "m3"})
    crossed = row("joins", "a", region={"from": "m1", "to": "r1"})
    assert found(*marks, good, lost, crossed) == [
        ("dangling-relation", 4),
        ("misjoined-relation", 5),
    ]


def test_every_pixel_has_one_label() -> None:
    half = {"size": [2, 2], "counts": [0, 2, 2]}
    assert found(row("paint", "a", region=half)) == [("unpainted-pixels", 1)]


def test_the_same_content_may_stand_there_twice() -> None:
    rows = [row("one", "a"), row("one", "c"), row("one", "a")]
    assert found(*rows, is_content=True) == [("repeated-content", 1), ("repeated-content", 3)]


def test_what_was_said_may_be_asked_of_attributes() -> None:
    said = [
        Annotation("1", "one", "a", attributes={"k": 1}),
        Annotation("1", "one", "b", attributes={}),
        Annotation("1", "one", "c", status="skipped"),
        Annotation("1", "grade", value=3),
    ]
    assert said_of("one", said) == ["a", "b"]
    assert said_of("one/k", said) == [1]
    assert said_of("grade", said) == [3]
