"""Tests of the JSON Schema of an annotation: it accepts what the check finds no fault with."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.data.answer_log import Answer
from schemactl.data.check import Checker
from schemactl.data.check_answers import AnswerChecker, said_of
from schemactl.data.options import DataOptions
from schemactl.data.spelling import task_readings
from schemactl.data.stamps import Background
from schemactl.data.table_records import TableRecords
from schemactl.exchange.exporters import json_schema
from schemactl.exchange.exporters.json_schema import annotation_schema
from schemactl.files.dataset import Record, Shape
from schemactl.files.json_schema import objections
from schemactl.model.annotation import Annotation
from schemactl.model.release import ReleasedSchema, SchemaRelease

ATTRIBUTES: list[dict[str, Any]] = [
    {"id": "seen", "type": "yes-no", "required": True},
    {"id": "size", "type": "number", "minimum": 1, "maximum": 9},
    {"id": "hues", "type": "choices", "values": [{"id": "red"}, {"id": "blue"}]},
    {"id": "hue", "type": "choice", "values": [{"id": "red"}, {"id": "blue"}]},
    {"id": "word", "type": "text"},
]
LABELS: list[dict[str, Any]] = [
    {"id": "a", "aliases": ["A"]},
    {"id": "b", "except": ["seen"]},
    {"id": "group", "selectable": False, "labels": [{"id": "c", "attributes": ATTRIBUTES[1:2]}]},
]
TASKS: list[dict[str, Any]] = [
    {"id": "one", "type": "classification", "labels": LABELS},
    {"id": "any", "type": "classification", "choose": "any", "labels": LABELS},
    {"id": "grade", "type": "rating", "scale": {"min": 1, "max": 3}},
    {"id": "price", "type": "number", "minimum": 0},
    {"id": "order", "type": "ranking"},
    {"id": "box", "type": "box", "inputs": ["i"], "labels": LABELS},
    {"id": "film", "type": "box", "inputs": ["i"], "over": "video", "labels": LABELS},
    {"id": "span", "type": "span", "inputs": ["i", "j"], "labels": LABELS},
]
# What the file says of itself; the rest of the kinds need other annotations.
STAMPS = {"missing-stamp", "stamp-mismatch", "deprecated-label"}


def a_release(tasks: list[dict[str, Any]], **fields: Any) -> SchemaRelease:
    inputs = {"i": {"type": "image"}, "j": {"type": "text"}}
    given = {"schemactl": 1, "name": "s", "version": "1.0.0", "inputs": inputs, "tasks": tasks}
    schema = ReleasedSchema.model_validate({**given, **fields})
    return SchemaRelease("schema:s@1.0.0", "sha256:0", None, Path(), schema)


SCHEMAS = st.lists(
    st.tuples(
        st.sampled_from(TASKS),
        st.lists(st.sampled_from(ATTRIBUTES), max_size=3, unique_by=lambda one: str(one["id"])),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: str(one[0]["id"]),
).map(lambda chosen: [{**task, "attributes": attributes} for task, attributes in chosen])

NUMBERS = st.sampled_from([-1, 0, 1, 2, 3, 4, 0.5, True, "1", None])
BOXES = st.fixed_dictionaries(
    dict.fromkeys(("x", "y", "width", "height"), NUMBERS),
    optional={"frame": NUMBERS, "input": st.sampled_from(["i", "k"])},
)
SPANS = st.fixed_dictionaries(
    {"start": st.sampled_from([-1, 0, "0", 0.5]), "end": st.sampled_from([1, 2, None])},
    optional={"input": st.sampled_from(["i", "j", "k", 1]), "z": st.none()},
)
PARTS = st.dictionaries(st.sampled_from(["x", "y", "width", "height", "frame"]), NUMBERS)
REGIONS = st.none() | BOXES | SPANS | PARTS
CANDIDATES = st.sampled_from(["p", "q", ["r"], ["s", "t"], 1])
# That a candidate stands there twice is what the JSON Schema cannot say.
VALUES = NUMBERS | st.lists(CANDIDATES, max_size=2, unique_by=repr)
GIVEN = st.none() | st.dictionaries(
    st.sampled_from([*(one["id"] for one in ATTRIBUTES), "other"]),
    st.sampled_from([True, "red", ["red"], ["red", "blue"], ["green"], 1, 10, None, 2.5]),
    max_size=3,
)
ROWS = st.fixed_dictionaries(
    {"label": st.sampled_from(["a", "A", "b", "c", "group", "x", None])},
    optional={
        "region": REGIONS,
        "value": VALUES,
        "attributes": GIVEN,
        "status": st.sampled_from(["final", "unsure", "skipped", None, "maybe"]),
        "confidence": st.sampled_from([0.5, None, "x"]),
    },
)


def faults(release: SchemaRelease, row: dict[str, Any]) -> set[str]:
    """Return the kinds of what the check finds in the annotation alone."""
    shape = Shape(is_annotations=True)
    record = Record(1, 0, b"", row)
    readings = task_readings(release.schema, "id", None)
    reader = TableRecords(readings, DataOptions(), shape, [record])
    checker = Checker(release.schema, Background())
    found = {
        problem.kind
        for placed in reader.placed(record)
        for problem in checker.check(placed, must_have_stamp=False)
    }
    return found - STAMPS


@settings(max_examples=400, deadline=None)
@given(SCHEMAS, ROWS, st.data())
def test_the_schema_accepts_what_the_check_accepts(
    tasks: list[dict[str, Any]], row: dict[str, Any], data: st.DataObject
) -> None:
    release = a_release(tasks)
    row = {"item": "1", "task": data.draw(st.sampled_from([one["id"] for one in tasks])), **row}
    said, found = objections(annotation_schema(release), row), faults(release, row)
    assert bool(said) == bool(found), (said, found)


CONSTRAINTS = st.lists(
    st.tuples(
        st.sampled_from(["one", "grade", "one/seen"]),
        st.sampled_from(
            [
                *("a", "nothing", ["a", "b"], None, 2, True, [], {"exists": True}),
                *({"exists": False}, {"minimum": 2}, {"maximum": 1}, {"not": "a"}, {"enum": ["b"]}),
            ]
        ),
    ),
    min_size=2,
    max_size=2,
)
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["one", "grade"]),
        st.sampled_from(["a", "b", None, 1, 2, 3]),
        st.sampled_from([None, {"seen": True}, {"seen": False}]),
    ),
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(CONSTRAINTS, ANSWERS)
def test_constraints_are_the_same_in_both(
    parts: list[tuple[str, Any]], said: list[tuple[str, Any, Any]]
) -> None:
    one, other = ({name: test} for name, test in parts)
    tasks = [{**TASKS[0], "attributes": ATTRIBUTES[:1]}, TASKS[2]]
    release = a_release(tasks, constraints=[{"id": "k", "if": one, "then": other}])
    annotations = [
        Annotation("1", task, answer, attributes=attributes)
        if task == "one" and not isinstance(answer, int)
        else Annotation("1", "grade", None, value=answer if isinstance(answer, int) else 1)
        for task, answer, attributes in said
    ]
    answers = {name: said_of(name, annotations) for name in ("one", "grade", "one/seen")}
    schema = annotation_schema(release)
    is_accepted = not objections({**schema["$defs"]["Answers"], "$defs": schema["$defs"]}, answers)
    logged = [Answer(0, number, True, each) for number, each in enumerate(annotations)]
    kinds = {problem.kind for _, problem in AnswerChecker(release.schema, False).check(logged)}
    # Where nothing is said there is no annotation to report.
    if annotations:
        assert is_accepted == ("constraint-violated" not in kinds)


def test_the_file_names_its_release_and_what_it_cannot_say() -> None:
    exported = json_schema.render(a_release(TASKS[-1:]))
    schema = json.loads(exported.content)
    assert schema["$comment"] == "schema:s@1.0.0 sha256:0"
    assert [loss.address for loss in exported.losses] == ["span"]
    row = {"item": "1", "label": "a", "region": {"start": 3, "end": 1}}
    assert not objections(schema, row)


@pytest.mark.parametrize("tasks", [TASKS[:1], TASKS])
def test_a_task_is_named_where_there_are_several(tasks: list[dict[str, Any]]) -> None:
    said = objections(annotation_schema(a_release(tasks)), {"item": "1", "label": "a"})
    assert bool(said) == (len(tasks) > 1)


@pytest.mark.parametrize("tasks", [TASKS[:1], TASKS])
def test_what_is_exported_is_a_json_schema(tasks: list[dict[str, Any]]) -> None:
    Draft202012Validator.check_schema(annotation_schema(a_release(tasks)))
