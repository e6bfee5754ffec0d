"""The SQL store: what it promises beyond the contract of all stores."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact
from schemactl.registry.ledger import LedgerAltered, append, next_entry, seal
from schemactl.registry.stores import open_existing, open_store
from schemactl.workspace import Workspace


def test_entries_are_added_only_under_the_lock(
    workspace: Workspace, a_fact: Callable[..., Fact]
) -> None:
    store = open_store(workspace)
    with pytest.raises(RuntimeError, match="inside `exclusively`"):
        store.add([seal(next_entry(None, a_fact()))])
    store.close()


def test_an_altered_entry_is_not_read(workspace: Workspace, a_fact: Callable[..., Fact]) -> None:
    store = open_store(workspace)
    append(store, [a_fact("dataset:a@1")])
    with closing(sqlite3.connect(workspace.database)) as database, database:
        database.execute("DROP TRIGGER ledger_refuses_update")
        database.execute("UPDATE ledger SET entry = replace(entry, 'reviews', 'revised') || ' '")
    with pytest.raises(LedgerAltered):
        store.find("dataset:a@1")
    with pytest.raises(LedgerAltered):
        list(store.ancestry("dataset:a@1"))
    store.close()


def test_a_database_of_a_newer_schemactl_is_left_alone(workspace: Workspace) -> None:
    open_store(workspace).close()
    with closing(sqlite3.connect(workspace.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemactlError, match="newer schemactl"):
        open_store(workspace)


def test_an_absent_or_empty_file_is_no_database(workspace: Workspace) -> None:
    assert open_existing(workspace) is None
    workspace.registry.mkdir()
    workspace.database.touch()
    assert open_existing(workspace) is None
    store = open_store(workspace)
    assert store.head() is None
    store.close()


def test_a_database_elsewhere_leaves_the_folders_there_alone(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    open_store(workspace, f"sqlite:///{folder.as_posix()}/ledger.db").close()
    assert [path.name for path in folder.iterdir()] == ["ledger.db"]


def test_a_damaged_page_is_found(workspace: Workspace, a_fact: Callable[..., Fact]) -> None:
    store = open_store(workspace)
    append(store, [a_fact("dataset:a@1")])
    store.close()
    content = bytearray(workspace.database.read_bytes())
    content[5 * 4096 : 5 * 4096 + 200] = b"\xff" * 200
    workspace.database.write_bytes(content)
    store = open_store(workspace)
    assert list(store.defects())
    store.close()
