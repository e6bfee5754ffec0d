"""Tests of reading."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]


def placed(release: SchemaRelease, path: Path, **given: Any) -> list[Placed]:
    given["columns"] = parse_columns(given.get("columns", ()))
    reader = DataReader(release.schema, DataOptions(**given))
    return [one for _, found in reader.read(path) for one in found]


def said(found: list[Placed]) -> list[tuple[str, str | None, str | None, Any]]:
    return [
        (one.annotation.item, one.annotation.task, one.annotation.label, one.annotation.value)
        for one in found
    ]


def kinds(found: list[Placed]) -> list[str]:
    return [problem.kind for one in found for problem in one.problems]


def test_annotations_are_read_as_they_are(release: SchemaRelease, write: Write) -> None:
    stamp = {"schema": "tickets@2.0.0"}
    path = write(
        {"item": "1", "task": "intent", "label": "REFUND", "annotator": "x", **stamp},
        {"item": "1", "task": "urgency", "value": 3, **stamp},
        {"item": "2", "task": "intent", "status": "skipped", **stamp},
        {"item": "3", "task": "names", "label": None, **stamp},
    )
    found = placed(release, path)
    assert said(found) == [
        ("1", "intent", "refund", None),
        ("1", "urgency", None, 3),
        ("2", "intent", None, None),
        ("3", "names", None, None),
    ]
    assert [one.line for one in found] == [1, 2, 3, 4]
    assert found[0].annotation.schema == "tickets@2.0.0"
    assert not kinds(found)


def test_lists_hold_several_labels(release: SchemaRelease, write: Write) -> None:
    rows = [{"item": "1", "label": ["a", "b"]}, {"item": "2", "label": []}]
    path = write(*rows, {"item": "3", "label": None}, {"item": "4"})
    assert said(placed(release, path, task="topics")) == [
        ("1", "topics", "a", None),
        ("1", "topics", "b", None),
        ("2", "topics", None, None),
    ]


def test_a_null_among_single_labels_says_none(release: SchemaRelease, write: Write) -> None:
    path = write({"item": "1", "label": "a"}, {"item": "2", "label": None}, {"item": "3"})
    found = said(placed(release, path, task="topics"))
    assert [(item, label) for item, _, label, _ in found] == [("1", "a"), ("2", None)]


def test_columns_answer_one_task_each(release: SchemaRelease, write: Write) -> None:
    rows = ("id,intent,how urgent,topics", "7,billing,4,a|b", "8,,,", "9,refund,x,")
    path = write(*rows, name="wide.csv")
    columns = ["item=id", "label:intent=intent", "label:urgency=how urgent", "label:topics=topics"]
    found = placed(release, path, columns=columns, separator="|")
    assert said(found) == [
        ("7", "intent", "billing", None),
        ("7", "urgency", None, 4),
        ("7", "topics", "a", None),
        ("7", "topics", "b", None),
        ("9", "intent", "refund", None),
        ("9", "urgency", None, "x"),
    ]


def test_empty_cells_may_say_none(release: SchemaRelease, write: Write) -> None:
    path = write("item,label", "1,a", "2,", name="a.csv")
    assert len(placed(release, path, task="topics")) == 1
    found = said(placed(release, path, task="topics", empty="none"))
    assert found[1] == ("2", "topics", None, None)


def test_numbers_name_columns_without_header(release: SchemaRelease, write: Write) -> None:
    path = write('a "text\t0,2\tx1', name="a.tsv")
    columns = ["text=1", "label=2", "item=3"]
    options: dict[str, Any] = {"separator": ",", "label_as": "position", "header_row": 0}
    found = placed(release, path, columns=columns, task="topics", **options)
    assert said(found) == [("x1", "topics", "a", None), ("x1", "topics", "c", None)]


def test_items_may_be_known_by_content(release: SchemaRelease, write: Write) -> None:
    path = write({"text": "abc", "label": "a"}, {"text": "", "label": "a"})
    found = placed(release, path, task="topics", item_from="content")
    assert found[0].annotation.item == (
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    assert kinds(found) == ["missing-item"]


def test_ids_may_be_numbers_and_stand_inside(release: SchemaRelease, write: Write) -> None:
    path = write({"meta": {"id": 7}, "label": "a"}, {"meta": {"id": None}, "label": "a"})
    found = placed(release, path, task="topics", columns=["item=meta.id"])
    assert [one.annotation.item for one in found] == ["7", ""]
    assert kinds(found) == ["missing-item"]


def test_the_label_may_name_its_task(release: SchemaRelease, write: Write) -> None:
    labels = ["refund", "topics/a", "urgency/a", "what", 1.5]
    path = write(*({"item": "1", "label": label} for label in labels))
    found = placed(release, path)
    assert [one.annotation.task for one in found] == ["intent", "topics", None, None, None]
    assert kinds(found) == ["missing-task"] * 3


def test_what_cannot_be_resolved_is_a_problem(release: SchemaRelease, write: Write) -> None:
    path = write(
        {"item": "1", "task": "intent", "label": "refnd"},
        {"item": "1", "task": "intend", "label": "refund"},
        {"item": "1", "task": "intent", "label": {"id": "refund"}},
        {"item": "1", "task": "intent", "label": "refund", "status": "maybe"},
    )
    found = placed(release, path)
    assert kinds(found) == ["unknown-label", "unknown-task", "malformed-label", "unknown-status"]
    assert [one.is_known for one in found] == [False, False, False, True]
    assert (found[0].annotation.label, found[1].annotation.task) == ("refnd", "intend")


@pytest.mark.parametrize(
    ("row", "message"),
    [({"id": 1, "label": "a"}, "column `item`"), ({"item": 1, "tag": "a"}, "column `label`")],
)
def test_columns_that_never_appear_are_asked_for(
    release: SchemaRelease, write: Write, row: dict[str, Any], message: str
) -> None:
    with pytest.raises(SchemactlError, match=message) as raised:
        placed(release, write(row), task="topics")
    assert "columns found: " + ", ".join(row) in raised.value.hint


def test_a_task_that_the_schema_lacks_is_refused(release: SchemaRelease, write: Write) -> None:
    path = write({"item": "1", "label": "a"})
    for given in ({"task": "topic"}, {"columns": ["label:topic=label"]}):
        with pytest.raises(SchemactlError, match="has no task 'topic'"):
            placed(release, path, **given)


@pytest.mark.parametrize("name", ["data.parquet", "stamped.parquet"])
def test_nulls_in_a_column_of_lists_were_not_asked_even_where_all_are(
    release: SchemaRelease, tmp_path: Path, name: str
) -> None:
    stamps = {"schema": ["tickets@2.0.0"] * 2} if name.startswith("stamped") else {}
    labels = arrow().array([None, None], arrow().list_(arrow().string()))
    columns = {"item": ["1", "2"], "label": labels, "inner": [{"labels": None}] * 2, **stamps}
    kind = arrow().struct([("labels", arrow().large_list(arrow().string()))])
    table = arrow().table({**columns, "inner": arrow().array(columns["inner"], kind)})
    parquet().write_table(table, tmp_path / name)
    assert placed(release, tmp_path / name, task="topics") == []
    assert placed(release, tmp_path / name, columns=["label:topics=inner.labels"]) == []
    # What no type says to be a list holds one answer each: that nothing applies.
    table = table.set_column(1, "label", arrow().array([None, None], arrow().string()))
    parquet().write_table(table, tmp_path / name)
    found = placed(release, tmp_path / name, task="topics")
    assert said(found) == [("1", "topics", None, None), ("2", "topics", None, None)]
