"""Tests of checking files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.data.checking import check_data
from schemactl.data.convert import convert
from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import find_format
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]
GOOD = {"item": "1", "task": "intent", "label": "refund", "annotator": "x"}


def test_several_files_are_one_set_of_data(release: SchemaRelease, write: Write) -> None:
    paths = [write(GOOD, name="a.jsonl"), write({**GOOD, "label": "billing"}, name="b.jsonl")]
    found = check_data(paths, release, DataOptions())
    assert (found.annotations, found.items) == (2, 1)
    [(file, problem)] = found.problems
    assert (file, problem.kind, problem.line) == (1, "contradiction", 1)


@pytest.mark.parametrize("name", ["data.jsonl", "data.csv"])
def test_a_file_that_changes_meanwhile_is_refused(
    release: SchemaRelease, write: Write, name: str
) -> None:
    rows = [GOOD] if name == "data.jsonl" else ["item,task,label", "1,intent,refund"]
    path = write(*rows, name=name)

    def touch(count: int) -> None:
        os.utime(path, ns=(count, count))

    with pytest.raises(SchemactlError, match="was changed while it was read"):
        check_data([path], release, DataOptions(), progress=touch)


def test_lines_that_cannot_be_read_are_named(release: SchemaRelease, write: Write) -> None:
    path = write(GOOD, '{"item": "2", "item": "3", "label": "refund"}')
    with pytest.raises(SchemactlError, match=r"data.jsonl:2: the key 'item' stands there twice"):
        check_data([path], release, DataOptions())


def test_a_file_without_items_is_refused(release: SchemaRelease, write: Write) -> None:
    with pytest.raises(SchemactlError, match="no record has a column `item`"):
        check_data([write({"id": "1", "label": "refund"})], release, DataOptions(task="intent"))


def test_rows_of_one_column_among_others_are_counted_once(
    release: SchemaRelease, write: Write
) -> None:
    lines = [GOOD, {"label": "refund"}, {**GOOD, "item": "2"}, {"item": "3"}]
    found = check_data([write(*lines)], release, DataOptions(format="jsonl"))
    assert (found.annotations, found.problems.summary) == (3, {"missing-item": 1})


def test_annotations_in_parquet_are_checked_and_counted_as_lines_are(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    rows = [{"item": str(n), "task": "intent", "label": "refund", "at": "soon"} for n in range(3)]
    lines = write(*rows)
    table = tmp_path / "rows.parquet"
    convert([lines], release.schema, DataOptions(), "annotations", table)
    assert find_format(table).NAME == "annotations"
    checked = check_data([table], release, DataOptions())
    assert (checked.annotations, checked.items) == (3, 3)
    assert [problem.line for _, problem in checked.problems] == [1, 2, 3]
    counted, same = (survey([path], release, DataOptions()) for path in (table, lines))
    assert counted.labels == same.labels
    assert counted.digests.labels == same.digests.labels
