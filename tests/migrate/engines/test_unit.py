"""Tests of unit: what a stretch or a file comes to is what `migrate apply` writes for it."""

import pickle
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.dataset import BOM
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.engines.making import Place
from schemactl.migrate.engines.unit import Made, Run, Units, address
from schemactl.migrate.queue_file import read_entries, read_header
from schemactl.migrate.undo import undo
from tests.migrate.runs import a_job, ignore, targets_in

LINES = b"".join(
    b'{"item": %d, "label": "%c", "n": %d}\n' % (number, b"abcsdqk"[number % 7], number % 2)
    for number in range(40)
)


def units(head: bytes = LINES, name: str = "data.jsonl") -> Units:
    return Units(Run("r", a_job(Path(name)), "jsonl", head))


def undone(folder: Path, made: Made) -> bytes:
    (folder / "out").write_bytes(made.data)
    (folder / "undo").write_bytes(made.undo)
    undo(folder / "out", folder / "undo", folder / "back", force=True)
    return (folder / "back").read_bytes()


def test_a_stretch_comes_to_what_a_file_comes_to(tmp_path: Path) -> None:
    path, targets = tmp_path / "data.jsonl", targets_in(tmp_path)
    path.write_bytes(LINES)
    told = apply(a_job(path), Request(targets), ignore)
    made = units().lines(Place("f", 0), LINES)
    assert made.data == targets.out.read_bytes()
    assert made.told["records"] == told["records"]["in"]
    assert made.told["entries"] == told["queue"]["entries"]
    (tmp_path / "own").write_bytes(made.queue)
    assert list(read_entries(tmp_path / "own")) == list(read_entries(targets.queue))
    header = read_header(tmp_path / "own")
    assert (header.run, header.entries) == ("r", told["queue"]["entries"])
    assert header.output == made.told["output"]["digest"]
    assert undone(tmp_path, made) == LINES


def test_stretches_together_are_the_whole(tmp_path: Path) -> None:
    cut = LINES.index(b"\n", 500) + 1
    whole, some = units().lines(Place("f", 0), LINES), units()
    halves = ((0, LINES[:cut]), (cut, LINES[cut:]))
    parts = [some.lines(Place("f", at), half) for at, half in halves]
    assert b"".join(part.data for part in parts) == whole.data
    assert b"".join(undone(tmp_path, part) for part in parts) == LINES


def test_how_lines_are_read_is_learned_from_the_first_ones() -> None:
    # Without the first lines, a null among lists would say that nothing applies.
    some = units(b'{"item": 1, "label": ["a"]}\n')
    found = some.lines(Place("f", 9), b'{"item": 2, "label": null}\n')
    assert [key for key, _ in found.told["counts"]].count(["in", "annotations"]) == 0


def test_units_can_be_sent_after_they_were_used() -> None:
    used = units()
    first = used.lines(Place("f", 0), LINES)
    sent: Units = pickle.loads(pickle.dumps(used))
    assert sent.lines(Place("f", 0), LINES) == first


def test_a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(SchemactlError, match=r"^file:/f.jsonl, from byte 7 on:2: not valid JSON"):
        units().lines(Place("file:/f.jsonl", 7), b'{"item": 1, "label": "a"}\n{\n')


def test_other_formats_are_refused() -> None:
    with pytest.raises(SchemactlError, match="csv is neither JSON Lines nor Parquet"):
        units(b"item,label\n1,a\n", "data.csv").lines(Place("f", 0), b"2,b\n")


def test_a_parquet_file_is_a_unit(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    table = arrow().table({"item": list("uvwxyz"), "label": list("abqkdq")})
    parquet().write_table(table, path, row_group_size=2)
    made = units(b"", "data.parquet").file(Place("file:/a/data.parquet", 0), path.read_bytes())
    (tmp_path / "made").write_bytes(made.data)
    assert parquet().read_table(tmp_path / "made").column("item").to_pylist() == list("uvx")
    (tmp_path / "queue").write_bytes(made.queue)
    found = [(one.ordinal, one.at) for one in read_entries(tmp_path / "queue")]
    assert found == [(3, 2), (6, 3)]
    undone(tmp_path, made)
    assert parquet().read_table(tmp_path / "back").equals(table)


@pytest.mark.parametrize("content", [b"PAR1", None], ids=["broken", "without labels"])
def test_a_parquet_file_that_cannot_be_migrated_is_named(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "data.parquet"
    parquet().write_table(arrow().table({"item": ["x"]}), path)
    with pytest.raises(SchemactlError, match=r"^file:/a/data\.parquet: "):
        units(b"", "data.parquet").file(
            Place("file:/a/data.parquet", 0), content or path.read_bytes()
        )


def test_an_address_has_one_form() -> None:
    assert address("file:///a//b") == address("file:/a//b") == "file:/a//b"
    assert address("s3a://bucket/a") == "s3a://bucket/a"


def test_what_lines_taught_is_sent_with_units() -> None:
    content = b"".join(b'{"item": %d, "label": "%c"}\n' % (n, b"abk"[n % 3]) for n in range(40))
    taught = units()
    taught.learn(content)
    sent: Units = pickle.loads(pickle.dumps(taught))
    assert sorted_told(sent, content) == sorted_told(units(), content)
    assert "run" not in vars(sent)
    again: Units = pickle.loads(pickle.dumps(sent))
    for one in (sent, again):
        assert sorted_told(one, LINES) == sorted_told(units(), LINES)
        assert "run" in vars(one)


def sorted_told(some: Units, content: bytes) -> Made:
    made = some.lines(Place("f", 0), content)
    return made._replace(told={**made.told, "counts": sorted(made.told["counts"], key=repr)})


def test_lines_that_cannot_be_read_teach_nothing() -> None:
    some = units(b'{"item": 1, "label": "a", "schema": "s@1.0.0"}\n')
    broken = b'{"item": 1, "label": "a", "schema": "t@9.0.0"}\n{\n'
    some.learn(broken)
    with pytest.raises(SchemactlError, match="from byte 7 on"):
        some.lines(Place("f", 7), broken)


def test_counts_are_told_shortly_to_who_taught() -> None:
    taught = units()
    taught.learn(b'{"item": 1, "label": "a", "n": 1}\n')
    sent: Units = pickle.loads(pickle.dumps(taught))
    told = []
    for _ in range(2):
        sent.stretch(Place("f", 0), [LINES], bytes)
        told.append(sent.settle_shortly())
    assert [list(one["rows"].values()) for one in told] == [[6], [6]]
    whole = units().lines(Place("f", 0), LINES * 2).told
    # What is told alone is told in full.
    taught.stretch(Place("f", 0), [LINES], bytes)
    told[1] = taught.settle_shortly()
    assert "rows" not in told[1]
    assert taught.counts_of(told) == units().counts_of([whole])
    assert taught.counts_of([]) == {}


def test_only_a_file_begins_with_a_byte_order_mark() -> None:
    marked = BOM + LINES
    assert units().lines(Place("f", 0), marked).data.startswith(BOM)
    with pytest.raises(SchemactlError, match=r"^f, from byte 9 on:1: not valid JSON: a byte order"):
        units().lines(Place("f", 9), marked)
