"""Revisions: applied once, from any state, on every kind of database."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from schemactl.registry.stores import open_store
from schemactl.registry.stores.address import FileAddress, find_address
from schemactl.registry.stores.sql import postgresql, sqlite
from schemactl.registry.stores.sql.engine import NEWEST_REVISION, revision_of
from schemactl.registry.stores.sql.revisions import make_file_ready, make_server_ready, scripts
from schemactl.workspace import Workspace


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
