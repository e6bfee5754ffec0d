"""Revisions: applied once, from any state, on every kind of database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, insert

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact
from schemactl.registry.ledger import append, follow
from schemactl.registry.merkle import MerkleTree
from schemactl.registry.stores import open_store, upgrade_store
from schemactl.registry.stores.address import FileAddress, find_address
from schemactl.registry.stores.lookup import NEWEST_REVISION
from schemactl.registry.stores.sql import postgresql, sqlite
from schemactl.registry.stores.sql.engine import revision_of
from schemactl.registry.stores.sql.revisions import (
    make_file_ready,
    make_server_ready,
    scripts,
    upgrade,
)
from schemactl.registry.stores.sql.tables import LEDGER
from schemactl.registry.tree import tree_at
from schemactl.workspace import Workspace
from tests.registry.postgresql import Server, plain

EARLIER = Path(__file__).parents[1] / "earlier"
# The root over the entries of the fixtures: none of them may change on the way.
ROOTS = {"0001": "sha256:bfb030b6f26332fd21344652bee6a632f5f78d085df94b57ee33a7e235b95431"}


def engine_of(workspace: Workspace, url: str) -> Engine:
    """Return an engine on a registry of either kind."""
    address = find_address(workspace, url)
    if isinstance(address, FileAddress):
        return sqlite.open_engine(address.path)
    return postgresql.open_engine(address.url, address.name)


def test_the_newest_revision_is_the_one_that_is_expected() -> None:
    assert scripts().get_current_head() == NEWEST_REVISION


def test_making_ready_twice_changes_nothing(workspace: Workspace, url: str) -> None:
    open_store(workspace, url).close()
    address = find_address(workspace, url)
    if isinstance(address, FileAddress):
        make_file_ready(address.path, address.name)
    else:
        make_server_ready(address.url, address.name)
    engine = engine_of(workspace, url)
    assert revision_of(engine, "it") == NEWEST_REVISION
    engine.dispose()
    store = open_store(workspace, url)
    assert list(store.defects()) == []
    store.close()


def test_what_stopped_half_way_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    path.touch()
    make_file_ready(path, "registry.db")
    assert path.stat().st_size > 0


@pytest.mark.parametrize("revision", [one.revision for one in scripts().walk_revisions()])
def test_every_revision_says_what_it_makes_on_each_kind_of_database(revision: str) -> None:
    module = scripts().get_revision(revision).module
    assert module.FILE_TRIGGERS
    assert module.SERVER_TRIGGERS
    assert isinstance(module.SERVER_FUNCTIONS, dict)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[str]:
    """Return the url of a database without tables."""
    if request.param == "sqlite":
        workspace.registry.mkdir()
        sqlite3.connect(workspace.database).close()
        yield "sqlite:///registry/registry.db"
        return
    server: Server = request.getfixturevalue("server")
    server.drop("bare")
    yield server.create("bare")
    server.drop("bare")


def load(workspace: Workspace, url: str, revision: str) -> None:
    """Fill a database as an earlier schemactl left it."""
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    script = (EARLIER / f"{revision}-{kind}.sql").read_text(encoding="utf-8")
    if kind == "sqlite":
        with closing(sqlite3.connect(workspace.database)) as database:
            database.executescript(script)
    else:
        with psycopg.connect(plain(url)) as connection:
            connection.execute(script.encode())


def test_there_is_a_database_of_every_earlier_revision() -> None:
    revisions = {one.revision for one in scripts().walk_revisions()} - {NEWEST_REVISION}
    assert {path.name for path in EARLIER.iterdir()} == {
        f"{revision}-{kind}.sql" for revision in revisions for kind in ("sqlite", "postgresql")
    }
    assert ROOTS.keys() == revisions


@pytest.mark.parametrize("revision", ROOTS)
def test_an_earlier_database_keeps_its_entries_and_its_root(
    workspace: Workspace, bare: str, revision: str
) -> None:
    load(workspace, bare, revision)
    assert upgrade_store(workspace, bare) == (revision, NEWEST_REVISION)
    assert upgrade_store(workspace, bare) == (NEWEST_REVISION, NEWEST_REVISION)
    store = open_store(workspace, bare)
    contents = list(store.entries())
    assert len(list(follow(None, contents))) == 5
    assert MerkleTree(contents).root == ROOTS[revision]
    assert list(store.defects()) == []
    assert "Größer" in str(store.find("dataset:reviews@2"))
    store.close()


def test_a_server_of_an_earlier_schemactl_waits_for_an_upgrade(
    workspace: Workspace, server: Server
) -> None:
    server.drop("old")
    url = server.create("old")
    load(workspace, url, "0001")
    with pytest.raises(SchemactlError, match="tables of an older schemactl") as found:
        open_store(workspace, url)
    server.drop("old")
    assert "schemactl registry upgrade" in found.value.hint


def test_an_upgrade_keeps_the_roots_of_entries_that_were_there(
    workspace: Workspace, bare: str, a_fact: Callable[..., Fact], tmp_path: Path
) -> None:
    scratch = open_store(workspace, f"sqlite:///{tmp_path.as_posix()}/scratch.db")
    append(scratch, [a_fact(f"dataset:d@{n}") for n in range(600)])
    engine = engine_of(workspace, bare)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(insert(LEDGER), [row._asdict() for row in scratch.rows()])
    engine.dispose()
    upgrade_store(workspace, bare)
    store = open_store(workspace, bare)
    assert list(store.subtrees()) == list(scratch.subtrees())
    assert tree_at(store, 600).root == MerkleTree(scratch.entries()).root
    store.close()
    scratch.close()
