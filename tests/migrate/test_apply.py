"""Apply: what is written, what is not, and that nothing is lost on the way."""

import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.options import Column, parse_columns
from schemactl.data.wide_layout import parse_layout
from schemactl.errors import SchemactlError
from schemactl.migrate.apply import Request, apply, options_of, plain_options
from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.outcome import Dropped, Mapped, Queued, Unchanged
from schemactl.migrate.queue_file import Header, header_line, read_header
from schemactl.migrate.queues.catalog import placed_queue
from schemactl.migrate.queues.sidecar import own_queue
from schemactl.migrate.record import FieldRecord
from schemactl.migrate.work import folder_of
from tests.migrate.hops import a_station
from tests.migrate.random_ways import RandomWay, random_ways
from tests.migrate.runs import Run, a_job, ignore, migrated, targets_in

LABELS = st.sampled_from(["a", "b", "c", "s", "d", "q", "k"])
BEFORE = b'{"item": 1, "label": "a"}\n{"item": 2, "label": "k"}\n'


def test_mapped_labels_are_written_and_all_else_stays_byte_for_byte() -> None:
    content = (
        b'\xef\xbb\xbf{"label" :  "a","z":1.50e0, "item": "\\u0061"}\r\n'
        b"\n"
        b'{"item": "2", "label": "k", "n": 1.0}'
    )
    run = migrated(content)
    assert run.out == content.replace(b'"a"', b'"x"', 1)
    assert run.back == content


def test_a_record_that_waits_or_is_dropped_leaves_the_file() -> None:
    lines = [
        b'{"item":"%d","label":"%s"}\n' % (at, one) for at, one in enumerate(b"a b q d k".split())
    ]
    run = migrated(b"".join(lines))
    assert run.out == lines[0].replace(b'"a"', b'"x"') + lines[1].replace(b'"b"', b'"m"') + lines[4]
    assert [entry.original for entry in run.entries] == [lines[2]]
    assert run.entries[0].ordinal == 3
    assert run.entries[0].at == len(run.out) - len(lines[4])
    assert [choice.label for choice in run.entries[0].open[0].choices] == ["y", "z"]
    assert run.told["records"] == {
        "in": 5,
        "unchanged": 1,
        "mapped": 2,
        "queued": 1,
        "dropped": 1,
        "out": 3,
    }
    assert run.back == b"".join(lines)


def test_what_became_equal_folds_into_the_first() -> None:
    line = b'{"item": "1", "label": ["b" , "k","c",  "a"]}\n'
    run = migrated(line)
    assert run.out == b'{"item": "1", "label": ["m" , "k",  "x"]}\n'
    assert run.told["folded"] == 1
    assert run.back == line


@pytest.mark.parametrize(
    ("name", "content", "out", "options"),
    [
        ("t.csv", b'item,label,z\r\n1,"a","q,"\r\n2,d,\r\n', b'item,label,z\r\n1,"x","q,"\r\n', {}),
        (
            "t.tsv",
            b"item\tlabel\n1\ta b\n2\tk\n",
            b"item\tlabel\n1\tx m\n2\tk\n",
            {"separator": " "},
        ),
        ("t.csv", b"item,label\n1,b;d;c\n", b"item,label\n1,m\n", {"separator": ";"}),
        ("t.csv", b"x\nitem,label\n1,a\n", b"x\nitem,label\n1,x\n", {"header_row": 2}),
    ],
)
def test_cells_of_separated_values(
    name: str, content: bytes, out: bytes, options: dict[str, Any]
) -> None:
    run = migrated(content, name=name, **options)
    assert run.out == out
    assert run.back == content


def test_unknown_labels_leave_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE + b'{"item": 3, "label": "aa"}\n')
    told = apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert told["unknown_labels"] == {"aa": 1}
    assert [found.name for found in tmp_path.iterdir()] == ["data.jsonl"]


@pytest.mark.parametrize(
    "broken", [b'{"item": 3, "label"', b"[]\n", b'{"label":"a","label":"b"}\n']
)
def test_a_broken_line_leaves_nothing_behind(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE + broken)
    with pytest.raises(SchemactlError, match=r"data\.jsonl:3"):
        apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert [found.name for found in tmp_path.iterdir()] == ["data.jsonl"]


@pytest.mark.parametrize("name", ["out", "undo", "queue"])
def test_what_exists_is_replaced_by_force_only(tmp_path: Path, name: str) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE)
    (tmp_path / name).write_text("mine")
    with pytest.raises(SchemactlError, match=f"{name} exists"):
        apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert (tmp_path / name).read_text() == "mine"
    apply(a_job(path), Request(targets_in(tmp_path), force=True), ignore)
    assert (tmp_path / "out").read_bytes() == BEFORE.replace(b'"a"', b'"x"')


def test_targets_are_files_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE)
    targets = targets_in(tmp_path)
    with pytest.raises(SchemactlError, match="is the input"):
        apply(a_job(path), Request(targets._replace(out=path), force=True), ignore)
    with pytest.raises(SchemactlError, match="is --out"):
        apply(a_job(path), Request(targets._replace(queue=targets.out)), ignore)
    with pytest.raises(SchemactlError, match="is a folder"):
        apply(a_job(path), Request(targets._replace(undo=tmp_path)), ignore)
    with pytest.raises(SchemactlError, match="is no folder"):
        apply(a_job(path), Request(targets._replace(undo=tmp_path / "no" / "undo")), ignore)


