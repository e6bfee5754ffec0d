"""Tests of the digests: laws, golden vectors, and collisions that other tools have had."""

import copy
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemactl.data.digests import LabelsDigest, RowsDigest, digest_bytes
from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType
from schemactl.files.dataset import Layout
from schemactl.files.datasets import csv, jsonl
from schemactl.model.annotation import Annotation

Row = dict[str, Any]

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(-3, 3).map(float),
    st.text("01ab", max_size=2),
    st.lists(st.integers(0, 1), max_size=2),
)
ROWS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3), max_size=8)

GOLDEN_ROWS: list[Row] = [
    {"item": "t-1", "label": "refund", "score": 0.5, "n": 1},
    {"item": "t-2", "label": None, "score": 1.0, "n": 2},
    {"item": "t-2", "label": None, "score": 1.0, "n": 2},
    {"item": "é", "label": ["a", "b"], "ok": True, "meta": {"y": 1e-7, "x": 2**70}},
]


def rows_digest(rows: list[Row]) -> str:
    digest = RowsDigest()
    for row in rows:
        digest.add(row)
    return digest.value()


def plain_rows_digest(rows: list[Row]) -> str:
    """Return the digest as docs/reference/digests.md words it, for rows without hard floats."""
    names = {"NoneType": "null", "str": "string", "dict": "object"}
    leaves = sorted(hashlib.sha256(b"\x00" + written(row)).digest() for row in rows)
    columns: dict[str, set[str]] = {}
    for row in rows:
        for column, value in row.items():
            kind = type(value).__name__
            columns.setdefault(column, set()).add(names.get(kind, kind))
    header = {
        "algorithm": "schemactl-rows-1",
        "columns": {column: sorted(kinds) for column, kinds in columns.items()},
        "rows": len(rows),
    }
    found = hashlib.sha256(written(header) + b"\n" + tree_hash(leaves))
    return f"sha256:{found.hexdigest()}"


