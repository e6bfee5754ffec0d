"""Opening: an absent database is rebuilt, a short one extended, a forked one left alone."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact
from schemactl.registry import opening
from schemactl.registry.journal import (
    JournalAltered,
    LedgerForked,
    head_file,
    write_checkpoint,
)
from schemactl.registry.ledger import append
from schemactl.registry.opening import reading, recorded, registry_url, writing
from schemactl.registry.store import NotWritable, Row, Store
from schemactl.registry.stores.memory import MemoryStore
from schemactl.registry.stores.sql.sqlite import open_engine
from schemactl.registry.stores.sql.store import SqlStore
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]


def rows(workspace: Workspace) -> list[Row]:
    """Return what a reader sees."""
    with reading(workspace) as store:
        return list(store.rows())


def record(workspace: Workspace, fact: Fact, *, checkpoint: bool) -> None:
    """Append one fact."""
    with writing(workspace) as store:
        append(store, [fact])
        if checkpoint:
            write_checkpoint(workspace, store)


def remove_database(workspace: Workspace) -> None:
    """Do what a fresh clone does: have no database."""
    for path in workspace.registry.glob("registry.db*"):
        path.unlink()


def test_looking_at_an_empty_repository_leaves_no_files(workspace: Workspace) -> None:
    assert rows(workspace) == []
    assert not workspace.registry.exists()


def test_whatever_creates_a_database_keeps_it_out_of_git(
    workspace: Workspace, a_fact: FactBuilder
) -> None:
    record(workspace, a_fact(), checkpoint=False)
    assert (workspace.registry / ".gitignore").read_text() == "*.db\n*.db-*\n"


def test_an_absent_database_is_rebuilt_from_the_journal(
    workspace: Workspace, a_fact: FactBuilder
) -> None:
    record(workspace, a_fact("dataset:a@1", actor="a", at="2026-01-01T00:00:00Z"), checkpoint=True)
    before = rows(workspace)
    remove_database(workspace)
    assert rows(workspace) == before
    assert workspace.database.is_file()


def test_a_shorter_database_is_extended_from_the_journal(
    workspace: Workspace, a_fact: FactBuilder
) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    shutil.copytree(workspace.root, workspace.root / "other")
    other = Workspace(workspace.root / "other")
    record(other, a_fact("dataset:b@1"), checkpoint=True)
    shutil.rmtree(workspace.journal)
    shutil.copytree(other.journal, workspace.journal)
    assert rows(workspace) == rows(other)
    record(workspace, a_fact("dataset:c@1"), checkpoint=False)
    assert len(rows(workspace)) == 3


@pytest.fixture
def forked(workspace: Workspace, a_fact: FactBuilder) -> Workspace:
    """Return a repository whose database and journal went different ways after entry 1."""
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    shutil.copytree(workspace.root, workspace.root / "other")
    other = Workspace(workspace.root / "other")
    record(other, a_fact("dataset:theirs@1"), checkpoint=False)
    record(other, a_fact("dataset:theirs@2"), checkpoint=True)
    record(workspace, a_fact("dataset:ours@1"), checkpoint=False)
    shutil.rmtree(workspace.journal)
    shutil.copytree(other.journal, workspace.journal)
    return workspace


def test_a_fork_stops_writers_and_changes_nothing(forked: Workspace, a_fact: FactBuilder) -> None:
    before = rows(forked)
    journal = {path: path.read_bytes() for path in forked.journal.iterdir()}
    with pytest.raises(LedgerForked, match="ledger-forked"):
        record(forked, a_fact("dataset:new@1"), checkpoint=True)
    assert rows(forked) == before
    assert {path: path.read_bytes() for path in forked.journal.iterdir()} == journal
    assert [row.ref for row in before] == ["dataset:a@1", "dataset:ours@1"]


def test_a_fork_is_found_however_long_the_database_is(
    forked: Workspace, a_fact: FactBuilder
) -> None:
    parked = forked.root / "parked"
    forked.journal.rename(parked)
    for number in range(2, 5):
        record(forked, a_fact(f"dataset:ours@{number}"), checkpoint=False)
    parked.rename(forked.journal)
    with pytest.raises(LedgerForked):
        record(forked, a_fact("dataset:new@1"), checkpoint=False)


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a switch after which no database can be created or written.

    File permissions would not do: tests may run as a user whom they do not stop.
    """

    def refuse(*_: object) -> None:
        raise NotWritable("registry/registry.db cannot be written")

    return lambda: monkeypatch.setattr(opening, "open_store", refuse)


def test_a_read_only_checkout_is_read_from_memory(
    workspace: Workspace, a_fact: FactBuilder, read_only: Callable[[], None]
) -> None:
    record(workspace, a_fact(), checkpoint=True)
    before = rows(workspace)
    remove_database(workspace)
    read_only()
    assert rows(workspace) == before
    assert not workspace.database.exists()


