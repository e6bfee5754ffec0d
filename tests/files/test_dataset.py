"""Tests of what all dataset formats share."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Layout, unreadable
from schemactl.files.datasets.catalog import named_format

TEXTS = {
    "annotations": b'{"item": "1", "label": "a", "schema": "s@1.0.0"}\n\n{"item": "2"}\n',
    "jsonl": b'\xef\xbb\xbf{"item": "1"}\r\n{"item": "2"}',
    "csv": b'\xef\xbb\xbfitem,text\r\n1,"two\r\nlines"\r\n\r\n2,#x\r\n',
    "tsv": b'item\ttext\n1\t"open\n2\t\n',
}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_offsets_and_bytes_are_those_of_the_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"data.{name}"
    path.write_bytes(TEXTS[name])
    records = list(named_format(name).read(path, Layout()))
    assert [record.values["item"] for record in records] == ["1", "2"]
    for record in records:
        assert TEXTS[name][record.offset :].startswith(record.raw)
        assert TEXTS[name][: record.offset].count(b"\n") == record.line - 1


def test_a_failure_names_file_and_line() -> None:
    error = unreadable(Path("a.csv"), 7, "no", "mend it")
    assert (error.message, error.hint) == ("a.csv:7: no", "mend it")