def test_the_queue_says_which_run_it_belongs_to(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE)
    targets = targets_in(tmp_path)
    told = apply(a_job(path), Request(targets), ignore)
    header = read_header(targets.queue)
    assert (header.run, header.plan) == (told["run"], told["plan"])
    assert header.start[0] == "schema:s@1.0.0"
    assert (targets.queue.parent / header.undo_path).samefile(targets.undo)
    assert not folder_of(targets.out).exists()


def test_the_queue_is_written_for_a_tool_beside_our_own(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'{"item": 1, "label": "q", "region": {"x": 1}}\n')
    job = a_job(path)
    targets = targets_in(tmp_path)
    own, export = placed_queue(targets.queue, "labelbox", job.migration.start.schema)
    request = Request(targets._replace(queue=own), export=export)
    told = apply(job, request, ignore)
    assert told["queue"]["as"] == "labelbox"
    assert [one["kind"] for one in told["queue"]["lost"]] == ["region"]
    assert own_queue(targets.queue) == own
    [row] = orjson.loads(targets.queue.read_bytes())
    assert row["global_key"] == f"{told['run']}-1-0"
    targets.out.unlink()
    targets.undo.unlink()
    own.unlink()
    with pytest.raises(SchemactlError, match="queue exists"):
        apply(job, request, ignore)
    assert placed_queue(targets.queue, "jsonl", job.migration.start.schema) == (targets.queue, None)


def test_options_are_read_back_from_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE)
    columns = parse_columns(["n=n:float?", "label:topic=label"])
    layouts = (parse_layout("annotators:topic=anna@a,b"),)
    job = a_job(path, columns=columns, layouts=layouts, empty="none")
    header = Header("", "", ("", ""), ("", ""), "", "", "jsonl", plain_options(job), "", 0, "")
    (tmp_path / "queue").write_bytes(header_line(header))
    assert options_of(dict(read_header(tmp_path / "queue").options)) == job.options


def test_the_output_is_recorded_once_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE)
    seen = []
    targets = targets_in(tmp_path)
    request = Request(targets, record=lambda told: seen.append((targets.out.exists(), told["run"])))
    told = apply(a_job(path), request, ignore)
    assert seen == [(True, told["run"])]


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(BEFORE)

    def change(count: int) -> None:
        del count
        os.utime(path, (1, 1))

    with pytest.raises(SchemactlError, match="changed while it was read"):
        apply(a_job(path), Request(targets_in(tmp_path)), change)
    assert [found.name for found in tmp_path.iterdir()] == ["data.jsonl"]


@settings(deadline=None, max_examples=40)
@given(random_ways())
def test_rows_become_what_the_chain_says(way: RandomWay) -> None:
    migration = compile_migration(a_station(way.first), way.hops)
    rows = [
        {"item": f"{at}", "task": task, "label": label, **record.values}
        for at, record in enumerate(way.records)
        for task, labels in record.answers.items()
        for label in labels
    ]
    if not rows:
        return
    expected = [_expected(migration, row) for row in rows]
    content = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    run = migrated(content, migration)
    assert [orjson.loads(line) for line in run.out.splitlines()] == [
        row for row in expected if row is not None
    ]
    assert run.back == content
    kinds = run.told["annotations"]
    assert sum(kinds.values()) == 2 * kinds["in"] == 2 * len(rows)
    assert run.told["records"]["out"] == run.out.count(b"\n")


def _expected(migration: CompiledMigration, row: dict[str, Any]) -> dict[str, Any] | None:
    record = FieldRecord(row, {row["task"]: [row["label"]]})
    outcome = migration.decide(row["task"], row["label"], record)
    match outcome:
        case Unchanged():
            return row
        case Mapped():
            return {**row, "task": outcome.task, "label": outcome.label}
        case Queued() | Dropped():
            return None


@settings(deadline=None, max_examples=40)
@given(random_ways())
def test_undo_gives_back_what_lists_of_labels_were(way: RandomWay) -> None:
    migration = compile_migration(a_station(way.first), way.hops)
    content = b"".join(
        orjson.dumps({"item": f"{at}", **record.values, **record.answers}) + b"\n"
        for at, record in enumerate(way.records)
    )
    columns = parse_columns(["label:topic=topic", "label:tone=tone"])
    run = _migrated_lists(content, migration, columns)
    if run is None:
        return
    assert run.back == content
    assert run.told["records"]["out"] == run.out.count(b"\n")


def _migrated_lists(
    content: bytes, migration: CompiledMigration, columns: tuple[Column, ...]
) -> Run | None:
    """Migrate lists of labels; None where a label would leave for the column of another task."""
    try:
        return migrated(content, migration, columns=columns)
    except SchemactlError as error:
        refused = ("moves to task", "no record has")
        if any(message in error.message for message in refused):
            return None
        raise


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(LABELS, min_size=1, max_size=4), min_size=1, max_size=12),
    st.sampled_from([("t.csv", ","), ("t.tsv", "\t")]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_undo_gives_back_separated_values(
    rows: list[list[str]], form: tuple[str, str], end: str, is_ended: bool
) -> None:
    name, mark = form
    lines = [mark.join(["item", "label", "n"])]
    lines += [mark.join([str(at), " ".join(row), str(at % 3)]) for at, row in enumerate(rows)]
    content = (end.join(lines) + (end if is_ended else "")).encode()
    run = migrated(content, name=name, separator=" ")
    assert run.back == content
    assert run.told["records"]["in"] == len(rows)
    assert len(run.out.splitlines()) == run.told["records"]["out"] + 1
