"""Tests of jsonl."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType
from schemactl.files.dataset import Layout
from schemactl.files.datasets import jsonl
from schemactl.files.rewriting import spliced


def read(tmp_path: Path, content: bytes, **types: CellType) -> list[tuple[int, Any]]:
    path = tmp_path / "data.jsonl"
    path.write_bytes(content)
    return [(record.line, record.values) for record in jsonl.read(path, Layout(types=types))]


def test_mark_line_ends_and_blank_lines_do_not_count(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"a": 1}\r\n\r\n  \n{"a": 2}'
    assert read(tmp_path, content) == [(1, {"a": 1}), (4, {"a": 2})]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"a": }', "data.jsonl:2: not valid JSON"),
        (b'{"a": NaN}', "data.jsonl:2: not valid JSON"),
        (b'{"a": "\xff"}', "data.jsonl:2: not valid JSON: not UTF-8 at byte 8"),
        (b"# comment", "data.jsonl:2: not valid JSON"),
        (b"[1]", "data.jsonl:2: a list where a JSON object"),
        (b"1", "data.jsonl:2: 1 where a JSON object"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        read(tmp_path, b'{"a": 1}\n' + line + b"\n")


def test_long_numbers_stay_what_they_are(tmp_path: Path) -> None:
    long = 2**64
    content = f'{{"a": {long}, "b": [{long + 1}], "c": {{"d": -{long}}}}}\n'.encode()
    assert read(tmp_path, content) == [(1, {"a": long, "b": [long + 1], "c": {"d": -long}})]
    [(_, values)] = read(tmp_path, b'{"a": 12345678901234567890123.5}')
    assert values == {"a": 12345678901234567890123.5}


def test_columns_get_their_types(tmp_path: Path) -> None:
    content = b'{"a": 1, "b": "x"}\n'
    assert read(tmp_path, content, a=CellType("float"), z=CellType("int"))[0][1]["a"] == 1.0
    with pytest.raises(SchemactlError, match=r"data.jsonl:1: `b`: 'x' is no int"):
        read(tmp_path, content, b=CellType("int"))


@pytest.mark.parametrize(
    "line", [b'{"a": 1, "a": 1}', b'{"a" : 1, "a": 2}', b'{"b": {"c": [{"a":1,"a":2}]}}']
)
def test_a_key_that_stands_there_twice_is_named(tmp_path: Path, line: bytes) -> None:
    with pytest.raises(SchemactlError, match=r"data.jsonl:2: the key 'a' stands there twice"):
        read(tmp_path, b'{"a": 1}\n' + line)


def test_text_that_looks_like_a_key_is_none(tmp_path: Path) -> None:
    content = b'{"a": "say \\"a\\": 1", "b" : "c :"}\n{"d": [{"a": 1}, {"a": 2}]}'
    assert read(tmp_path, content)[0] == (1, {"a": 'say "a": 1', "b": "c :"})


def test_half_a_surrogate_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"data.jsonl:1: not valid JSON: no low surrogate"):
        read(tmp_path, b'{"a": "\\ud800"}')


def test_cells_give_way_and_all_else_stays(tmp_path: Path) -> None:
    line = b'{"meta": {"label": "a"},  "l\\u0061bel" : "a", "x": 1.50, "labels":["a","b"]}\r\n'
    path = tmp_path / "data.jsonl"
    path.write_bytes(line)
    [record] = jsonl.read(path, Layout())
    splices = jsonl.cell_splices(
        record, {"labels": ["b"], "label": "c", "meta.label": None}, Layout()
    )
    assert spliced(record.raw, splices) == (
        b'{"meta": {"label": null},  "l\\u0061bel" : "c", "x": 1.50, "labels":["b"]}\r\n'
    )


def test_what_is_nested_too_deeply_is_named(tmp_path: Path) -> None:
    line = b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}"
    with pytest.raises(SchemactlError, match=r"data.jsonl:1: nested more than 200 levels deep"):
        read(tmp_path, line)