def test_a_stale_database_in_a_read_only_checkout_is_completed_in_memory(
    workspace: Workspace, a_fact: FactBuilder, read_only: Callable[[], None]
) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    longer = MemoryStore()
    append(longer, [a_fact("dataset:a@1"), a_fact("dataset:b@1")])
    write_checkpoint(workspace, longer)
    read_only()
    assert rows(workspace) == list(longer.rows())


def test_a_current_database_in_a_read_only_checkout_is_read_as_it_is(
    workspace: Workspace, a_fact: FactBuilder, read_only: Callable[[], None]
) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=False)
    read_only()
    assert [row.ref for row in rows(workspace)] == ["dataset:a@1"]


@contextmanager
def without_privileges() -> Iterator[None]:
    """Act as a user whom permissions bind; nothing is read-only to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_write_permission_is_read(a_fact: FactBuilder) -> None:
    # pytest's own folders are closed to other users.
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        record(workspace, a_fact(), checkpoint=True)
        before = rows(workspace)
        remove_database(workspace)
        workspace.root.chmod(0o755)
        workspace.registry.chmod(0o555)
        try:
            with without_privileges():
                assert rows(workspace) == before
                assert not workspace.database.exists()
        finally:
            workspace.registry.chmod(0o755)


def test_the_environment_says_where_the_registry_is_before_the_settings(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert registry_url(workspace) is None
    workspace.settings_file.write_text("registry:\n  url: sqlite:///a.db\n")
    assert registry_url(workspace) == "sqlite:///a.db"
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", "sqlite:///b.db")
    assert registry_url(workspace) == "sqlite:///b.db"


def test_a_registry_may_stand_elsewhere(
    workspace: Workspace, a_fact: FactBuilder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", "sqlite:///data/ledger.db")
    record(workspace, a_fact(), checkpoint=False)
    assert (tmp_path / "data" / "ledger.db").is_file()
    assert len(rows(workspace)) == 1
    assert not workspace.database.exists()


@pytest.mark.parametrize("scheme", ["postgresql+asyncpg", "mysql", "nonsense"])
def test_other_databases_are_refused_without_showing_the_url(
    workspace: Workspace, scheme: str, monkeypatch: pytest.MonkeyPatch, a_fact: FactBuilder
) -> None:
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", f"{scheme}://me:secret@host/db")
    with pytest.raises(SchemactlError) as found:
        record(workspace, a_fact(), checkpoint=False)
    assert "secret" not in found.value.message + found.value.hint


def test_a_database_that_turns_out_to_be_read_only_is_completed_in_memory(
    workspace: Workspace, a_fact: FactBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    longer = MemoryStore()
    append(longer, [a_fact("dataset:a@1"), a_fact("dataset:b@1")])
    write_checkpoint(workspace, longer)
    # A frozen database opens, and refuses only the first thing that is written.
    monkeypatch.setattr(opening, "open_store", lambda *_: _frozen(workspace))
    assert rows(workspace) == list(longer.rows())


def _frozen(workspace: Workspace) -> Store:
    return SqlStore(open_engine(workspace.database, frozen=True), "registry.db", lambda _: iter(()))


def test_a_journal_that_cannot_be_read_is_an_error_for_readers_that_need_it(
    workspace: Workspace, a_fact: FactBuilder
) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    head_file(workspace, 1).write_text("<<<<<<< ours\n")
    with pytest.raises(JournalAltered):
        rows(workspace)


def test_a_forked_journal_alone_cannot_be_read(forked: Workspace, a_fact: FactBuilder) -> None:
    theirs = MemoryStore()
    append(theirs, [a_fact("dataset:stray@1"), a_fact("dataset:stray@2")])
    elsewhere = Workspace(forked.root / "elsewhere")
    write_checkpoint(elsewhere, theirs)
    for path in elsewhere.journal.iterdir():
        shutil.copy(path, forked.journal)
    remove_database(forked)
    with pytest.raises(LedgerForked, match="two checkpoints hold"):
        rows(forked)


def test_an_entry_is_found_as_a_store_finds_it(workspace: Workspace, a_fact: FactBuilder) -> None:
    assert recorded(workspace, "dataset:reviews@1") is None
    record(workspace, a_fact(), checkpoint=True)
    with reading(workspace) as store:
        expected = store.find("dataset:reviews@1")
    assert expected is not None
    assert recorded(workspace, "dataset:reviews@1") == expected
    # What the file lacks, the journal may have.
    workspace.database.unlink()
    assert recorded(workspace, "dataset:reviews@1") == expected
    assert recorded(workspace, "dataset:reviews@2") is None


def test_an_entry_that_was_altered_is_told(workspace: Workspace, a_fact: FactBuilder) -> None:
    record(workspace, a_fact(), checkpoint=False)
    with sqlite3.connect(workspace.database) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE ledger SET entry = replace(entry, 'a', 'b')")
    connection.close()
    with pytest.raises(SchemactlError, match="altered"):
        recorded(workspace, "dataset:reviews@1")
