"""Tests of wide columns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.data.wide_layout import parse_layout
from schemactl.errors import SchemactlError
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]


def placed(release: SchemaRelease, path: Path, *layouts: str) -> list[Placed]:
    options = DataOptions(layouts=tuple(map(parse_layout, layouts)))
    return [one for _, found in DataReader(release.schema, options).read(path) for one in found]


def said(found: list[Placed]) -> list[tuple[str, str | None, str | None]]:
    return [(one.annotation.item, one.annotation.label, one.annotation.annotator) for one in found]


def kinds(found: list[Placed]) -> list[str]:
    return [problem.kind for one in found for problem in one.problems]


def test_a_column_per_annotator(release: SchemaRelease, write: Write) -> None:
    path = write({"item": "1", "A": "refund", "B": "REFUND"}, {"item": "2", "A": "x", "B": None})
    found = placed(release, path, "annotators:intent=ann@A,B")
    assert said(found) == [("1", "refund", "ann"), ("1", "refund", "B"), ("2", "x", "ann")]
    assert kinds(found) == ["unknown-label"]


def test_votes_per_class_are_as_many_annotations(release: SchemaRelease, write: Write) -> None:
    path = write({"item": "1", "a": 2, "n_b": "1", "c": 0}, {"item": "2", "a": "", "n_b": 1})
    found = placed(release, path, "votes:topics=a,b@n_b,c")
    assert said(found) == [
        ("1", "a", "vote-1"),
        ("1", "a", "vote-2"),
        ("1", "b", "vote-3"),
        ("2", "b", "vote-1"),
    ]


def test_a_column_of_flags_per_label(release: SchemaRelease, write: Write) -> None:
    rows = [
        {"item": "1", "a": 1, "b": "0", "c": True},
        {"item": "2", "a": 0, "b": 0, "c": False},
        {"item": "3", "a": None, "b": "", "c": None},
    ]
    found = placed(release, write(*rows), "flags:topics=a,b,c")
    assert said(found) == [("1", "a", None), ("1", "c", None), ("2", None, None)]
    assert not kinds(found)


@pytest.mark.parametrize(
    ("layout", "cell"), [("votes", -1), ("votes", "two"), ("votes", 10_001), ("flags", 2)]
)
def test_cells_of_another_kind_are_said(
    release: SchemaRelease, write: Write, layout: str, cell: object
) -> None:
    found = placed(release, write({"item": "1", "a": cell}), f"{layout}:topics=a")
    assert kinds(found) == ["malformed-label"]


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ("votes:topics=z", "task `topics` has no label 'z'"),
        ("votes=a", "no task is named"),
        ("votes:topic=a", "the schema has no task 'topic'"),
    ],
)
def test_a_layout_fits_the_schema(
    release: SchemaRelease, write: Write, layout: str, message: str
) -> None:
    with pytest.raises(SchemactlError, match=message):
        placed(release, write({"item": "1", "a": 1}), layout)


def test_columns_that_are_not_there_are_said(release: SchemaRelease, write: Write) -> None:
    with pytest.raises(SchemactlError, match="no record has a column `a` or `b`"):
        placed(release, write({"item": "1", "z": 1}), "votes:topics=a,b")
