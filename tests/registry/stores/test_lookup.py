"""An entry is looked up where that is safe, and is otherwise left to a store."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing

import pytest

from schemactl.model.lineage import Fact
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.registry.stores.address import FileAddress, ServerAddress
from schemactl.registry.stores.lookup import look_up
from schemactl.workspace import Workspace

REF = "dataset:reviews@1"


@pytest.fixture
def address(workspace: Workspace, a_fact: Callable[..., Fact]) -> FileAddress:
    """Return where one entry is recorded."""
    with writing(workspace) as store:
        append(store, [a_fact()])
    return FileAddress(workspace.database, "the file")


def test_bytes_and_hash_are_those_of_the_store(workspace: Workspace, address: FileAddress) -> None:
    with writing(workspace) as store:
        found = store.find(REF)
    assert found is not None
    assert look_up(address, REF) == (found.content, found.hash)
    assert look_up(address, "dataset:reviews@2") is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alembic_version SET version_num = '9999'",
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "DROP TABLE ledger",
    ],
)
def test_files_of_other_tables_are_left_to_a_store(address: FileAddress, change: str) -> None:
    with closing(sqlite3.connect(address.path)) as connection:
        connection.execute(change)
        connection.commit()
    assert look_up(address, REF) is None


def test_what_is_no_database_is_left_to_a_store(address: FileAddress) -> None:
    address.path.write_bytes(b"no database" * 1000)
    assert look_up(address, REF) is None
    address.path.unlink()
    assert look_up(address, REF) is None
    assert not address.path.exists()
    assert look_up(ServerAddress("postgresql+psycopg://nobody@localhost/none"), REF) is None


def test_nothing_is_imported_for_it() -> None:
    # A child process: here everything is imported already.
    code = "import sys, schemactl.registry.stores.lookup; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
