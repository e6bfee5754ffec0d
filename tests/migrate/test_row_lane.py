"""Tests of row_lane: groups of rows come to what the same rows come to one by one."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemactl.data.digests import RowsDigest
from schemactl.data.options import DataOptions, parse_columns
from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.dataset import Layout
from schemactl.files.datasets import parquet as parquet_format
from schemactl.files.parquet_undo import undo_rows
from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.ranges import Range
from schemactl.migrate.reading import ranges_of
from schemactl.migrate.row_lane import as_bytes, from_bytes
from schemactl.migrate.source import Job, open_source
from schemactl.migrate.tally import Counts
from tests.builders import a_schema, a_task
from tests.migrate.hops import a_station, compiled
from tests.migrate.random_ways import RandomWay, random_ways

Rows = list[dict[str, Any]]
Result = tuple[Rows, Counts, list[Entry]] | str

TWO_TASKS = ("label:topic=topic", "label:tone=tone")


def options(*columns: str) -> DataOptions:
    return DataOptions(columns=parse_columns(columns))


def as_lines(folder: Path, rows: Rows, way: CompiledMigration, how: DataOptions) -> Result:
    """Migrate the rows as lines of JSON, one by one."""
    path = folder / "data.jsonl"
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    found = migrated(Job(path, way, how, {}))
    if isinstance(found, str):
        return found
    lines = b"".join(one.output for one in found).splitlines()
    return [orjson.loads(line) for line in lines], counted(found), listed(found)


def as_groups(
    folder: Path, table: Any, way: CompiledMigration, how: DataOptions, size: int = 3
) -> Result:
    """Migrate the rows as groups of a Parquet file, into `out.parquet` and `undo.parquet`."""
    path, out, undo = (folder / f"{name}.parquet" for name in ("data", "out", "undo"))
    parquet().write_table(table, path, row_group_size=size)
    found = migrated(Job(path, way, how, {}))
    if isinstance(found, str):
        return found
    out.write_bytes(b"".join(one.output for one in found))
    # Each frame begins with its length.
    undo.write_bytes(b"".join(one.undo[4:] for one in found))
    return parquet().read_table(out).to_pylist(), counted(found), listed(found)


def migrated(job: Job) -> list[Range] | str:
    """Return the ranges of a file, or what is wrong with it."""
    try:
        return list(ranges_of(job, open_source(job), 0, 1))
    except SchemactlError as error:
        return re.sub(rf"^{re.escape(str(job.path))}:\d+: ", "", error.message)


def counted(found: list[Range]) -> Counts:
    counts: Counts = Counter()
    for one in found:
        counts.update(one.counts)
    return counts


def listed(found: list[Range]) -> list[Entry]:
    """Return the entries with their numbers in the file; `at` counts rows, where there are."""
    records = rows = 0
    entries = []
    for one in found:
        for entry in one.entries:
            entries.append(entry._replace(ordinal=entry.ordinal + records, at=entry.at + rows))
        records += one.records
        rows += one.rows or 0
    return entries


def without_bytes(entries: list[Entry]) -> list[Entry]:
    """Leave out what differs between lines and rows: bytes, and where they stand."""
    return [entry._replace(original=b"", at=0, length=min(entry.length, 1)) for entry in entries]


def said(rows: Rows) -> Rows:
    """Leave out what is null: a row of Parquet has every column."""
    return [{name: cell for name, cell in row.items() if cell is not None} for row in rows]


def rows_of(way: RandomWay, times: int) -> Rows:
    return [
        {"item": f"i{number}", **record.values, **{t: list(v) for t, v in record.answers.items()}}
        for number, record in enumerate(way.records * times)
    ]


SCHEMA = [
    ("item", "string"),
    *((name, "int64") for name in ("f", "g")),
    *((name, "list") for name in ("topic", "tone")),
]


def a_table(rows: Rows) -> Any:
    kinds = {
        "string": arrow().string(),
        "int64": arrow().int64(),
        "list": arrow().list_(arrow().string()),
    }
    schema = arrow().schema([(name, kinds[kind]) for name, kind in SCHEMA])
    return arrow().Table.from_pylist(rows, schema=schema)


@settings(max_examples=40, deadline=None)
@given(random_ways(), st.integers(1, 3))
def test_groups_come_to_what_lines_come_to(
    tmp_path_factory: pytest.TempPathFactory, way: RandomWay, times: int
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    table = a_table(rows_of(way, times))
    # Lines do not tell that a column is one of lists where it has nothing but nulls.
    assume(all(table.column(task).null_count < table.num_rows for task in ("topic", "tone")))
    migration = compile_migration(a_station(way.first), way.hops)
    expected = as_lines(folder, table.to_pylist(), migration, options(*TWO_TASKS))
    found = as_groups(folder, table, migration, options(*TWO_TASKS))
    if isinstance(expected, str) or isinstance(found, str):
        assert found == expected
        return
    assert said(found[0]) == said(expected[0])
    assert found[1] == expected[1]
    assert without_bytes(found[2]) == without_bytes(expected[2])


@settings(max_examples=40, deadline=None)
@given(random_ways())
def test_undo_gives_the_same_rows_digest(
    tmp_path_factory: pytest.TempPathFactory, way: RandomWay
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    migration = compile_migration(a_station(way.first), way.hops)
    table = a_table(rows_of(way, 3))
    if isinstance(as_groups(folder, table, migration, options(*TWO_TASKS)), str):
        return
    back = folder / "back.parquet"
    undo_rows(folder / "out.parquet", folder / "undo.parquet", back)
    assert parquet().read_table(back).equals(table)
    assert rows_digest(back) == rows_digest(folder / "data.parquet")


def rows_digest(path: Path) -> str:
    digest = RowsDigest()
    for record in parquet_format.read(path, Layout()):
        digest.add(record.values)
    return digest.value()


RENAME = {"change": "recode", "from": "b", "to": "c"}
SPLIT = {
    "change": "split",
    "from": "b",
    "to": [{"label": "c", "when": {"score": {"minimum": 0.5}}}, {"label": "d"}],
    "otherwise": "drop",
}
QUEUE = {"change": "split", "from": "b", "to": [{"label": "c"}, {"label": "d"}]}


def a_way(*steps: dict[str, Any]) -> CompiledMigration:
    return compiled(a_schema(a_task("a", "b")), a_schema(a_task("a", "c", "d")), *steps)


def labels(folder: Path) -> list[Any]:
    found: list[Any] = parquet().read_table(folder / "out.parquet").column("label").to_pylist()
    return found


def test_fields_of_each_row_decide_where_a_condition_asks(tmp_path: Path) -> None:
    rows = {"item": list("uvwxyz"), "label": list("abbbab"), "score": [0.9, 0.9, 0.1, None, 0, 1]}
    found = as_groups(tmp_path, arrow().table(rows), a_way(SPLIT), options())
    assert not isinstance(found, str)
    assert [(row["item"], row["label"]) for row in found[0]] == [
        *(("u", "a"), ("v", "c"), ("y", "a"), ("z", "c")),
    ]
    assert found[1]["record", "dropped"] == 2
    assert found[1]["step", 0, "mapped"] == 2


@pytest.mark.parametrize("kind", ["large", "categories", "inside", "lists"])
def test_columns_of_all_kinds_keep_their_types(tmp_path: Path, kind: str) -> None:
    plain = arrow().array(["a", "b", "a", "b", None])
    column = {
        "large": plain.cast(arrow().large_string()),
        "categories": plain.dictionary_encode(),
        "inside": arrow().array([{"label": cell.as_py(), "by": "x"} for cell in plain]),
        "lists": arrow().array([["a", "b"], ["b"], [], None, ["b", "b"]]),
    }[kind]
    table = arrow().table({"item": list("vwxyz"), "label": column})
    how = options("label=label.label" if kind == "inside" else "label=label")
    assert not isinstance(as_groups(tmp_path, table, a_way(RENAME), how), str)
    out = parquet().read_table(tmp_path / "out.parquet")
    assert out.schema.equals(table.schema)
    renamed = orjson.loads(orjson.dumps(table.to_pylist()).replace(b'"b"', b'"c"'))
    assert out.to_pylist() == renamed
    undo_rows(tmp_path / "out.parquet", tmp_path / "undo.parquet", tmp_path / "back.parquet")
    back = parquet().read_table(tmp_path / "back.parquet")
    assert back.schema.equals(table.schema)
    assert back.to_pylist() == table.to_pylist()


def test_numbers_stay_numbers_and_refuse_names(tmp_path: Path) -> None:
    old = a_schema(a_task("a", "b"))
    way = compiled(old, a_schema(a_task("a", "c", "d")), RENAME)
    table = arrow().table({"item": ["x", "y"], "label": [0, 1]})
    how = options()._replace(label_as="index")
    assert not isinstance(as_groups(tmp_path, table, way, how), str)
    assert labels(tmp_path) == [0, 1]
    named = as_groups(tmp_path, table, way, how._replace(out_label_as="id"))
    assert named == "column `label` holds int64, in which 'a' cannot stand"


def test_a_row_that_waits_leaves_with_its_bytes(tmp_path: Path) -> None:
    rows = [
        {"item": item, "label": label, "n": 1.5} for item, label in zip("wxyz", "abab", strict=True)
    ]
    table = arrow().Table.from_pylist(rows)
    found = as_groups(tmp_path, table, a_way(QUEUE), options())
    assert not isinstance(found, str)
    assert [row["item"] for row in found[0]] == ["w", "y"]
    assert [(e.item, e.ordinal, e.at, e.length) for e in found[2]] == [
        ("x", 2, 1, 0),
        ("z", 4, 2, 0),
    ]
    schema = parquet().read_schema(tmp_path / "out.parquet")
    assert [from_bytes(entry.original, schema).to_pylist() for entry in found[2]] == [
        [rows[1]],
        [rows[3]],
    ]
    assert from_bytes(as_bytes(table.slice(2, 1)), table.schema).equals(table.slice(2, 1))


def test_a_column_may_name_the_task(tmp_path: Path) -> None:
    old = a_schema(a_task("a", "b", id="topic"), a_task("b", "z", id="tone"))
    new = a_schema(a_task("a", "c", id="topic"), a_task("b", "z", id="tone"))
    way = compiled(old, new, {**RENAME, "task": "topic"})
    table = arrow().table(
        {"item": list("xyz"), "task": ["topic", "tone", "topic"], "label": ["b", "b", "a"]}
    )
    assert not isinstance(as_groups(tmp_path, table, way, options()), str)
    assert labels(tmp_path) == ["c", "b", "a"]
