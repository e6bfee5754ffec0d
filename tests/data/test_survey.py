"""Tests of the survey."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data import survey as module
from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.survey import BatchCount, survey
from schemactl.errors import SchemactlError
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]
ROWS = [
    {"item": "1", "task": "intent", "label": "REFUND", "annotator": "y", "batch": "b1"},
    {"item": "1", "task": "intent", "label": "refund", "annotator": "x", "batch": "b1"},
    {"item": "2", "task": "topics", "label": None, "annotator": "x"},
    {"item": "2", "task": "intent", "label": "spam", "annotator": "x", "schema": "tickets@1.0.0"},
]


def test_everything_is_counted_in_one_pass(release: SchemaRelease, write: Write) -> None:
    path = write(*ROWS)
    done: list[int] = []
    found = survey([path], release, DataOptions(format="jsonl"), done.append)
    assert (found.records, found.annotations, found.items) == (4, 4, 2)
    assert found.labels["intent"] == {"refund": 2}
    assert found.nones == {"topics": 1}
    assert found.unknown_labels == {"spam": 1}
    assert found.annotators == {"x": 3, "y": 1}
    assert BatchCount("b1", None, None, 2) in found.batches
    assert found.stamps == {"tickets@1.0.0": 1}
    assert found.summary == {"stamp-mismatch": 1, "unknown-label": 1}
    assert found.errors == 2
    assert sum(done) == module.BYTES_PASSES * path.stat().st_size


def test_labels_are_counted_by_slice_in_rows_of_every_kind(
    release: SchemaRelease, write: Write
) -> None:
    rows: list[dict[str, Any]] = [
        {"item": str(n), "task": "intent", "label": "refund", "where": where}
        for n, where in enumerate(["web", "web", True, 1, ["web"], "", None])
    ]
    options = DataOptions(format="annotations", columns=parse_columns(["slice=where"]))
    expected = {"intent": {"refund": {"1": 1, "True": 1, "['web']": 1, "web": 2}}}
    found = survey([write(*rows)], release, options)
    assert (found.slices, found.format) == (expected, "annotations")
    nested = [{**row, "more": {}} for row in rows]
    assert survey([write(*nested)], release, options).slices == expected


def test_several_files_count_as_one(release: SchemaRelease, write: Write) -> None:
    whole = survey([write(*ROWS, name="all.jsonl")], release, DataOptions())
    parts = [write(*ROWS[2:], name="b.jsonl"), write(*ROWS[:2], name="a.jsonl")]
    found = survey(parts, release, DataOptions(format="annotations"))
    assert found.digests[1:] == whole.digests[1:]
    assert found.digests.bytes != whole.digests.bytes
    assert {problem.message.partition(":")[0] for problem in found.problems} == {
        "a.jsonl",
        "b.jsonl",
    }


def test_without_check_there_are_no_problems(release: SchemaRelease, write: Write) -> None:
    path = write(*ROWS)
    found = survey([path], release, DataOptions(), background=None)
    assert not found.problems
    assert found.digests == survey([path], release, DataOptions()).digests


def test_problems_are_bounded_and_all_counted(
    release: SchemaRelease, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_PROBLEMS", 3)
    path = write(*({"item": str(n), "task": "intent", "label": "x"} for n in range(9)))
    found = survey([path], release, DataOptions())
    assert (len(found.problems), found.summary) == (3, {"unknown-label": 9})


def test_a_file_that_changes_meanwhile_is_refused(release: SchemaRelease, write: Write) -> None:
    path = write(*ROWS)

    def touch(count: int) -> None:
        os.utime(path, ns=(count, count))

    with pytest.raises(SchemactlError, match="was changed while it was read"):
        survey([path], release, DataOptions(), touch)


def test_a_number_that_cannot_be_recorded_is_named(release: SchemaRelease, write: Write) -> None:
    path = write('{"item": "1", "task": "intent", "label": "refund", "d": {"x": "\\ud83d"}}')
    with pytest.raises(SchemactlError, match=r"data.jsonl:1: "):
        survey([path], release, DataOptions())


def test_what_only_the_format_knows_is_reported(release: SchemaRelease, write: Write) -> None:
    path = write("Ada B-person", "met O", "Bo I-person", name="data.conll")
    found = survey([path], release, DataOptions(task="names"))
    assert [(problem.kind, problem.line) for problem in found.problems] == [("broken-sequence", 3)]
    assert found.labels["names"] == {"person": 2}
    assert survey([path], release, DataOptions(task="names"), background=None).summary == {}
