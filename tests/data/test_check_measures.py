"""Tests of measures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.checking import check_data
from schemactl.data.options import DataOptions
from schemactl.model.annotation import Problem
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]
STAMP = {"schema": "tickets@2.0.0", "task": "names", "label": "person"}


@pytest.fixture
def problems(release: SchemaRelease, write: Write) -> Callable[..., list[Problem]]:
    def found(*rows: dict[str, Any]) -> list[Problem]:
        checked = check_data([write(*({**STAMP, **row} for row in rows))], release, DataOptions())
        return [problem for _, problem in checked.problems]

    return found


Problems = Callable[..., list[Problem]]


def span(item: int, length: int, start: int = 0) -> dict[str, Any]:
    return {"item": str(item), "region": {"start": start, "end": start + length}}


def test_a_size_far_out_is_named_with_the_statistics(problems: Problems) -> None:
    [found] = problems(*(span(n, 5 + n % 3) for n in range(40)), span(40, 5000))
    assert (found.kind, found.item, found.line) == ("outlier-size", "40", 41)
    assert found.message.startswith("a region of 5000 characters; of `person`: median ")


def test_a_region_of_a_whole_item_has_no_size(problems: Problems) -> None:
    wrong = {"task": "intent", "label": "refund"}
    rows = [{**span(n, 5), **wrong} for n in range(40)]
    found = problems(*rows, {**span(40, 5000), **wrong})
    assert {one.kind for one in found} == {"unexpected-region"}


def test_very_many_regions_are_named_once(problems: Problems) -> None:
    usual = [span(n, 5, start) for n in range(30) for start in range(2)]
    crowd = [span(99, 5, start) for start in range(80)]
    [found] = problems(*usual, *crowd)
    assert (found.kind, found.item, found.line, found.label) == ("outlier-count", "99", 61, None)
    assert found.message.startswith("80 regions of task `names` in one item; median ")


def test_a_text_far_out_is_named(problems: Problems) -> None:
    rows = [
        {"item": str(n), "task": "intent", "label": "refund", "text": "x" * (20 + n % 5)}
        for n in range(40)
    ]
    [found] = problems(*rows, {**rows[0], "item": "40", "text": "x" * 9000})
    assert (found.kind, found.line) == ("outlier-length", 41)


def test_answers_that_came_too_soon_are_named(problems: Problems) -> None:
    times = [f"2026-03-01T09:{n:02d}:00Z" for n in range(40)] + ["2026-03-01T09:39:01Z"]
    rows = [
        {"item": str(n), "task": "intent", "label": "refund", "annotator": "x", "at": at}
        for n, at in enumerate(times)
    ]
    [found] = problems(*rows)
    assert (found.kind, found.line) == ("outlier-pace", 41)
    assert found.message.endswith("the median between answers is 60 seconds")
