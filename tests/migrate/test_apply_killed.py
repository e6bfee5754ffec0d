"""Runs over packed files and datasets that are killed anywhere end as if they had never been."""

import gzip
from pathlib import Path

import pytest

from schemactl.files.doc_bin import write_doc_bin
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.publish import remove
from schemactl.migrate.work import folder_of
from tests.migrate.answering import lines
from tests.migrate.killing import is_killed_at
from tests.migrate.runs import a_job, a_migration, ignore, targets_in
from tests.migrate.test_folder_ranges import files_in
from tests.migrate.test_table_ranges import a_dataset, migration
from tests.migrate.test_task_ranges import a_file, a_task, small
from tests.migrate.test_whole_ranges import MIGRATION, docs


def a_file_of(kind: str, path: Path) -> CompiledMigration:
    """Write a file, or folder, of a kind, and return the migration for it."""
    if kind == "gzip":
        path.write_bytes(gzip.compress(lines("aqkdab")))
    elif kind == "spacy":
        write_doc_bin(path, docs("aqk", "dd"))
        return MIGRATION
    elif kind == "tasks":
        a_file(path, *(a_task(at, label) for at, label in enumerate("aqkdab")))
    else:
        a_dataset(path)
        return migration()
    return a_migration()


@pytest.mark.parametrize("kind", ["gzip", "spacy", "hf", "tasks"])
def test_a_run_that_is_killed_anywhere_ends_as_if_it_had_not_been(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    path = tmp_path / "data"
    way = a_file_of(kind, path)
    targets = targets_in(tmp_path)
    if kind == "gzip":
        targets = targets._replace(out=tmp_path / "out.gz")

    def run(*, force: bool = False) -> None:
        apply(a_job(path, way), Request(targets, force=force, checkpoint=1), ignore)

    def written() -> dict[str, object]:
        there = (one for one in targets if one.exists())
        return {one.name: files_in(one) if one.is_dir() else one.read_bytes() for one in there}

    run()
    expected = written()
    event = 0
    while True:
        for target in targets:
            remove(target)
        if not is_killed_at(event, run):
            break
        assert not targets.out.exists() or written() == expected
        run(force=targets.out.exists())
        assert written() == expected
        assert not folder_of(targets.out).exists()
        event += 1
    assert event > 15
