"""Tests of the annotations format."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Layout
from schemactl.files.datasets import annotations


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"item": "1", "label": "a", "schema": "s@1.0.0"}\n', True),
        (b'{"item": "1", "value": 3, "schema": "s@1.0.0"}\n', True),
        (b'{"status": "skipped", "schema": "s@1"}\n{"label": "a", "schema": "s@1"}\n', True),
        (b'{"item": "1", "label": "a"}\n', False),
        (b'{"item": "1", "schema": "s@1.0.0"}\nnot JSON\n[]\n', False),
        (b"item,label,schema\n", False),
    ],
)
def test_a_stamp_beside_a_label_is_its_mark(head: bytes, expected: bool) -> None:
    assert annotations.recognise(Path("a.jsonl"), head) is expected


def test_rows_are_read_as_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"item": "1"}\n', encoding="utf-8")
    [record] = annotations.read(path, Layout())
    assert record.values == {"item": "1"}
