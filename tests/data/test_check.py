"""Tests of the check."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.options import DataOptions
from schemactl.data.stamps import Background
from schemactl.data.survey import survey
from schemactl.model.annotation import Problem
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]
STAMP = {"schema": "tickets@2.0.0"}
KNOWN = Background(released={"schema:tickets@2.0.0": "2026-01-01T00:00:00Z"}.get)


@pytest.fixture
def problems(release: SchemaRelease, write: Write) -> Callable[..., list[Problem]]:
    """Return what checks rows, each of which gets an item, a task and a stamp."""

    def found(*rows: dict[str, Any], **given: Any) -> list[Problem]:
        full = [{"item": "1", "task": "intent", **STAMP, **row} for row in rows]
        path = write(*full)
        options = DataOptions(format="annotations", **given)
        return list(survey([path], release, options, background=KNOWN).problems)

    return found


Problems = Callable[..., list[Problem]]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"label": "refnd"}, "unknown-label"),
        ({"label": "old"}, "deprecated-label"),
        ({"label": "money"}, "not-selectable"),
        ({"label": "refund", "schema": None}, "missing-stamp"),
        ({"label": "refund", "schema": "schema:tickets@1.0.0"}, "stamp-mismatch"),
        ({"task": "what", "label": "refund"}, "unknown-task"),
        ({"label": None}, "too-few-choices"),
        ({"label": ["refund", "billing"]}, "too-many-choices"),
        ({"label": "refund", "region": {}}, "unexpected-region"),
        ({"task": "urgency", "value": 9}, "malformed-value"),
        ({"task": "names", "label": "person", "region": {"start": 2}}, "malformed-region"),
        ({"item": None, "label": "refund"}, "missing-item"),
        ({"label": "refund", "status": "maybe"}, "unknown-status"),
        ({"label": "refund", "at": "yesterday"}, "malformed-time"),
        ({"label": "refund", "at": "2026-01-01T10:00:00"}, "malformed-time"),
        ({"label": "refund", "at": "2025-12-31T10:00:00Z"}, "older-than-release"),
        ({"label": "refund", "cites": ["T1"]}, "unknown-citation"),
        ({"label": "refund", "attributes": {"paid": True}}, "unknown-attribute"),
        ({"task": "urgency", "label": "high", "value": 3}, "unexpected-label"),
    ],
)
def test_each_kind_is_found_at_its_line(problems: Problems, row: dict[str, Any], kind: str) -> None:
    good = {"item": "2", "label": "refund"}
    [found] = problems(good, row)
    assert (found.kind, found.line) == (kind, 2)
    assert found.item == row.get("item", "1")


@pytest.mark.parametrize(
    "row",
    [
        {"label": "refund", "schema": "schema:tickets@2.0.0"},
        {"label": "REFUND"},
        {"task": "topics", "label": None},
        {"task": "names", "label": None},
        {"status": "skipped"},
        {"task": "urgency", "value": 1},
    ],
)
def test_good_rows_have_no_problem(problems: Problems, row: dict[str, Any]) -> None:
    assert not problems(row)


def test_choices_are_counted_over_the_rows_of_an_annotator(problems: Problems) -> None:
    rows = [
        {"annotator": annotator, "label": label}
        for annotator, label in [("x", "refund"), ("y", "billing"), ("x", "billing")]
    ]
    [found] = problems(*rows)
    message = "`x` answers `intent` with `billing`, and with `refund` in line 1"
    assert found == Problem("contradiction", "1", 3, "billing", message)
    assert not problems(*({**row, "batch": str(n)} for n, row in enumerate(rows)))
    [found] = problems(*({**row, "annotator": None} for row in rows[::2]))
    message = "task `intent` takes one label, not 2"
    assert found == Problem("too-many-choices", "1", 1, None, message)


def test_topics_take_two(problems: Problems) -> None:
    rows = [{"task": "topics", "label": label} for label in "abc"]
    assert not problems(*rows[:2])
    [found] = problems(*rows)
    assert found.message == "task `topics` takes at most 2 labels, not 3"


def test_a_repeated_annotation_is_named_at_its_second_line(problems: Problems) -> None:
    row = {"annotator": "x", "label": "refund"}
    [found] = problems(row, {"item": "2", **row}, {**row, "note": "again"})
    assert (found.kind, found.line, found.label) == ("duplicate-annotation", 3, "refund")


def test_the_same_content_may_stand_there_twice(problems: Problems) -> None:
    texts = ["same", "same", "other", "other"]
    labels = ["refund", "billing", "refund", "refund"]
    rows = [{"text": t, "label": label} for t, label in zip(texts, labels, strict=True)]
    found = problems(*rows, item_from="content")
    assert [(problem.kind, problem.line) for problem in found] == [
        ("repeated-content", 1),
        ("repeated-content", 4),
    ]
    [listed] = problems({"text": "x", "label": ["refund", "billing"]}, item_from="content")[:1]
    assert listed.kind == "too-many-choices"
