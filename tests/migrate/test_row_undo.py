"""Tests of row_undo: sections of rows are told from sections of edits, and refuse other files."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.row_undo import restore_rows, restorer
from schemactl.migrate.undo import undo
from schemactl.migrate.undo_file import sections
from schemactl.migrate.work import Targets
from tests.migrate.runs import a_job, ignore, targets_in

TABLE = arrow().table({"item": list("xyz"), "label": list("adk")})


@pytest.fixture
def targets(tmp_path: Path) -> Targets:
    """Return the files of a run over three rows, of which one left."""
    path = tmp_path / "data.parquet"
    parquet().write_table(TABLE, path)
    found = targets_in(tmp_path)
    apply(a_job(path), Request(found), ignore)
    return found


def test_a_section_of_rows_gives_the_table_back(targets: Targets) -> None:
    [section] = sections(targets.undo)
    restore = restorer(targets.undo, section)
    assert restore is not None
    back = targets.out.with_name("back")
    with back.open("wb") as file:
        restore_rows(targets.undo, section, restore, targets.out, file)
    assert parquet().read_table(back).equals(TABLE)


def test_a_section_of_edits_is_none_of_rows(tmp_path: Path) -> None:
    for content in (b'{"item": 1, "label": "a"}\n', b'{"item": 1, "label": "k"}\n'):
        path = tmp_path / "data.jsonl"
        path.write_bytes(content)
        found = targets_in(tmp_path)
        apply(a_job(path), Request(found, force=True), ignore)
        [section] = sections(found.undo)
        assert restorer(found.undo, section) is None


def test_another_file_is_refused_and_nothing_is_written(targets: Targets) -> None:
    parquet().write_table(TABLE, targets.out)
    with pytest.raises(SchemactlError, match="neither what the run"):
        undo(targets.out, targets.undo, targets.out.with_name("back"))
    [section] = sections(targets.undo)
    restore = restorer(targets.undo, section)
    assert restore is not None
    with (
        targets.out.with_name("work").open("wb") as file,
        pytest.raises(SchemactlError, match="has not the rows"),
    ):
        restore_rows(targets.undo, section, restore, targets.out, file)