def written(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def tree_hash(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + tree_hash(leaves[:half]) + tree_hash(leaves[half:])).digest()


@given(ROWS)
def test_the_digest_is_what_the_reference_says(rows: list[Row]) -> None:
    assert rows_digest(rows) == plain_rows_digest(rows)


@given(ROWS, st.randoms())
def test_order_does_not_count(rows: list[Row], shuffled: random.Random) -> None:
    mixed = [dict(shuffled.sample(list(row.items()), len(row))) for row in rows]
    shuffled.shuffle(mixed)
    assert rows_digest(mixed) == rows_digest(rows)


@given(ROWS, st.data())
def test_repetitions_count(rows: list[Row], data: st.DataObject) -> None:
    assume(rows)
    again = data.draw(st.sampled_from(rows))
    assert rows_digest([*rows, again]) != rows_digest(rows)


@given(ROWS, st.data())
def test_every_cell_counts(rows: list[Row], data: st.DataObject) -> None:
    changed = copy.deepcopy(rows)
    cells = [(i, column) for i, row in enumerate(rows) for column in row]
    assume(cells)
    i, column = data.draw(st.sampled_from(cells))
    changed[i][column] = data.draw(VALUES)
    is_equal = sorted(map(written, changed)) == sorted(map(written, rows))
    assert (rows_digest(changed) == rows_digest(rows)) == is_equal
    del changed[i][column]
    assert rows_digest(changed) != rows_digest(rows)


def test_golden_vectors() -> None:
    assert rows_digest([]) == (
        "sha256:2a0cd2ea0749d6a168152c710a4e004961be9356e260ff11b01b19d797ca310f"
    )
    assert rows_digest(GOLDEN_ROWS) == (
        "sha256:da84c1ccb3798938343fb2f049960a52cc81bde3cad84db68081f3d3ea8be984"
    )


@pytest.mark.parametrize(
    ("row", "other"),
    [
        ({"label": True}, {"label": False}),
        ({"label": ["a"]}, {"label": ["b"]}),
        ({"label": 1}, {"label": 1.0}),
        ({"label": 1}, {"label": True}),
        ({"label": "1"}, {"label": 1}),
        ({"label": None}, {"label": ""}),
        ({"label": None}, {}),
        ({"label": "é"}, {"label": "e\u0301"}),
    ],
)
@pytest.mark.parametrize("at", [0, 10_000])
def test_known_collisions_of_others_do_not_happen(row: Row, other: Row, at: int) -> None:
    rest: list[Row] = [{"label": "x"}, {"label": None}]
    rows = [rest[number % 2] for number in range(at)]
    assert rows_digest([*rows, row]) != rows_digest([*rows, other])


def test_labels_swapped_beside_a_null_are_seen() -> None:
    rows: list[Row] = [{"i": 1, "label": "a"}, {"i": 2, "label": "b"}, {"i": 3, "label": None}]
    swapped: list[Row] = [{"i": 1, "label": "b"}, {"i": 2, "label": "a"}, {"i": 3, "label": None}]
    assert rows_digest(rows) != rows_digest(swapped)


@pytest.mark.parametrize("value", [float("nan"), [float("nan")], {"a": [float("inf")]}])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(SchemactlError):
        rows_digest([{"a": 1.0}, {"a": value}])


def test_many_shapes_of_rows_are_forgotten_and_still_right() -> None:
    rows: list[Row] = [{f"c{number}": number} for number in range(5000)]
    assert rows_digest([*rows, {"c0": 1.5}]) == plain_rows_digest([*rows, {"c0": 1.5}])


def test_formats_and_shards_agree(tmp_path: Path) -> None:
    table = 'id,n,x,ok,note,tags\r\n1,2,3,true,,[]\r\n2,-1,0.5,False,"a\nb","[""a""]"\r\n'
    (tmp_path / "a.csv").write_bytes(table.encode())
    names = {"n": "int", "x": "float", "ok": "bool", "tags": "json"}
    types = {column: CellType(name) for column, name in names.items()}
    types["note"] = CellType("string", optional=True)
    rows: list[Row] = [
        {"note": None, "id": "1", "n": 2, "x": 3.0, "ok": True, "tags": []},
        {"id": "2", "n": -1, "x": 0.5, "ok": False, "note": "a\nb", "tags": ["a"]},
    ]
    for number, row in enumerate(rows):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(row) + "\r\n", encoding="utf-8")
    shards = [record for n in (1, 0) for record in jsonl.read(tmp_path / f"{n}.jsonl", Layout())]
    cells = csv.read(tmp_path / "a.csv", Layout(types=types))
    found = rows_digest([record.values for record in cells])
    assert found == rows_digest(rows) == rows_digest([record.values for record in shards])


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_seed_of_hashes_does_not_count(seed: str) -> None:
    script = (
        "import sys; from schemactl.data.digests import RowsDigest; d = RowsDigest()\n"
        "for i in range(50): d.add({'a': i, 'b': str(i), 'c': [i], 'd': None})\n"
        "sys.stdout.write(d.value())"
    )
    root = str(Path(__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [{"a": i, "b": str(i), "c": [i], "d": None} for i in range(50)]
    assert result.stdout == rows_digest(rows)


def labels_digest(*annotations: Annotation, is_known: bool = True) -> str:
    digest = LabelsDigest()
    for annotation in annotations:
        digest.add(annotation, is_known)
    return digest.value()


SAID = Annotation("t-1", "intent", "refund", None, None, {"by": "phone"}, "a-1")


def test_the_labels_digest_is_golden_and_looks_at_what_was_said_only() -> None:
    span = Annotation("t-2", "names", "person", {"start": 0, "end": 4}, annotator="a-1")
    found = labels_digest(SAID, span)
    assert found == ("sha256:42ead4df691fcc790356619abfff4d6ed0c7ad47867d943ec8de68a61923e552")
    assert labels_digest(span, SAID._replace(at="2026-01-01", note="x", batch="b")) == found


@pytest.mark.parametrize("field", Annotation._fields[:7])
def test_every_part_of_what_was_said_counts(field: str) -> None:
    assert labels_digest(Annotation(**{**SAID._asdict(), field: "other"})) != labels_digest(SAID)
    assert labels_digest(SAID, SAID) != labels_digest(SAID)


def test_an_unknown_label_is_not_a_known_one() -> None:
    assert labels_digest(SAID, is_known=False) != labels_digest(SAID)


def test_the_bytes_of_one_file_are_hashed_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"{}\r\n")
    done: list[int] = []
    expected = f"sha256:{hashlib.sha256(b'{}' + bytes([13, 10])).hexdigest()}"
    assert digest_bytes([path], done.append) == expected
    assert sum(done) == 4


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], list[Path]]:
    def made(name: str) -> list[Path]:
        paths = [tmp_path / name / "x" / "b.jsonl", tmp_path / name / "y" / "a.jsonl"]
        for path in paths:
            path.parent.mkdir(parents=True)
            path.write_bytes(path.name.encode())
        return paths

    return made


def test_several_files_count_with_their_paths(folder: Callable[[str], list[Path]]) -> None:
    one, other = folder("one"), folder("other")
    sums = [hashlib.sha256(path.name.encode()).hexdigest() for path in one]
    listed = (
        '{"algorithm":"schemactl-bytes-1","files":2}\n'
        f'["x/b.jsonl","{sums[0]}"]\n["y/a.jsonl","{sums[1]}"]\n'
    )
    expected = f"sha256:{hashlib.sha256(listed.encode()).hexdigest()}"
    assert digest_bytes(one) == digest_bytes(reversed(other)) == expected
    other[0].rename(other[0].with_name("c.jsonl"))
    assert digest_bytes([other[0].with_name("c.jsonl"), other[1]]) != expected
    with pytest.raises(SchemactlError, match="is given twice"):
        digest_bytes([one[0], one[0]])
