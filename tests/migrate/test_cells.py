"""Cells: the new value of a column, or the reason why it cannot be written."""

from typing import Any

import orjson
import pytest

from schemactl.data.options import parse_columns
from schemactl.data.wide_layout import parse_layout
from schemactl.errors import SchemactlError
from schemactl.migrate.compile import CompiledMigration
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.runs import migrated


def line(migration: CompiledMigration | None, row: dict[str, Any], **options: Any) -> Any:
    """Return what becomes of one row of JSON."""
    run = migrated(orjson.dumps(row) + b"\n", migration, **options)
    assert run.back == orjson.dumps(row) + b"\n"
    return orjson.loads(run.out) if run.out else None


def test_lists_keep_their_order_and_lose_what_is_dropped() -> None:
    assert line(None, {"item": "1", "label": ["k", "d", "a"]})["label"] == ["k", "x"]
    assert line(None, {"item": "1", "label": ["d", "d"]}) is None
    assert line(None, {"item": "1", "label": []}) == {"item": "1", "label": []}


def test_an_answer_that_is_dropped_beside_others_was_not_asked() -> None:
    columns = parse_columns(["label:topic=one", "label:tone=two"])
    old = a_schema(a_task("a", "d"), a_task("p", id="tone"))
    new = a_schema(a_task("a"), a_task("p", id="tone"))
    migration = compiled(old, new, {"change": "retire", "from": "d", "otherwise": "drop"})
    row = {"item": "1", "one": "d", "two": "p"}
    assert line(migration, row, columns=columns) == {"item": "1", "two": "p"}
    run = migrated(b"item,one,two\n1,d,p\n", migration, "t.csv", columns=columns)
    assert run.out == b"item,one,two\n1,,p\n"
    with pytest.raises(SchemactlError, match="would say that nothing applies"):
        migrated(b"item,one,two\n1,d,p\n", migration, "t.csv", columns=columns, empty="none")


def test_an_alias_that_is_gone_is_written_as_the_id() -> None:
    old = a_schema(a_label("a", aliases=("A", "aa")))
    migration = compiled(old, a_schema(a_label("a", aliases=("aa",))))
    assert line(migration, {"item": "1", "label": "aa"})["label"] == "aa"
    assert line(migration, {"item": "1", "label": "A"})["label"] == "a"


def test_numbers_stay_numbers_of_the_last_version() -> None:
    old = a_schema(*(a_label(name, index=at) for at, name in enumerate("abc")))
    new = a_schema(*(a_label(name, index=at) for at, name in ((0, "a"), (2, "c"), (5, "x"))))
    migration = compiled(old, new, {"change": "recode", "from": "b", "to": "x"})
    by_position = [
        line(migration, {"item": "1", "label": at}, label_as="position")["label"] for at in range(3)
    ]
    assert by_position == [0, 2, 1]
    named = line(migration, {"item": "1", "label": 1}, label_as="index", out_label_as="id")
    assert named["label"] == "x"


def test_a_row_says_its_new_task_where_it_says_one() -> None:
    old = a_schema(a_task("a", "b"), a_task("p", id="tone"))
    new = a_schema(a_task("a"), a_task("p", "b", id="tone"))
    step = {"change": "retire", "from": "topic/b", "otherwise": {"use": "tone/b"}}
    migration = compiled(old, new, step)
    row = {"item": "1", "task": "topic", "label": "b"}
    assert line(migration, row) == {"item": "1", "task": "tone", "label": "b"}
    assert line(migration, {"item": "1", "label": "b"}) == {"item": "1", "label": "b"}
    with pytest.raises(SchemactlError, match=r"data.jsonl:1: a label in `one` moves to"):
        line(migration, {"item": "1", "one": "b"}, columns=parse_columns(["label:topic=one"]))


def test_a_label_that_several_tasks_have_is_written_with_its_task() -> None:
    old = a_schema(a_task("a"), a_task("p", id="tone"))
    new = a_schema(a_task("b"), a_task("p", "b", id="tone"))
    migration = compiled(old, new, {"change": "recode", "from": "topic/a", "to": "topic/b"})
    assert line(migration, {"item": "1", "label": "a"})["label"] == "topic/b"
    assert line(migration, {"item": "1", "label": "tone/p"})["label"] == "tone/p"


def test_the_stamp_is_that_of_the_labels() -> None:
    row = {"item": "1", "label": "k", "schema": "schema:s@1.0.0"}
    migration = compiled(a_schema("k"), a_schema("k", version="2.0.0"))
    assert line(migration, row)["schema"] == "schema:s@2.0.0"
    with pytest.raises(SchemactlError, match=r"labeled under s@0\.9\.0, not under s@1\.0\.0"):
        line(migration, {**row, "schema": "s@0.9.0"})


def test_columns_that_stand_for_labels_are_refused() -> None:
    with pytest.raises(SchemactlError, match="each column stands for a label"):
        migrated(b"item,a,k\n1,1,0\n", name="t.csv", layouts=(parse_layout("flags:topic=a,k"),))
    both = parse_columns(["label:topic=one", "label:tone=one"])
    old = a_schema(a_task("a"), a_task("a", id="tone"))
    with pytest.raises(SchemactlError, match="answers two tasks"):
        line(compiled(old, old), {"item": "1", "one": "a"}, columns=both)


def test_a_column_per_annotator_is_written() -> None:
    layouts = (parse_layout("annotators=p1,p2"),)
    run = migrated(b"item,p1,p2\n1,a,k\n2,,b\n", name="t.csv", layouts=layouts)
    assert run.out == b"item,p1,p2\n1,x,k\n2,,m\n"
