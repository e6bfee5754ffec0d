"""Tests of the annotations format."""

from pathlib import Path

from schemactl.files.dataset import Layout
from schemactl.files.datasets import annotations


def test_rows_are_read_as_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"item": "1"}\n', encoding="utf-8")
    [record] = annotations.read(path, Layout())
    assert record.values == {"item": "1"}
