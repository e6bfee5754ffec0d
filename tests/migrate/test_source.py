"""Source: what can be migrated is opened, and all else is refused with what can."""

import sys
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import DATASET_FORMATS
from schemactl.migrate.source import open_source, rewritable
from tests.migrate import words_format
from tests.migrate.runs import a_job, migrated


def test_every_record_comes_once(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'{"item": 1, "label": "a"}\n' * 1500)
    source = open_source(a_job(path))
    assert len(list(source.records())) == 1500
    assert source.format.NAME == "jsonl"


def test_what_was_read_ahead_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'{"item": 1, "label": "a"}\n' * 1500)
    source = open_source(a_job(path))
    source.forget()
    assert [record.line for record in source.records()] == [1]
    source.forget()


def test_a_format_without_rewriting_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DATASET_FORMATS, "words", words_format.recognise)
    monkeypatch.setitem(sys.modules, "schemactl.files.datasets.words", words_format)
    monkeypatch.delattr(words_format, "rewriting")
    path = tmp_path / "data.words"
    path.write_bytes(b"one: topic=a\n")
    with pytest.raises(SchemactlError, match="words: this format cannot be rewritten") as caught:
        open_source(a_job(path))
    assert "jsonl, " in caught.value.hint
    assert "words" not in rewritable()


def test_a_file_without_labels_is_told_apart_from_an_empty_answer() -> None:
    with pytest.raises(SchemactlError, match="no record has a column `label`"):
        migrated(b'{"item": 1}\n')
