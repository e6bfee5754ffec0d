"""Tests of spark, over a fake of Spark: see tests/interop for the same with Spark itself."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.apply import Request as StreamRequest
from schemactl.migrate.apply import apply
from schemactl.migrate.engines.local_files import LocalStretch, migrate_stretches
from schemactl.migrate.engines.manifest import MANIFEST, Plain
from schemactl.migrate.engines.partition import Edges, migrate_files, migrate_lines
from schemactl.migrate.engines.spark import Folders, Request, apply_with_spark
from schemactl.migrate.engines.spark_rows import Rows
from schemactl.migrate.engines.undo_parts import undo_parts
from schemactl.migrate.engines.unit import Units
from schemactl.migrate.source import SAMPLE
from schemactl.migrate.tally import NotConserved
from tests.migrate.engines.fake_spark import FakeSession
from tests.migrate.runs import a_job, ignore, targets_in

LABELS = "abcsdqk"


def lines(first: int, count: int) -> bytes:
    return b"".join(
        b'{"item": %d, "label": "%s", "n": %d}\n' % (n, LABELS[n % 7].encode(), n % 2)
        for n in range(first, first + count)
    )


def folders_in(folder: Path) -> Folders:
    return Folders(*(str(folder / name) for name in ("data", "undo", "queue")))


def a_request(folder: Path, stretch: int = 1000, **more: Any) -> Request:
    return Request(
        a_job(Path("x")), str(folder / "in"), folders_in(folder), stretch=stretch, **more
    )


def parts(folder: Path) -> list[Path]:
    return sorted((folder / "data").glob("part-*"))


def streamed(folder: Path, content: bytes) -> tuple[bytes, dict[str, Any]]:
    """Return what the engine `stream` makes of the same bytes."""
    alone = folder / "alone"
    alone.mkdir()
    path = alone / "whole.jsonl"
    path.write_bytes(content)
    told = apply(a_job(path), StreamRequest(targets_in(alone)), ignore)
    return targets_in(alone).out.read_bytes(), told


def comparable(told: dict[str, Any]) -> dict[str, Any]:
    own = ("run", "digests", "undo")
    return {name: value for name, value in told.items() if name not in own}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.sampled_from([*LABELS, " ", "\r", "k ä"]), min_size=1, max_size=30),
    st.integers(30, 400),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, migrate_lines]),
)
def test_parts_in_order_are_what_the_stream_writes(
    tmp_path_factory: pytest.TempPathFactory,
    said: list[str],
    stretch: int,
    is_marked: bool,
    is_ended: bool,
    rows: Rows | None,
) -> None:
    folder = tmp_path_factory.mktemp("spark")
    (folder / "in").mkdir()
    some = [
        f'{{"item": {n}, "label": "{word[0]}", "t": "{word}"}}\r' if word.strip() else word
        for n, word in enumerate(["a", *said])
    ]
    content = b"\xef\xbb\xbf" * is_marked + "\n".join(some).encode() + b"\n" * is_ended
    (folder / "in" / "a.jsonl").write_bytes(content)
    told = apply_with_spark(FakeSession(), a_request(folder, stretch), rows)
    expected, report = streamed(folder, content)
    assert b"".join(part.read_bytes() for part in parts(folder)) == expected
    assert comparable(told) == comparable(report)
    undo_parts(folder / "data", folder / "undo", folder / "back")
    assert (folder / "back" / "a.jsonl").read_bytes() == content


@pytest.mark.parametrize("rows", [None, migrate_lines])
def test_files_come_in_the_order_of_their_names(tmp_path: Path, rows: Rows | None) -> None:
    (tmp_path / "in").mkdir()
    contents = {"b.jsonl": lines(0, 90), "a b.jsonl": lines(100, 9)[:-1], "c.jsonl": b""}
    for name, content in contents.items():
        (tmp_path / "in" / name).write_bytes(content)
    told = apply_with_spark(FakeSession(), a_request(tmp_path), rows)
    assert told["records"]["in"] == 99
    manifest = orjson.loads((tmp_path / "data" / MANIFEST).read_bytes())
    read = [Path(part["place"][0]).name for part in manifest["parts"]]
    assert read == sorted(read)
    assert [part["name"] for part in manifest["parts"]] == [path.name for path in parts(tmp_path)]
    assert (tmp_path / "data" / "_SUCCESS").exists()
    assert not (tmp_path / "data" / "_schemactl").exists()
    undo_parts(tmp_path / "data", tmp_path / "undo", tmp_path / "back")
    for name in ("b.jsonl", "a b.jsonl"):
        assert (tmp_path / "back" / name).read_bytes() == contents[name]


@pytest.mark.parametrize("rows", [None, migrate_lines])
def test_tasks_that_run_again_count_once(tmp_path: Path, rows: Rows | None) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 90))
    told = apply_with_spark(FakeSession(tries=3), a_request(tmp_path), rows)
    expected, report = streamed(tmp_path, lines(0, 90))
    assert comparable(told) == comparable(report)
    assert b"".join(part.read_bytes() for part in parts(tmp_path)) == expected


def test_tasks_are_sent_the_records_that_tell_how_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    blank = b"\n \n".join(lines(0, 2 * SAMPLE).splitlines(keepends=True))
    (tmp_path / "in" / "a.jsonl").write_bytes(blank)
    sent = set()

    def task(units: Units, stretches: Sequence[LocalStretch], folder: str) -> list[Plain]:
        sent.add(units.run.head)
        return migrate_stretches(units, stretches, folder)

    apply_with_spark(FakeSession(), a_request(tmp_path), task=task)
    [head] = sent
    assert [line for line in head.splitlines() if line.strip()] == lines(0, SAMPLE).splitlines()
    assert blank.startswith(head)


def rows_of_files(units: Units, _edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    return migrate_files(units, batches)


@pytest.mark.parametrize("rows", [None, rows_of_files])
def test_parquet_files_keep_their_rows(tmp_path: Path, rows: Rows | None) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        table = arrow().table({"item": list("uvwxyz"), "label": list("abqkdk"), "of": [name] * 6})
        parquet().write_table(table, tmp_path / "in" / f"{name}.parquet", row_group_size=2)
    told = apply_with_spark(FakeSession(tries=2), a_request(tmp_path), rows)
    assert told["format"] == "parquet"
    assert told["records"] == {
        **{"in": 12, "unchanged": 4, "mapped": 4, "queued": 2, "dropped": 2, "out": 8}
    }
    found = [parquet().read_table(path) for path in parts(tmp_path)]
    assert [table.column("of")[0].as_py() for table in found] == ["a", "b"]
    assert found[0].column("label").to_pylist() == ["x", "m", "k", "k"]
    undo_parts(tmp_path / "data", tmp_path / "undo", tmp_path / "back")
    for name in ("a.parquet", "b.parquet"):
        first, again = (parquet().read_table(tmp_path / at / name) for at in ("in", "back"))
        assert again.equals(first)


def test_unknown_labels_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 9) + b'{"item": 1, "label": "nil"}\n')
    told = apply_with_spark(FakeSession(), a_request(tmp_path))
    assert told["unknown_labels"] == {"nil": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_broken_line_is_named_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 90) + b"{\n")
    with pytest.raises(SchemactlError, match=r"^a\.jsonl:91: not valid JSON"):
        apply_with_spark(FakeSession(), a_request(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize("rows", [None, migrate_lines])
def test_a_mark_of_byte_order_begins_files_only(tmp_path: Path, rows: Rows | None) -> None:
    (tmp_path / "in").mkdir()
    before, mark = lines(0, 2 * SAMPLE), b"\xef\xbb\xbf"
    content = before + mark + lines(0, 9)
    (tmp_path / "in" / "a.jsonl").write_bytes(content)
    with pytest.raises(SchemactlError, match=r"jsonl:2001: not valid JSON: .*byte order mark"):
        streamed(tmp_path, content)
    # A stretch begins with the mark, or has it between its lines.
    for stretch in (len(before) - 1, 2**20):
        with pytest.raises(
            SchemactlError, match=r"from byte \d+ on:\d+: not valid JSON: .*byte ord"
        ):
            apply_with_spark(FakeSession(), a_request(tmp_path, stretch), rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone", "in"]


def test_what_cannot_be_migrated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="no such file"):
        apply_with_spark(FakeSession(), a_request(tmp_path))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(b"\x1f\x8b12")
    with pytest.raises(SchemactlError, match="packed with gzip"):
        apply_with_spark(FakeSession(), a_request(tmp_path))
    (tmp_path / "in" / "a.jsonl.gz").rename(tmp_path / "in" / "a.csv")
    (tmp_path / "in" / "a.csv").write_bytes(b"item,label\n1,a\n")
    with pytest.raises(SchemactlError, match="csv is neither JSON Lines nor Parquet"):
        apply_with_spark(FakeSession(), a_request(tmp_path))
    (tmp_path / "in" / "b.parquet").write_bytes(b"PAR1")
    with pytest.raises(SchemactlError, match="some files are Parquet, others are not"):
        apply_with_spark(FakeSession(), a_request(tmp_path))


def test_what_exists_stays_unless_it_is_forced(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 9))
    (tmp_path / "undo").mkdir()
    with pytest.raises(SchemactlError, match="undo exists"):
        apply_with_spark(FakeSession(), a_request(tmp_path))
    apply_with_spark(FakeSession(), a_request(tmp_path, force=True))
    with pytest.raises(SchemactlError, match=r"(queue|data|undo) exists"):
        apply_with_spark(FakeSession(), a_request(tmp_path))


def test_what_a_crash_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 9))
    left = tmp_path / "data" / "_schemactl" / "kind=data"
    left.mkdir(parents=True)
    (left / "part-00009-x.c000.txt").write_bytes(b"{}\n")
    assert apply_with_spark(FakeSession(), a_request(tmp_path))["records"]["in"] == 9


def test_a_task_that_loses_lines_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(0, 90))

    def lossy(units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
        return migrate_lines(units, edges, (batch.slice(1) for batch in batches))

    with pytest.raises(NotConserved, match="bytes of"):
        apply_with_spark(FakeSession(), a_request(tmp_path), lossy)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
